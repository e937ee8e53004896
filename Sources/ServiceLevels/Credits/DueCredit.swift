public import Catalogue
public import Decimals

/// What one missed commitment gives back to an organisation for a month.
public struct DueCredit: Sendable {
  /// The price that a credit is a part of, by service; in one currency.
  public let basis: [(service: String, amount: DecimalNumber)]
  public let percent: CreditPercent
  /// How the percentage came about: only missing points share a cap.
  public let credits: ServiceCredits

  /// A credit of a percentage of what some services cost; no service stands twice.
  public init(
    basis: [(service: String, amount: DecimalNumber)], percent: CreditPercent,
    credits: ServiceCredits
  ) {
    self.basis = basis
    self.percent = percent
    self.credits = credits
  }
}
