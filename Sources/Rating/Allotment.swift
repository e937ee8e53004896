public import Decimals

/// Divides an amount among several shares (contract, section 4, "Lines", 2).
public enum Allotment {
  /// The amount in parts that are proportional to shares and add up to it exactly, each at the
  /// amount's digits: by largest remainder. Of equal remainders the earlier share comes first.
  ///
  /// Shares are 0 or more, and not all 0; an amount below 0 is divided as its positive is.
  public static func parts(
    of amount: DecimalNumber, among shares: [DecimalNumber]
  ) throws(DecimalError) -> [DecimalNumber] {
    var sum = DecimalNumber.zero
    for share in shares { sum = try sum + share }
    let total = sum.coefficient.magnitude
    guard total > 0 else { return shares.map { _ in .zero } }
    let whole = amount.coefficient.magnitude
    var parts: [(quotient: UInt128, remainder: UInt128)] = []
    for share in shares {
      // No share is above the sum, so the quotient is not above the amount.
      let weight = try share.rounded(to: sum.scale).coefficient.magnitude
      let product = whole.multipliedReportingOverflow(by: weight)
      parts.append(
        product.overflow
          ? total.dividingFullWidth(whole.multipliedFullWidth(by: weight))
          : product.partialValue.quotientAndRemainder(dividingBy: total))
    }
    // Less than one unit a share is left.
    let left = parts.reduce(whole) { $0 - $1.quotient }
    let order = parts.indices.sorted { one, other in
      (parts[other].remainder, one) < (parts[one].remainder, other)
    }
    for index in order.prefix(Int(left)) { parts[index].quotient += 1 }
    return parts.map { part in
      let coefficient = Int128(part.quotient)
      return DecimalNumber(
        coefficient: amount.isNegative ? -coefficient : coefficient, scale: amount.scale)
    }
  }
}
