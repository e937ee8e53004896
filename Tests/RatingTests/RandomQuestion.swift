import TestSeeds

/// A question of `quote` by chance: every model, every option, numbers as texts and as they are,
/// few digits and as many as there may be.
struct RandomQuestion {
  let quantity: String
  let charge: String
  let minorDigits: Int
  let line: String

  init(_ random: inout SeededGenerator) {
    quantity = random.number(18, 18)
    charge = random.charge()
    minorDigits = Int.random(in: 0...9, using: &random)
    line = """
      {"id":"r","quantity":\(random.quoted(quantity)),"charge":\(charge),\
      "minor_units":\(minorDigits)}
      """
  }
}

extension SeededGenerator {
  fileprivate mutating func isSo(oneIn count: Int) -> Bool {
    Int.random(in: 0..<count, using: &self) == 0
  }

  /// A number without sign; its digits are few, or at the limits.
  fileprivate mutating func number(_ wholeDigits: Int, _ fractionDigits: Int) -> String {
    let isLong = isSo(oneIn: 6)
    var whole = digits(isLong ? wholeDigits : Int.random(in: 1...3, using: &self))
    while whole.count > 1, whole.hasPrefix("0") { whole.removeFirst() }
    let count = isLong ? fractionDigits : Int.random(in: 0...3, using: &self)
    return count == 0 ? whole : "\(whole).\(digits(count))"
  }

  private mutating func digits(_ count: Int) -> String {
    // All nines and all zeros are where carries are.
    if isSo(oneIn: 8) { return String(repeating: isSo(oneIn: 2) ? "9" : "0", count: count) }
    return String((0..<count).map { _ in Character("\(Int.random(in: 0...9, using: &self))") })
  }

  fileprivate mutating func quoted(_ number: String) -> String {
    isSo(oneIn: 2) ? number : "\"\(number)\""
  }

  private mutating func price() -> String {
    quoted((isSo(oneIn: 5) ? "-" : "") + number(12, 9))
  }

  fileprivate mutating func charge() -> String {
    var keys: [String]
    switch Int.random(in: 0..<5, using: &self) {
    case 0: keys = [#""model":"flat""#, #""amount":\#(price())"#]
    case 1: keys = [#""model":"per_unit""#, #""unit_price":\#(price())"#]
    case 2: keys = [#""model":"graduated""#, #""tiers":\#(tiers())"#]
    case 3: keys = [#""model":"volume""#, #""tiers":\#(tiers())"#]
    default:
      keys = [#""model":"package""#, #""size":\#(quoted(size()))"#, #""price":\#(price())"#]
    }
    if isSo(oneIn: 3) { keys.append(#""included":\#(quoted(number(18, 18)))"#) }
    keys += bounds()
    return "{" + keys.shuffled(using: &self).joined(separator: ",") + "}"
  }

  private mutating func bounds() -> [String] {
    let (one, other) = (number(12, 9), number(12, 9))
    switch Int.random(in: 0..<5, using: &self) {
    case 0: return [#""minimum":\#(quoted(one))"#]
    case 1: return [#""maximum":\#(quoted(one))"#]
    case 2: return [#""minimum":\#(quoted("-" + one))"#, #""maximum":\#(quoted(other))"#]
    default: return []
    }
  }

  private mutating func size() -> String {
    let size = number(18, 18)
    return size.contains { $0 != "0" && $0 != "." } ? size : "1"
  }

  /// Bounds rise by whole numbers from a number that is not 0.
  private mutating func tiers() -> String {
    var bound = Int.random(in: 0...2, using: &self)
    var tiers: [String] = []
    for _ in 0..<Int.random(in: 0...4, using: &self) {
      let fraction = isSo(oneIn: 2) ? ".5" : ".000000000000000001"
      tiers.append(#"{"up_to":\#(quoted("\(bound)\(fraction)"))\#(tierPrice())"#)
      bound += Int.random(in: 1...400, using: &self)
    }
    return "[" + (tiers + ["{" + tierPrice().dropFirst()]).joined(separator: ",") + "]"
  }

  private mutating func tierPrice() -> String {
    let flat = isSo(oneIn: 3) ? #","flat":\#(price())"# : ""
    return #","unit_price":\#(price())\#(flat)}"#
  }
}
