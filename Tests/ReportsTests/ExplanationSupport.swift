import Calendars
import Decimals
import Foundation
import Testing

@testable import Catalogue
@testable import Invoicing
@testable import Reports

/// An explanation put together without a database.
struct ExplanationSample {
  var language = "fr"
  var kind = "invoice"
  var label = "Étiquette"
  var amount: ExplainedAmount = .nothing
  var price: ExplainedPrice?
  var quantity: ExplainedQuantity?
  var later: [BilledLine] = []
  var base = ("169.16", "169.16")

  static let at = Instant(seconds: 1_790_000_000)

  static func number(_ text: String) throws -> DecimalNumber {
    try DecimalNumber(text, limits: .total)
  }

  static func agreement(_ sum: String, _ stated: String) throws -> Agreement {
    try Agreement(sum: number(sum), stated: number(stated))
  }

  func explanation() throws -> Explanation {
    let json = """
      {"number":"FR-2026-000007","kind":"\(kind)","organisation":"acme","contract":"c",
       "seller":"s","currency":"EUR","period":"2026-10","from":"2026-09-30T22:00:00Z",
       "to":"2026-10-31T23:00:00Z","timezone":"Europe/Paris","issued_on":"2026-11-03",
       "policy":"1","corrects":[],"lines":[
        {"line":1,"kind":"usage","product":"p","sku":"csp:fr1:p","tenant":"prod",
         "label":"\(label)","service":"S","period":"2026-10","from":"2026-09-30T22:00:00Z",
         "to":"2026-10-31T23:00:00Z","quantity":"14.096774","unit":"VM","unit_price":"12.00",
         "price_version":"l@2026-01-01","pricing":null,"amount":"169.16","vat_category":"S",
         "vat_rate":"20.00","corrects":null}],
       "totals":{"net":"169.16","gross":"202.99",
        "vat":[{"category":"S","rate":"20.00","base":"169.16","amount":"33.83"}]},
       "parties":{"language":"\(language)","seller":{"name":"Vendeur","address":[]},
        "customer":{"name":"ACME","address":[]},"payment":{"vat_on_debits":false}},
       "previous_digest":"00"}
      """
    let document = try InvoiceDocument(canonicalJSON: json, digest: "abc")
    return Explanation(
      document: document, line: document.lines[0],
      currency: try #require(Currency(code: "EUR")), zone: .default, madeAt: Self.at,
      documentStoredAt: Self.at,
      tax: ExplainedTax(
        group: document.totals.vat[0], lines: 1, base: try Self.agreement(base.0, base.1)),
      owed: Explanation.Owed(
        quantity: try Self.number("14.096774"), unitPrice: try Self.number("12.00"),
        amount: try Self.number("169.16")),
      adjustment: nil, amount: amount, price: price, quantity: quantity, later: later, moved: [])
  }

  /// The lines of its text, with ordinary spaces.
  func lines(_ language: Language? = nil, width: Int = 80) throws -> [String] {
    ExplanationText(try explanation(), in: language, width: width).text()
      .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

extension ExplainedQuantity {
  /// Of a product that is metered in days, with some of what it may have.
  static func sample(
    meter: Meter = .timeWeighted(step: .day, result: .average),
    usage: StretchedUsage = StretchedUsage(), percentile: ExplainedPercentile? = nil,
    agreement: Agreement, settled: Agreement, archives: [ArchivedEvents] = [],
    heldMonths: [String] = []
  ) throws -> ExplainedQuantity {
    let text = LocalisedText(french: "VM", english: "VM")
    let product = Product(
      name: "p", sku: SKUPattern("csp:fr1:p"), label: text, service: "S", unit: "VM",
      unitSize: .one, billedUnit: text, unitCode: "C62", startedUnits: false, meter: meter,
      aliases: [], account: nil, attributes: "{}")
    let month = try #require(Period("2026-10"))
    return ExplainedQuantity(
      product: product, month: month, part: nil, covered: [],
      division: MeterDivision(product, month, .default), usage: usage, days: [], daySum: nil,
      percentile: percentile, metered: agreement.sum, remainder: nil, quantity: agreement,
      settled: settled,
      events: ExplainedEvents(
        events: [], openings: [], counted: 0, voided: 0,
        count: try ExplanationSample.agreement("0", archives.isEmpty ? "0" : "1"), sum: nil,
        archives: archives),
      changes: nil, causes: nil, heldMonths: heldMonths, scope: ExplanationScope())
  }
}
