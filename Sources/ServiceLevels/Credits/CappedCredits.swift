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

/// The credits of an organisation for a month, of which `cap_percent` bounds the sum per service
/// (contract, section 5, "Credits").
public enum CappedCredits {
  /// The amounts of credits in document order, each exact until it is rounded once, half up, to the
  /// currency's digits.
  ///
  /// Of each service, a point-gap credit takes no more percent than its cap leaves of what earlier
  /// point-gap credits have taken of that service. Bands neither count nor are bounded.
  public static func amounts(
    of credits: [DueCredit], minorDigits: Int
  ) throws(DecimalError) -> [DecimalNumber] {
    var taken: [String: Fraction] = [:]
    var amounts: [DecimalNumber] = []
    for credit in credits {
      var amount = Fraction.zero
      for (service, basis) in credit.basis {
        var share = credit.percent.share
        if case .pointGap(let cap) = credit.credits {
          let before = taken[service] ?? .zero
          if let cap { share = min(share, max(Fraction(cap.hundredth) - before, .zero)) }
          taken[service] = before + share
        }
        amount = amount + Fraction(basis) * share
      }
      amounts.append(try amount.rounded(to: minorDigits))
    }
    return amounts
  }
}
