import Catalogue
import Decimals

/// A document's sums, before they are printed.
struct Totals: Sendable {
  /// The lines of one VAT category and rate.
  struct Group: Sendable {
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
    var groups: [VATGroup: (base: DecimalNumber, reasons: [String])] = [:]
    var last: (rate: String, category: String, group: VATGroup)?
    for line in lines {
      net = try net + line.amount
      // Nearly all lines have the VAT of the line before.
      let key = line.key
      let group =
        if let last, last.rate == key.vatRate, last.category == key.vatCategory {
          last.group
        } else {
          try VATGroup(key)
        }
      last = (key.vatRate, key.vatCategory, group)
      var (base, reasons) = groups[group] ?? (.zero, [])
      base = try base + line.amount
      if let reason = line.vatReason, !reasons.contains(reason) { reasons.append(reason) }
      groups[group] = (base, reasons)
    }
    var gross = net
    var vat: [Group] = []
    for (group, (base, reasons)) in groups.sorted(by: { $0.key < $1.key }) {
      let amount = try base.multiplied(
        by: group.rate.hundredth, roundedTo: currency.minorDigits)
      gross = try gross + amount
      vat.append(
        Group(
          category: group.category, rate: group.rate,
          reason: reasons.isEmpty ? nil : reasons.joined(separator: "; "),
          base: try base.rounded(to: currency.minorDigits), amount: amount))
    }
    self.net = net
    self.vat = vat
    self.gross = gross
  }
}
