public import Calendars
public import Decimals

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
