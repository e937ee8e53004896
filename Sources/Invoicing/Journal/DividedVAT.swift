import Decimals

/// The VAT of a group, which is rounded once, and the accounts' shares of it.
struct DividedVAT {
  /// On the sum of the nets, rounded once, half up (contract, section 4, "Lines", 5).
  let total: DecimalNumber
  /// Each net's exact VAT, rounded up or down so that they add up to the total: by largest
  /// remainder, the earlier share first of equal ones. Nets may have either sign, as a discount has
  /// that is booked apart; what is negative as a whole mirrors its positive.
  let shares: [DecimalNumber]

  /// `nets` are in a currency's minor digits, `rate` is in percent.
  init(
    on nets: [DecimalNumber], rate: DecimalNumber, minorDigits: Int
  ) throws(DecimalError) {
    var sum = DecimalNumber.zero
    for net in nets { sum = try sum + net }
    total = try sum.multiplied(by: rate.hundredth, roundedTo: minorDigits)
    let isMirrored = sum.isNegative
    var unit: Int128 = 1
    for _ in 0..<rate.hundredth.scale { unit *= 10 }
    var left = isMirrored ? -total.coefficient : total.coefficient
    var parts: [(floor: Int128, remainder: Int128)] = []
    for net in nets {
      let digits = try net.rounded(to: minorDigits).coefficient
      let (exact, overflow) = (isMirrored ? -digits : digits)
        .multipliedReportingOverflow(by: rate.coefficient)
      guard !overflow else { throw .overflow }
      let remainder = (exact % unit + unit) % unit
      parts.append(((exact - remainder) / unit, remainder))
      left -= (exact - remainder) / unit
    }
    // The floors lack less than one unit a share.
    let order = parts.indices.sorted { one, other in
      (parts[other].remainder, one) < (parts[one].remainder, other)
    }
    for index in order.prefix(Int(left)) { parts[index].floor += 1 }
    shares = parts.map { part in
      DecimalNumber(coefficient: isMirrored ? -part.floor : part.floor, scale: minorDigits)
    }
  }
}
