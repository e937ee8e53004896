public import Decimals

/// Divides an amount among several shares (contract, section 4, "Lines", 2).
public enum Allotment {
  /// The amount in parts that are proportional to shares and add up to it exactly, each at the
  /// amount's digits: by largest remainder. Of equal remainders the earlier share comes first.
  ///
  /// Where the shares add up to 0 all parts are 0; a share whose sign is not that of their sum has
  /// a part of the other sign. An amount below 0 is divided as its positive is.
  public static func parts(
    of amount: DecimalNumber, among shares: [DecimalNumber]
  ) throws(DecimalError) -> [DecimalNumber] {
    var sum = DecimalNumber.zero
    for share in shares { sum = try sum + share }
    let total = sum.coefficient.magnitude
    guard total > 0 else { return shares.map { _ in .zero } }
    let whole = amount.coefficient.magnitude
    var parts: [(quotient: Int128, remainder: UInt128)] = []
    for share in shares {
      let weight = try share.rounded(to: sum.scale).coefficient.magnitude
      let product = whole.multipliedFullWidth(by: weight)
      // Only where shares of both signs leave little of each other.
      guard product.high < total else { throw .overflow }
      let (quotient, remainder) = total.dividingFullWidth(product)
      guard let quotient = Int128(exactly: quotient), quotient < .max else { throw .overflow }
      // Rounded down: what is left is less than one unit a share, and not below 0.
      parts.append(
        share.isNegative != sum.isNegative
          ? (-quotient - (remainder > 0 ? 1 : 0), remainder > 0 ? total - remainder : 0)
          : (quotient, remainder))
    }
    guard var left = Int128(exactly: whole) else { throw .overflow }
    for part in parts {
      let rest = left.subtractingReportingOverflow(part.quotient)
      guard !rest.overflow else { throw .overflow }
      left = rest.partialValue
    }
    let order = parts.indices.sorted { one, other in
      (parts[other].remainder, one) < (parts[one].remainder, other)
    }
    for index in order.prefix(Int(left)) { parts[index].quotient += 1 }
    return parts.map { part in
      DecimalNumber(
        coefficient: amount.isNegative ? -part.quotient : part.quotient, scale: amount.scale)
    }
  }
}
