import Decimals
public import Invoicing

/// A change for programs.
public struct MonthChangeReport: Encodable {
  let organisation: String
  let product: Nullable<String>
  let kind: Nullable<String>
  let currency: String
  let previous: String
  let current: String
  let change: String

  public init(_ change: MonthChange) {
    organisation = change.organisation
    product = Nullable(change.product)
    kind = Nullable(change.kind?.rawValue)
    currency = change.currency
    previous = change.previous.description
    current = change.current.description
    self.change = change.change.description
  }
}
