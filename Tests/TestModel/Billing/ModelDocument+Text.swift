import BigInt
import Calendars
import Decimals

/// Documents as lines of text, in which two of them are compared.
extension ModelDocument {
  /// A credit note's quantities and amounts have the other sign.
  var isCreditNote: Bool { gross < 0 }

  /// What a document says of itself, its lines and its totals.
  var text: [String] {
    [
      "\(isCreditNote ? "credit_note" : "invoice") \(organisation) \(contract.name) \(period)"
        + " \(list.currency?.code ?? "-") \(span.from) \(span.to) corrects \(corrected)"
    ] + lines.map(text)
      + adjustments.map { ($0.key.period, text($0)) }.sorted(by: <).map(\.1)
      + vat.map { "vat \($0.group.text) \(text($0.base)) \(text($0.amount))" }
      + ["net \(text(net)) gross \(text(gross))"]
  }

  /// The periods of the documents that a credit note corrects.
  private var corrected: [String] {
    isCreditNote ? Set(adjustments.compactMap(\.corrects)).sorted().map(\.description) : []
  }

  private func text(_ line: ModelLine) -> String {
    let price = line.unitPrice(minorDigits: list.minorDigits)?.text
    let quantity = (isCreditNote ? -line.quantity : line.quantity).plainMillionths
    return
      "\(line.key.kind.rawValue) \(line.key.product ?? "-") \(line.key.tenant ?? "-")"
      + " \(line.key.sku ?? "-") \(line.service ?? "-") \(line.key.period)"
      + " \(line.span.from) \(line.span.to) \(quantity) × \(price ?? "null") = \(text(line.amount))"
      + " \(line.key.vat.text) \(line.key.priceVersion)"
      + (line.pricing.map { " " + text($0) } ?? "")
      + (line.kept.map { kept in
        " \(kept.availability.truncatedText(digits: 5)) of \(kept.target.truncatedText(digits: 9))"
      } ?? "")
  }

  /// The charge of the whole organisation, as owed, also on a credit note.
  private func text(_ pricing: (charge: World.Charge, quantity: BigInt)) -> String {
    let charge = pricing.charge
    let exact = charge.price(of: ExactFraction(pricing.quantity, over: 1_000_000))
    let bounds = [charge.minimum, charge.maximum].map { $0?.text ?? "-" }
    let units = [charge.included, charge.size]
      .map { $0?.value.text(digits: 18).withoutTrailingZeros ?? "-" }
    // A quantity has 6 digits, a price 9 and a size 18.
    return "\(charge.name) of \(pricing.quantity.plainMillionths)"
      + " \((units + bounds).joined(separator: " "))"
      + " \(exact.text(digits: 33).withoutTrailingZeros) \(exact.text(digits: list.minorDigits))"
  }

  /// Without the span.
  private func text(_ adjustment: ModelAdjustment) -> String {
    let key = adjustment.key
    let quantity = (isCreditNote ? -adjustment.quantity : adjustment.quantity).plainMillionths
    return
      "adjustment of \(key.kind.rawValue) \(key.product ?? "-") \(key.tenant ?? "-")"
      + " \(key.sku ?? "-") \(key.period) \(quantity) × \(adjustment.unitPrice?.text ?? "null")"
      + " = \(text(adjustment.amount))"
      + " \(key.vat.text) \(key.priceVersion)"
      + " corrects \(adjustment.corrects.map(\.description) ?? "-")"
  }

  private func text(_ amount: BigInt) -> String {
    (isCreditNote ? -amount : amount).text(scale: list.minorDigits)
  }
}

extension ModelVATGroup {
  /// The category and the rate without trailing zeros.
  var text: String { "\(category) \(rate.text(scale: 9).withoutTrailingZeros)" }
}

extension BigInt {
  /// These millionths without trailing zeros.
  var plainMillionths: String { text(scale: 6).withoutTrailingZeros }
}

extension String {
  /// A decimal with digits after the point, without the zeros at its end.
  fileprivate var withoutTrailingZeros: String {
    var text = self[...]
    while text.hasSuffix("0") { text = text.dropLast() }
    return String(text.hasSuffix(".") ? text.dropLast() : text)
  }
}
