/// Two months of an estate, and the nights on which they are billed.
struct EstateMonths: Sendable {
  let first: String
  let second: String
  /// When the first month is issued for half of the customers.
  let before: String
  /// The night on which everything else is issued, after the grace days.
  let night: String

  /// Between them lies the night on which clocks go back.
  static let autumn = EstateMonths(
    first: "2026-09", second: "2026-10", before: "2026-10-06", night: "2026-11-06")
  /// Between them lies the night on which clocks go forward.
  static let spring = EstateMonths(
    first: "2026-02", second: "2026-03", before: "2026-03-06", night: "2026-04-06")
}
