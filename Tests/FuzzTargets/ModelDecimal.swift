import BigInt
import Decimals

/// The grammar of decimals as an expression, and their value by integers without bounds.
enum ModelDecimal {
  /// Whole digits and how many of them stand behind the point.
  case number(coefficient: BigInt, scale: Int)
  /// The code of the error.
  case refused(String)

  init(_ bytes: [UInt8], limits: DecimalNumber.Limits) {
    let grammar = /(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?/
    guard bytes.allSatisfy({ $0 < 0x80 }),
      let parts = String(decoding: bytes, as: UTF8.self).wholeMatch(of: grammar)?.output,
      let digits = BigInt(parts.2 + (parts.3 ?? ""))
    else {
      self = .refused("malformed_number")
      return
    }
    let fractionDigits = parts.3?.count ?? 0
    // An exponent beyond the length of the text decides the outcome by its sign alone.
    let beyond = bytes.count + 100
    let written = parts.4.map(String.init) ?? "0"
    let exponent = max(
      -beyond, min(Int(written) ?? (written.hasPrefix("-") ? -beyond : beyond), beyond))
    let scale = fractionDigits - exponent
    let whole = digits * BigInt(10).power(max(-scale, 0))
    let bound = BigInt(10).power(limits.integerDigits + max(scale, 0))
    guard scale <= limits.fractionDigits, whole < bound else {
      self = .refused("number_out_of_range")
      return
    }
    self = .number(coefficient: parts.1.isEmpty ? whole : -whole, scale: max(scale, 0))
  }
}
