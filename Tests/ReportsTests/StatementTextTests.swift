import Catalogue
import Decimals
import Invoicing
import Reports
import Testing

/// A statement of account as text.
@Suite struct StatementTextTests {
  private func document(
    _ month: Int, kind: String = "invoice", currency: String = "EUR", lines: [String]
  ) throws -> InvoiceDocument {
    let json = """
      {"number":"FR-2026-00000\(month)","kind":"\(kind)","organisation":"acme","contract":"c",
       "seller":"s","currency":"\(currency)","period":"2026-0\(month)","from":"…","to":"…",
       "issued_on":"2026-0\(month + 1)-03","due_on":null,"policy":"1","corrects":[],
       "lines":[\(lines.joined(separator: ","))],
       "totals":{"net":"1000.00","gross":"1200.00",
        "vat":[{"category":"S","rate":"20.00","base":"1000.00","amount":"200.00"}]},
       "parties":{"language":"fr","seller":{"name":"V","address":[]},
        "customer":{"name":"ACME SAS","address":[]},"payment":{"vat_on_debits":false}},
       "previous_digest":"00"}
      """
    return try InvoiceDocument(canonicalJSON: json, digest: "abc")
  }

  private func line(
    _ number: Int, month: Int, label: String = "Accès", amount: String = "1000.00",
    corrects: String? = nil
  ) -> String {
    """
    {"line":\(number),"kind":"\(corrects == nil ? "usage" : "adjustment")","product":"p",
     "label":"\(label)","period":"2026-0\(month)","from":"…","to":"…","quantity":"1","unit":"VM",
     "amount":"\(amount)","vat_category":"S","vat_rate":"20.00",
     "corrects":\(corrects.map { #"{"number":"\#($0)","period":"2026-01"}"# } ?? "null")}
    """
  }

  private func lines(
    _ statement: AccountStatement, in language: Language = .french
  ) throws -> [String] {
    try StatementText(statement, in: language).text()
      .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      .split(separator: "\n").map(String.init)
  }

  private func statement() throws -> AccountStatement {
    var statement = AccountStatement(organisation: "acme", from: "2026-01", to: "2026-02")
    try statement.add(document(1, lines: [line(1, month: 1)]))
    try statement.add(
      document(
        2, kind: "credit_note",
        lines: [line(1, month: 1, amount: "10.50", corrects: "FR-2026-000001")]))
    try statement.add(
      document(3, lines: [line(4, month: 2, amount: "3.00", corrects: "FR-2026-000002")]))
    return statement
  }

  @Test func `in French`() throws {
    #expect(
      try lines(statement()) == [
        "RELEVÉ DE COMPTE",
        "════════════════",
        "Client  ACME SAS (acme)",
        "Mois    de janvier 2026 à février 2026",
        "Documents en EUR",
        "Date        Numéro          Document  Mois            HT      TVA        TTC  Cumul TTC",
        "──────────  ──────────────  ────────  ───────  ─────────  ───────  ─────────  ─────────",
        "03/02/2026  FR-2026-000001  Facture   2026-01   1 000,00   200,00   1 200,00   1 200,00",
        "03/03/2026  FR-2026-000002  Avoir     2026-02  -1 000,00  -200,00  -1 200,00       0,00",
        "            Régularise 2026-01 (FR-2026-000001) : Accès  -10,50",
        "Totaux en EUR      HT   TVA   TTC",
        "───────────────  ────  ────  ────",
        "TVA S à 20,00 %  0,00  0,00  0,00",
        "───────────────  ────  ────  ────",
        "2 documents      0,00  0,00  0,00",
        "Corrigé depuis par les documents de mois suivants",
        "FR-2026-000003 EUR, régularise 2026-02 (FR-2026-000002) : Accès  3,00",
        "Par mois, corrigé, EUR HT  2026-01  2026-02   Total",
        "─────────────────────────  ───────  ───────  ──────",
        "Accès                       989,50     3,00  992,50",
        "─────────────────────────  ───────  ───────  ──────",
        "Total                       989,50     3,00  992,50",
      ])
  }

  @Test func `in English, without a document`() throws {
    let statement = AccountStatement(organisation: "acme", from: "2026-01", to: "2026-01")
    #expect(
      try lines(statement, in: .english) == [
        "STATEMENT OF ACCOUNT", "════════════════════", "Customer  acme",
        "Months    January 2026", "No document for these months.",
      ])
  }

  @Test func `each currency has a part of its own`() throws {
    var statement = AccountStatement(organisation: "acme", from: "2026-01", to: "2026-02")
    try statement.add(document(1, lines: [line(1, month: 1)]))
    try statement.add(document(2, currency: "CHF", lines: [line(1, month: 2)]))
    let text = try lines(statement, in: .english)
    for heading in ["Documents in CHF", "Documents in EUR"] { #expect(text.contains(heading)) }
    #expect(
      text.filter { $0.hasPrefix("1 document ") } == [
        "1 document        1,000.00  200.00   1,200.00",
        "1 document        1,000.00  200.00   1,200.00",
      ])
    #expect(statement.entries.map(\.balance.description) == ["1200.00", "1200.00"])
  }

  @Test func `many months and long labels stay within 100 cells`() throws {
    var statement = AccountStatement(organisation: "acme", from: "2026-01", to: "2026-08")
    let label = String(repeating: "très long ", count: 12)
    for month in 1...8 {
      try statement.add(
        document(
          month,
          lines: [
            line(1, month: month, label: label, amount: "1234567.89"),
            line(2, month: 1, label: label, amount: "-7654321.00", corrects: "FR-2026-000001"),
          ]))
    }
    let text = try lines(statement)
    #expect(text.filter { $0.displayWidth > 100 } == [])
    #expect(text.filter { $0.hasPrefix("Par mois") }.count == 3)
    #expect(text.filter { $0.contains("très long") && $0.contains("…") }.count == 8 + 3)
  }
}
