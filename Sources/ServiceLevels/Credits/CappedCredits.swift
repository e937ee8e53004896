import Catalogue
public import Decimals

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
