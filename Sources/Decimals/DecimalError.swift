/// Why a text is no decimal number within its limits, or a result cannot be held.
public enum DecimalError: Error, Hashable, Sendable {
  /// Not a decimal number: `[-]digits[.digits][e[±]digits]`.
  case malformed
  /// More digits before the point than the limit (contract, section 0).
  case tooManyIntegerDigits(limit: Int)
  /// More digits after the point than the limit (contract, section 0).
  case tooManyFractionDigits(limit: Int)
  /// The result of a computation leaves 128 bits.
  case overflow

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .malformed: "malformed_number"
    case .tooManyIntegerDigits, .tooManyFractionDigits: "number_out_of_range"
    case .overflow: "number_overflow"
    }
  }
}

extension DecimalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed: "not a decimal number such as \"12\" or \"-0.25\""
    case .tooManyIntegerDigits(let limit): "more than \(limit) digits before the point"
    case .tooManyFractionDigits(let limit): "more than \(limit) digits after the point"
    case .overflow: "the result is too large to be held exactly"
    }
  }
}
