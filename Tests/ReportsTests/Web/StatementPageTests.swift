import Catalogue
import Invoicing
import TestSupport
import Testing

@testable import Reports

/// A statement of account as a page.
@Suite struct StatementPageTests {
  private func document(
    _ month: Int, kind: String = "invoice", currency: String = "EUR", label: String,
    corrects: Int? = nil
  ) throws -> InvoiceDocument {
    let digits = month < 10 ? "0\(month)" : "\(month)"
    let line = { (number: Int, kind: String, period: String, corrects: String) in
      """
      {"line":\(number),"kind":"\(kind)","product":"p\(number)","label":"\(label)",
       "period":"\(period)","from":"…","to":"…","quantity":"1","unit":"VM","amount":"\(month).50",
       "vat_category":"S","vat_rate":"20.00","corrects":\(corrects)}
      """
    }
    let lines =
      [line(1, "usage", "2026-\(digits)", "null")]
      + (corrects.map { month in
        [line(2, "adjustment", "2026-0\(month)", #"{"number":"N-1","period":"2026-01"}"#)]
      } ?? [])
    return try InvoiceDocument(
      canonicalJSON: """
        {"number":"N-\(month)","kind":"\(kind)","organisation":"acme","contract":"c",
         "seller":"s","currency":"\(currency)","period":"2026-\(digits)","from":"…","to":"…",
         "issued_on":"2026-\(digits)-28","due_on":null,"policy":"1","corrects":[],
         "lines":[\(lines.joined(separator: ","))],
         "totals":{"net":"1000.00","gross":"1200.00",
          "vat":[{"category":"S","rate":"20.00","base":"1000.00","amount":"200.00"}]},
         "parties":{"language":"fr","seller":{"name":"V","address":[]},
          "customer":{"name":"ACME & <Co>","address":[]},"payment":{"vat_on_debits":false}},
         "previous_digest":"00"}
        """, digest: "abc")
  }

  private func statement(_ label: String = "Accès") throws -> AccountStatement {
    var statement = AccountStatement(organisation: "acme", from: "2026-01", to: "2026-09")
    for month in 1...9 {
      try statement.add(
        document(
          month, kind: month == 4 ? "credit_note" : "invoice",
          currency: month == 6 ? "CHF" : "EUR", label: label, corrects: month == 3 ? 1 : nil))
    }
    try statement.add(document(10, label: label, corrects: 2))
    return statement
  }

  @Test(arguments: [Language.french, .english])
  func `a page says what the terminal does`(language: Language) throws {
    let statement = try statement()
    let page = try ParsedPage(StatementPage(statement, in: language).html())
    #expect(page.faults == [])
    let shown = page.text().lowercased()
    let told = try StatementText(statement, in: language).text().split(separator: "\n")
      .flatMap { $0.split(separator: /\s{2,}/).map { $0.trimmingPrefix(/\s+/).lowercased() } }
    #expect(told.count > 150)
    for words in told where !words.allSatisfy({ "─═".contains($0) }) {
      // A later correction is cut up, as its parts are cells.
      let parts = words.contains("n-10 eur, ") ? ["n-10", "eur"] : [words]
      for part in parts { #expect(shown.contains(part), "\(part)") }
    }
  }

  @Test func `no table has more months than paper bears`() throws {
    let page = try ParsedPage(StatementPage(try statement(), in: .english).html())
    let heads = page.elements("thead").map(\.text)
    #expect(heads.contains("2026-012026-022026-032026-042026-052026-07"))
    #expect(heads.contains("2026-082026-09Total"))
  }

  @Test func `markup in texts is text, and nothing is said to be nothing`() throws {
    let page = try ParsedPage(StatementPage(try statement("<b>x</b>&"), in: .english).html())
    #expect(page.faults == [] && page.elements("b").isEmpty)
    #expect(page.cells.contains("<b>x</b>&"))
    let none = AccountStatement(organisation: "acme", from: "2026-01", to: "2026-01")
    let empty = try ParsedPage(StatementPage(none, in: .english).html())
    #expect(empty.faults == [] && empty.text().contains("No document for these months."))
  }
}
