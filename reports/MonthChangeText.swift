import Calendars
import Decimals
public import Invoicing

/// What organisations owe for a month beside the month before, as rows.
public struct MonthChangeText {
  private let changes: [MonthChange]

  /// Changes to one month, by organisation.
  public init(_ changes: [MonthChange]) { self.changes = changes }

  /// A table with a total for each organisation and currency; empty where there is no change to
  /// tell.
  public func text() throws -> String {
    guard let period = changes.first?.period else { return "" }
    var table = TextTable([
      .init("organisation"), .init("product"), .init("\(period.previous)", .decimal(mark: ".")),
      .init("\(period)", .decimal(mark: ".")), .init("change", .decimal(mark: ".")),
      .init("currency"),
    ])
    var last: String?
    for (index, change) in changes.enumerated() {
      table.add(
        [change.organisation == last ? "" : change.organisation, change.subject]
          + cells(change.previous, change.current, change.change) + [change.currency])
      last = change.organisation
      let next = index + 1 < changes.count ? changes[index + 1] : nil
      guard next.map({ $0.isOfSameTotal(as: change) }) != true else { continue }
      let own = changes.filter { $0.isOfSameTotal(as: change) }
      let sum = { (amount: (MonthChange) -> DecimalNumber) in
        try own.reduce(DecimalNumber.zero) { try $0 + amount($1) }
      }
      table.add(
        ["", "total"] + cells(try sum(\.previous), try sum(\.current), try sum(\.change))
          + [change.currency])
    }
    let lines = ["Owed without VAT, beside the month before", ""] + table.lines()
    return lines.joined(separator: "\n") + "\n"
  }

  private func cells(
    _ previous: DecimalNumber, _ current: DecimalNumber, _ change: DecimalNumber
  ) -> [String] {
    let sign = change > .zero ? "+" : ""
    return [previous.description, current.description, sign + change.description]
  }

  /// The rows for programs.
  public func listing() -> Listing {
    var listing = Listing([
      "organisation", "product", "kind", "currency", "previous", "current", "change",
    ])
    for change in changes {
      listing.add([
        .text(change.organisation), change.product.map(Listing.Cell.text) ?? .absent,
        change.kind.map { .text($0.rawValue) } ?? .absent, .text(change.currency),
        .decimal(change.previous.description), .decimal(change.current.description),
        .decimal(change.change.description),
      ])
    }
    return listing
  }
}

extension MonthChange {
  fileprivate var subject: String { product ?? kind?.rawValue ?? "" }

  fileprivate func isOfSameTotal(as other: MonthChange) -> Bool {
    organisation == other.organisation && currency == other.currency
  }
}
