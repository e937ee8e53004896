extension DecimalNumber: CustomStringConvertible {
  /// The number as written: plain notation, with exactly `scale` digits after the point.
  public var description: String {
    let digits = String(coefficient.magnitude)
    let sign = coefficient < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(scale + 1 - digits.count, 0)) + digits
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }

  /// The number without trailing zeros: the form of quantities (contract, section 0).
  public var plain: String { normalised.description }
}
