import Decimals
import Foundation
import Invoicing
import TestSeeds

/// Draws documents that respect the arithmetic of issued ones: a plain line's amount is quantity ×
/// price rounded once, VAT is rounded once per category and rate, and below 0 every sign of a
/// document is inverted.
struct DocumentGenerator {
  var random: SeededGenerator
  private var count = 0

  init(_ random: SeededGenerator) { self.random = random }

  /// A document of a shape.
  mutating func document(_ shape: DocumentShape) throws -> InvoiceDocument {
    count += 1
    var lines = try (1...shape.lineCount).map { try line(number: $0, shape) }
    if shape.isCredit {
      for index in lines.indices where !lines[index].amount.isNegative { lines[index].invert() }
      // Among many there is one to the other side.
      if lines.count > 9 { lines[lines.count / 2].invert() }
    }
    var totals = try GeneratedTotals(lines, currency: shape.currency)
    let isCreditNote = totals.gross.isNegative
    if isCreditNote {
      for index in lines.indices { lines[index].invert() }
      totals = try GeneratedTotals(lines, currency: shape.currency)
    }
    let json = head(shape, isCreditNote).merging([
      "lines": lines.map(\.json), "totals": totals.json, "parties": parties(shape),
      "corrects": isCreditNote ? corrects(lines) : [],
    ]) { $1 }
    let data = try JSONSerialization.data(withJSONObject: json)
    return try InvoiceDocument(
      canonicalJSON: String(decoding: data, as: UTF8.self), digest: "of \(shape.name)")
  }

  /// A shape with everything drawn.
  mutating func shape(_ name: String) -> DocumentShape {
    var shape = DocumentShape(name: name)
    shape.lineCount = .random(in: 1...25, using: &random)
    shape.vat =
      [
        [.standard], [.standard, .exempt], [.reverseCharge], [.standard, .zero, .reverseCharge],
        [.standard, DocumentShape.VAT(category: "S", rate: "8.5")],
      ].randomElement(using: &random) ?? [.standard]
    shape.kinds += ["minimum", "service_credit", "adjustment"]
    shape.language = Bool.random(using: &random) ? "fr" : "en"
    shape.isCredit = Int.random(in: 0..<3, using: &random) == 0
    shape.numbers =
      [.ordinary, .tiny, .manyDecimals, .huge].randomElement(using: &random)
      ?? .ordinary
    shape.isOld = Bool.random(using: &random)
    shape.isTaxedOnIssue = Bool.random(using: &random)
    return shape
  }

  private func head(_ shape: DocumentShape, _ isCreditNote: Bool) -> [String: Any] {
    var head: [String: Any] = [
      "number": "FR-2026-\(String(format: "%06d", count))",
      "kind": isCreditNote ? "credit_note" : "invoice", "organisation": "acme",
      "contract": "acme-2026", "seller": "default", "currency": shape.currency,
      "period": "2026-10", "from": Self.from, "to": Self.to, "issued_on": "2026-11-03",
      "due_on": "2026-12-03", "policy": "1", "previous_digest": "00",
    ]
    if !shape.isOld { head["timezone"] = "Europe/Paris" }
    return head
  }

  static let from = "2026-09-30T22:00:00Z"
  static let to = "2026-10-31T23:00:00Z"

  private func corrects(_ lines: [GeneratedLine]) -> [[String: Any]] {
    let numbers = Set(lines.compactMap(\.corrects)).sorted()
    return numbers.map { ["number": $0, "date": "2026-10-02", "period": "2026-09"] }
  }
}

extension DocumentGenerator {
  private mutating func line(number: Int, _ shape: DocumentShape) throws -> GeneratedLine {
    let kind = shape.kinds[(number - 1) % shape.kinds.count]
    let vat = shape.vat[(number - 1) % shape.vat.count]
    switch kind {
    case "usage", "commitment": return try counted(number, kind: kind, shape, vat)
    case "adjustment": return try adjustment(number, shape, vat)
    default:
      let isCredit = kind == "discount" || kind == "service_credit"
      let cents = Int.random(in: 1...(shape.numbers == .tiny ? 3 : 90_000), using: &random)
      let amount = DecimalNumber(
        coefficient: Int128(isCredit ? -cents : cents), scale: minorDigits(shape))
      return lumpSum(number, kind: kind, amount, shape, vat: vat)
    }
  }

  private func minorDigits(_ shape: DocumentShape) -> Int {
    Currency(code: shape.currency)?.minorDigits ?? 2
  }

  private func lumpSum(
    _ number: Int, kind: String, _ amount: DecimalNumber, _ shape: DocumentShape,
    vat: DocumentShape.VAT
  ) -> GeneratedLine {
    GeneratedLine(
      number: number, kind: kind, label: shape.label, isCounted: false, isOld: shape.isOld,
      quantity: .one, unitPrice: amount, amount: amount, vat: vat)
  }

  /// A quantity at a price, or with a price that is priced over the whole organisation.
  private mutating func counted(
    _ number: Int, kind: String, _ shape: DocumentShape, _ vat: DocumentShape.VAT
  ) throws -> GeneratedLine {
    let (quantity, price) = figures(shape.numbers)
    let amount = try WideDecimal(quantity, times: price).rounded(to: minorDigits(shape))
    var line = GeneratedLine(
      number: number, kind: kind, label: shape.label, isCounted: true, isOld: shape.isOld,
      quantity: quantity, unitPrice: price, amount: amount, vat: vat)
    if Int.random(in: 0..<4, using: &random) == 0 {
      line.unitPrice = nil
      line.pricing = [
        "model": "volume", "quantity": quantity.plain, "amount": amount.description,
        "unrounded": WideDecimal(quantity, times: price).description,
        "lines": [
          [
            "quantity": quantity.plain, "unit_price": price.description, "tier": 1,
            "amount": WideDecimal(quantity, times: price).description,
          ]
        ],
      ]
    }
    if kind == "commitment" { line.derivation = ["committed": "12", "used": "2.5"] }
    return line
  }

  /// What is owed of an earlier month minus what was billed; with a price where that explains it.
  private mutating func adjustment(
    _ number: Int, _ shape: DocumentShape, _ vat: DocumentShape.VAT
  ) throws -> GeneratedLine {
    let (owed, price) = figures(shape.numbers)
    let (billed, _) = figures(shape.numbers)
    let digits = minorDigits(shape)
    let amounts = try (
      owed: WideDecimal(owed, times: price).rounded(to: digits),
      billed: WideDecimal(billed, times: price).rounded(to: digits)
    )
    let quantity = try owed - billed
    let amount = try (amounts.owed - amounts.billed).rounded(to: digits)
    let isExplained = try WideDecimal(quantity, times: price).rounded(to: digits) == amount
    var line = GeneratedLine(
      number: number, kind: "adjustment", label: shape.label, isCounted: true,
      isOld: shape.isOld, quantity: quantity, unitPrice: isExplained ? price : nil, amount: amount,
      vat: vat)
    line.corrects = "FR-2026-00000\(Int.random(in: 1...3, using: &random))"
    line.derivation = [
      "owed": [
        "quantity": owed.plain, "unit_price": price.description,
        "amount": amounts.owed.description,
      ],
      "billed": ["quantity": billed.plain, "amount": amounts.billed.description],
    ]
    return line
  }

  private mutating func figures(
    _ numbers: DocumentShape.Numbers
  ) -> (quantity: DecimalNumber, price: DecimalNumber) {
    switch numbers {
    case .ordinary: (number(upTo: 10_000, scales: [0, 2, 4, 6]), number(upTo: 20_000, scales: [2]))
    case .tiny: (number(upTo: 400, scales: [0, 3, 6]), number(upTo: 90, scales: [5, 7, 9]))
    // The official rules add up in binary: beyond 90 × 10^12 a cent escapes them.
    case .huge: (number(upTo: 9_999, scales: [0]), number(upTo: 99_999_999_999, scales: [4]))
    case .manyDecimals:
      (number(upTo: 9_999_999_999, scales: [6]), number(upTo: 9_999_999_999, scales: [9]))
    case .nothing: (.zero, .zero)
    }
  }

  private mutating func number(upTo bound: Int128, scales: [Int]) -> DecimalNumber {
    DecimalNumber(
      coefficient: .random(in: 1...bound, using: &random),
      scale: scales.randomElement(using: &random) ?? 0)
  }
}
