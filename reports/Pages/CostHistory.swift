public import Calendars
public import Decimals
public import Invoicing

/// What the last months cost, by service: for a chart on an invoice.
public struct CostHistory: Sendable {
  public struct Month: Sendable {
    public let period: Period
    /// Without VAT, by the service's name; what is below 0 is told and not drawn.
    public let amounts: [String: DecimalNumber]

    public init(period: Period, amounts: [String: DecimalNumber]) {
      self.period = period
      self.amounts = amounts
    }
  }

  /// In their order.
  public let months: [Month]

  public init(months: [Month]) { self.months = months }

  /// Services by what they cost in all months, the dearest first; equals by name.
  func services() throws(DecimalError) -> [String] {
    var sums: [String: DecimalNumber] = [:]
    for month in months {
      for (service, amount) in month.amounts {
        sums[service] = try (sums[service] ?? .zero) + amount
      }
    }
    return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// What each month cost.
  func sums() throws(DecimalError) -> [DecimalNumber] {
    var sums: [DecimalNumber] = []
    for month in months {
      var sum = DecimalNumber.zero
      for amount in month.amounts.values { sum = try sum + amount }
      sums.append(sum)
    }
    return sums
  }
}

extension CostHistory {
  /// How many months are shown.
  private static let length = 6

  /// The first month that is shown with a document's; nil where its month cannot be read.
  public static func firstMonth(of document: InvoiceDocument) -> Period? {
    guard var month = Period(document.period) else { return nil }
    for _ in 1..<length { month = month.previous }
    return month
  }

  /// Of the months up to a document's, what the documents bill for each of them in its currency,
  /// corrections included. What concerns several services is called by its label.
  public init(of document: InvoiceDocument, _ documents: [InvoiceDocument]) throws(DecimalError) {
    var amounts: [String: [String: DecimalNumber]] = [:]
    for other in documents where other.currency == document.currency {
      for line in other.lines where line.period <= document.period {
        let service = line.service ?? line.label
        let sum = amounts[line.period, default: [:]][service, default: .zero]
        amounts[line.period, default: [:]][service] = try sum + other.owed(line.amount)
      }
    }
    var months: [Month] = []
    if let last = Period(document.period), var month = Self.firstMonth(of: document) {
      while month <= last {
        months.append(Month(period: month, amounts: amounts[month.description] ?? [:]))
        month = month.next
      }
    }
    // Months before the first document say nothing.
    self.init(months: Array(months.drop { $0.amounts.isEmpty }))
  }
}
