import Calendars
import Catalogue
import Decimals
import Foundation
import Testing

@testable import Invoicing
@testable import Reports

/// What an explanation says where levels do not agree, and how it fits a terminal.
@Suite struct ExplanationTextTests {
  private func agreement(_ sum: String, _ stated: String) throws -> Agreement {
    try ExplanationSample.agreement(sum, stated)
  }

  private func product(_ sum: String) throws -> ExplainedAmount {
    .product(
      exact: WideDecimal(
        try ExplanationSample.number("14.096774"), times: try ExplanationSample.number("12.00")),
      try agreement(sum, "169.16"))
  }

  @Test func `levels that agree have a check mark, in the document's language or another`() throws {
    let sample = ExplanationSample(amount: try product("169.16"))
    let french = try sample.lines()
    #expect(french.first == "FR-2026-000007, ligne 1 : pourquoi 169,16 € ?")
    #expect(french.contains("14,096774 VM × 12,00 € = 169,161288 €, arrondi à 169,16 €"))
    #expect(french.contains("✓ C'est le montant de la ligne."))
    #expect(french.contains("✓ La base est cette ligne."))
    let english = try sample.lines(.english)
    #expect(english.first == "FR-2026-000007, line 1: why €169.16?")
    #expect(english.contains("14.096774 VM × €12.00 = €169.161288, rounded to €169.16"))
    #expect(!french.contains { $0.contains("✗") } && !english.contains { $0.contains("✗") })
  }

  @Test func `levels that do not agree say by how much`() throws {
    let sample = ExplanationSample(
      amount: try product("169.15"), base: ("169.16", "169.17"))
    let french = try sample.lines(width: 200)
    #expect(
      french.contains(
        "✗ Le montant de la ligne est un autre : 169,15 € au lieu de 169,16 €, soit -0,01 €."))
    let english = try sample.lines(.english, width: 200)
    #expect(
      english.contains(
        "✗ The base of the VAT is another sum: €169.16 instead of €169.17, which is -€0.01."))
  }

  @Test func `a quantity that changed is pending, or was adjusted by a document`() throws {
    var sample = ExplanationSample()
    sample.quantity = try .sample(
      agreement: agreement("15", "14.096774"), settled: agreement("14.096774", "15"))
    #expect(
      try sample.lines(width: 200).contains(
        "→ En tout, 14,096774 ont été facturés : le prochain document régularise +0,903226."))
    sample.quantity = try .sample(
      agreement: agreement("15", "14.096774"), settled: agreement("15", "15"))
    sample.later = [
      BilledLine(
        number: "FR-2026-000009", issuedOn: try #require(LocalDate("2026-12-03")), line: 3,
        kind: .usage, product: "p", tenant: "prod", sku: "csp:fr1:p",
        priceVersion: "l@2026-01-01", vatCategory: "S", vatRate: "20.00",
        quantity: try ExplanationSample.number("0.903226"),
        amount: try ExplanationSample.number("10.84"), label: "x", service: "S")
    ]
    let lines = try sample.lines(.english)
    #expect(lines.contains("✓ The difference was adjusted by FR-2026-000009."))
    #expect(lines.contains { $0.hasPrefix("FR-2026-000009, line 3  3 December 2026  +0.903226") })
  }

  @Test func `what is archived, or not up to date, says what to do`() throws {
    var sample = ExplanationSample()
    sample.quantity = try .sample(
      agreement: agreement("1", "1"), settled: agreement("1", "1"),
      archives: [
        ArchivedEvents(month: "2026-09", file: "/a/event_2026_09.ndjson.gz", events: 1234)
      ],
      heldMonths: ["2026-09"])
    let lines = try sample.lines(.english, width: 200)
    #expect(
      lines.contains(
        "The 1,234 events of 2026-09 are in /a/event_2026_09.ndjson.gz:"
          + " `releve db archive --restore 2026-09` puts them back."))
    // That its events are not here is no disagreement; that some are not metered is.
    #expect(lines.filter { $0.hasPrefix("✗") }.count == 1)
    #expect(lines.contains { $0.contains("✗ Events have come for 2026-09, which is archived") })
  }

  @Test func `a percentile tells windows, rank and means`() throws {
    var sample = ExplanationSample(language: "en")
    let from = Instant(seconds: 1_790_000_100)
    sample.quantity = try .sample(
      meter: .percentile(percent: 95, windowSeconds: 300, missing: .skip),
      percentile: ExplainedPercentile(
        percent: 95, windowSeconds: 300, sampledWindows: 8640, windows: 8928, rank: 8482,
        window: TimeSpan(from: from, to: from.adding(microseconds: 300_000_000)),
        means: [
          .init(
            resource: "a", total: DecimalNumber(20), samples: 3,
            mean: try ExplanationSample.number("6.666667"))
        ], resourceCount: 3, value: agreement("81.666667", "81.666667")),
      agreement: agreement("81.666667", "81.666667"), settled: agreement("81.666667", "81.666667"))
    let lines = try sample.lines(width: 200)
    #expect(
      lines.contains(
        "8,640 windows have a sample, 8,928 count; rank ⌈95 × 8,928 ÷ 100⌉ = 8,482, from the"
          + " smallest to the largest."))
    #expect(lines.contains { $0.wholeMatch(of: #/a +20 +3 +6\.666667/#) != nil })
    #expect(lines.contains { $0.wholeMatch(of: #/together +81\.666667/#) != nil })
    #expect(lines.contains("… and 2 more"))
    #expect(lines.contains("✓ The means, added without rounding, are the window's value."))
  }

  @Test func `of many shares the first are shown, and the line's own`() throws {
    let json = """
      {"model":"flat","quantity":"50","unrounded":"100","amount":"100.00",\
      "lines":[{"quantity":null,"unit_price":null,"flat":"100","amount":"100"}]}
      """
    let pricing = try JSONDecoder().decode(
      InvoiceDocument.Pricing.self, from: Data(json.utf8))
    let shares = try (1...50).map { number in
      SharedPrice.Share(
        tenant: "t\(number)", sku: "s", quantity: .one, exact: DecimalNumber(2),
        amount: try ExplanationSample.number("2.00"), hasRemainder: false,
        isThisLine: number == 49)
    }
    let price = SharedPrice(
      pricing: pricing, steps: try pricing.steps(), shares: shares, stepsAgree: true,
      rounded: try agreement("100.00", "100.00"), quantities: try agreement("50", "50"),
      amounts: try agreement("100.00", "100.00"))
    let lines = try ExplanationSample(amount: .shared(price)).lines()
    #expect(lines.contains { $0.hasPrefix("t30 ") } && !lines.contains { $0.hasPrefix("t31 ") })
    #expect(lines.contains { $0.hasPrefix("→  t49 ") })
    #expect(lines.contains("… et 19 de plus"))
    #expect(lines.contains("✓ Les parts font le prix, au centime."))
  }

  @Test func `sentences fit the terminal, and what it would act upon is an escape`() throws {
    let sample = ExplanationSample(
      label: "Nom \\u001b[31mrouge", amount: try product("169.16"),
      quantity: try .sample(agreement: agreement("15", "14"), settled: agreement("14", "15")))
    let text = ExplanationText(try sample.explanation(), width: 50).text()
    #expect(!text.contains("\u{1B}") && text.contains("Nom \\u001b[31mrouge"))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.displayWidth <= 60 }, "\(lines)")
  }

  @Test func `programs get every agreement, amounts with their digits`() throws {
    let sample = ExplanationSample(
      amount: try product("169.15"),
      quantity: try .sample(agreement: agreement("15", "14"), settled: agreement("14", "15")))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(ExplanationReport(try sample.explanation()))
    let json = String(decoding: data, as: UTF8.self)
    #expect(
      json.contains(
        #""amount":{"amount":{"agrees":false,"difference":"-0.01","stated":"169.16","#
          + #""sum":"169.15"},"#
          + #""exact":"169.161288","from":"product"}"#))
    #expect(
      json.contains(#""quantity":{"agrees":false,"difference":"1","stated":"14","sum":"15"}"#))
    #expect(json.contains(#""price":null"#) && json.contains(#""adjustment":null"#))
    let keys = json.matches(of: #/"([^"]+)":/#).map { String($0.output.1) }
    #expect(keys.allSatisfy { $0.wholeMatch(of: #/[a-z_]+/#) != nil }, "\(keys)")
  }
}
