import Catalogue
import Decimals

/// A document's sums, before they are printed.
struct Totals {
  /// The lines of one VAT category and rate.
  struct Group {
    let category: String
    let rate: DecimalNumber
    let reason: String?
    let base: DecimalNumber
    let amount: DecimalNumber
  }

  let net: DecimalNumber
  /// By category, then rate.
  let vat: [Group]
  let gross: DecimalNumber

  /// VAT is computed per category and rate on the sum of the lines, and rounded once (contract,
  /// section 4, line 5; EN 16931, BT-117).
  init(_ lines: [DraftLine], currency: Currency) throws(DecimalError) {
    var net = try DecimalNumber.zero.rounded(to: currency.minorDigits)
    var groups: [[String]: (line: DraftLine, base: DecimalNumber)] = [:]
    for line in lines {
      net = try net + line.amount
      let key = [line.key.vatCategory, line.key.vatRateValue]
      groups[key] = (line, try (groups[key]?.base ?? .zero) + line.amount)
    }
    var gross = net
    var vat: [Group] = []
    for (key, group) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let rate = try DecimalNumber(group.line.key.vatRate, limits: .price)
      let percent = DecimalNumber(coefficient: rate.coefficient, scale: rate.scale + 2)
      let amount = try group.base.multiplied(by: percent, roundedTo: currency.minorDigits)
      gross = try gross + amount
      vat.append(
        Group(
          category: key[0], rate: rate, reason: group.line.vatReason,
          base: try group.base.rounded(to: currency.minorDigits), amount: amount))
    }
    self.net = net
    self.vat = vat
    self.gross = gross
  }
}
