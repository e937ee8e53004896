import BigInt
import Calendars
import Decimals
import Foundation
import Invoicing
import Testing

@testable import TestModel

/// Holds what is billed to what the model says, line by line.
struct BillingComparison {
  let world: World
  /// What tells this comparison from others.
  let place: String

  /// Compares documents and obstacles by organisation; returns all lines.
  func expectAlike(_ billed: Billing.Result, _ model: ModelBilling) -> [InvoiceDocument.Line] {
    var differences: [String] = []
    for organisation in world.organisations.map(\.name) {
      let found = billed.documents.filter { $0.organisation == organisation }.map(\.text)
      let codes = billed.obstacles.filter { $0.organisation == organisation }.map(\.code.rawValue)
      // Amounts with more digits than amounts have may be refused, or not.
      if codes == ["amount_out_of_range"], world.hasExtremes { continue }
      let expected = model.documents.filter { $0.organisation == organisation }.map(\.text)
      differences += Self.differences(found, expected, organisation)
      let code = model.obstacles[organisation]
      if codes != [code].compactMap(\.self) {
        differences.append("\(organisation): obstacles \(codes), model \(code ?? "none")")
      }
    }
    let order = billed.documents.map { "\($0.period) \($0.organisation) \($0.contract)" }
    if order != order.sorted() { differences.append("order: \(order)") }
    differences += billed.documents.flatMap(\.unexplainedPrices)
    // The differences alone, not the expression.
    let isAlike = differences.isEmpty
    #expect(
      isAlike,
      """
      \(place), \(world.period), now \(world.now)
      \(differences.joined(separator: "\n"))
      \(world.yaml)
      \(world.ndjson)
      \(world.incidents.ndjson())
      \(world.incidents.decisions)
      """)
    return billed.documents.flatMap(\.lines)
  }

  /// Compares what a preview showed with what was issued then, word for word.
  func expectSame(_ preview: Billing.Result, _ issued: Billing.Result) {
    let shown = preview.documents.map { $0.unnumbered() }
    let made = issued.documents.map { $0.unnumbered() }
    for (one, other) in zip(shown, made) where one != other {
      let place = max(one.commonPrefix(with: other).count - 200, 0)
      Issue.record(
        """
        \(self.place): …\(one.dropFirst(place).prefix(400))…
        issued: …\(other.dropFirst(place).prefix(400))
        """
      )
    }
    #expect(shown.count == made.count, "\(place)")
    // A preview also names events that are nobody's.
    let named = preview.obstacles.filter { $0.organisation != nil }.map(\.text).sorted()
    #expect(named == issued.obstacles.map(\.text).sorted(), "\(place)")
  }

  private static func differences(
    _ found: [[String]], _ expected: [[String]], _ organisation: String
  ) -> [String] {
    let count = max(found.count, expected.count)
    return (0..<count).flatMap { index -> [String] in
      let one = index < found.count ? found[index] : []
      let other = index < expected.count ? expected[index] : []
      guard one != other else { return [] }
      let (more, less) = (one.filter { !other.contains($0) }, other.filter { !one.contains($0) })
      let isOrder = more.isEmpty && less.isEmpty
      return ["\(organisation), document \(index + 1)\(isOrder ? ": order" : "")"]
        + (isOrder ? one : more).map { "  billed  \($0)" }
        + (isOrder ? other : less).map { "  model   \($0)" }
    }
  }
}

extension Obstacle {
  fileprivate var text: String { "\(organisation ?? "-") \(code.rawValue) \(message)" }
}

extension InvoiceDocument {
  /// The document without what only issuing gives: its own numbers and dates and those of documents
  /// that are corrected, which may be of the same run.
  fileprivate func unnumbered() -> String {
    canonicalJSON().replacing(
      /"(number|date|issued_on|due_on|previous_digest|digest)":(null|"[^"]*"),?/, with: "")
  }

  /// As `ModelDocument.text`.
  fileprivate var text: [String] {
    let adjustments = lines.filter { $0.kind == .adjustment }
      .map { (Period($0.period)?.firstDay ?? .init(daysSinceEpoch: 0), $0.adjustmentText) }
    let periods = adjustments.map(\.0)
    return [
      "\(kind.rawValue) \(organisation) \(contract) \(period) \(currency) \(from) \(to)"
        + " corrects \(corrects.map(\.period).sorted())"
    ] + lines.filter { $0.kind != .adjustment }.map(\.ownText)
      + adjustments.sorted(by: <).map(\.1) + (periods == periods.sorted() ? [] : ["periods: order"])
      + totals.vat.map { "vat \($0.category) \($0.rate.plain) \($0.base) \($0.amount)" }
      + ["net \(totals.net) gross \(totals.gross)"]
  }

  /// Lines whose price times the quantity is not their amount.
  fileprivate var unexplainedPrices: [String] {
    let digits = Currency(code: currency)?.minorDigits ?? 2
    return lines.filter { line in
      guard let price = line.unitPrice else { return false }
      let product = price.fraction * line.quantity.fraction
      return product.rounded(to: digits) != line.amount.fraction.rounded(to: digits)
    }.map { "unexplained price: \($0.quantity) × \($0.unitPrice ?? "") = \($0.amount)" }
  }
}

extension InvoiceDocument.Line {
  fileprivate var ownText: String {
    "\(kind.rawValue) \(product ?? "-") \(tenant ?? "-") \(sku ?? "-") \(service ?? "-") \(period)"
      + " \(from) \(to) \(quantity) × \(unitPrice ?? "null") = \(amount)"
      + " \(vatCategory) \(vatRate.plain) \(priceVersion ?? "-")"
      + (pricing.map { " " + $0.text } ?? "")
      + (derivation?.availability.map { " \($0) of \(derivation?.target ?? "-")" } ?? "")
  }

  fileprivate var adjustmentText: String {
    "adjustment of \(adjusts?.rawValue ?? "-") \(product ?? "-") \(tenant ?? "-") \(sku ?? "-")"
      + " \(period) \(quantity) × \(unitPrice ?? "null") = \(amount)"
      + " \(vatCategory) \(vatRate.plain) \(priceVersion ?? "-")"
      + " corrects \(corrects?.period ?? "-")"
  }
}

extension InvoiceDocument.Pricing {
  /// As in `ModelDocument.text`, with the parts that do not make up what they say.
  fileprivate var text: String {
    let units = [included, size].map { $0 ?? "-" }
    let bounds = [minimum, maximum].map { $0 ?? "-" }
    let wrong = lines.filter { part in
      let product = (part.quantity ?? "0").fraction * (part.unitPrice ?? "0").fraction
      return product + (part.flat ?? "0").fraction != part.amount.fraction
    }
    let sum = lines.map(\.amount.fraction).reduce(.zero, +)
    let isBound = [minimum, maximum].contains { $0?.fraction == unrounded.fraction }
    return "\(model) of \(quantity) \((units + bounds).joined(separator: " "))"
      + " \(unrounded) \(amount)" + (wrong.isEmpty ? "" : " parts: \(wrong)")
      + (isBound || sum == unrounded.fraction ? "" : " sum of parts: \(lines)")
  }
}

extension String {
  /// The number that a decimal stands for.
  fileprivate var fraction: ExactFraction {
    let parts = split(separator: ".")
    let scale = parts.count > 1 ? parts[1].count : 0
    return ExactFraction(BigInt(replacing(".", with: "")) ?? 0, over: BigInt(10).power(scale))
  }

  /// A rate without trailing zeros.
  fileprivate var plain: String {
    ModelVATGroup(category: "", rate: fraction.rounded(to: 9)).text.trimmingPrefix(" ").description
  }
}

extension World {
  /// Whether quantities or prices have so many digits that amounts may be out of range.
  fileprivate var hasExtremes: Bool {
    facts.contains { fact in
      guard case .usage(let usage) = fact.content else { return false }
      return usage.quantity.value > ExactFraction(BigInt(10).power(12))
    }
  }
}
