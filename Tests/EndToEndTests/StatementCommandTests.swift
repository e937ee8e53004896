import TestSupport
import Testing

/// `releve statement`.
@Suite struct StatementCommandTests {
  private struct Statement: Decodable {
    struct Document: Decodable {
      let number: String
      let balance: String
    }
    struct Total: Decodable {
      let gross: String
    }
    let customer: String?
    let documents: [Document]
    let totals: [Total]
  }

  @Test func `a statement is text, JSON, CSV or a page, in the customer's language`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let words = ["statement", "--organisation", "alice", "--from", "2026-01", "--to", "2026-12"]
    let statement = try releve(words).json(as: Statement.self)
    #expect(statement.customer == "Alice SARL")
    #expect(statement.documents.map(\.number) == ["OC-2026-000001", "OC-2026-000002"])
    #expect(statement.documents.map(\.balance) == ["108.00", "216.00"])
    #expect(statement.totals.map(\.gross) == ["216.00"])
    #expect(
      try releve(words + ["--format", "csv"]).output == """
        number,kind,organisation,contract,period,issued_on,currency,net,vat,gross,balance
        OC-2026-000001,invoice,alice,alice-2026,2026-01,2026-03-02,EUR,90.00,18.00,108.00,108.00
        OC-2026-000002,invoice,alice,alice-2026,2026-02,2026-03-02,EUR,90.00,18.00,108.00,216.00

        """)
    let text = words + ["--format", "text"]
    #expect(try releve(text).output.hasPrefix("STATEMENT OF ACCOUNT\n"))
    #expect(try releve(text + ["--language", "fr"]).output.hasPrefix("RELEVÉ DE COMPTE\n"))
    let page = try ParsedPage(try releve(words + ["--format", "html"]).output)
    #expect(page.faults == [] && page.text("h1") == "Statement of account")
    for amount in statement.documents.map(\.balance) { #expect(page.cells.contains(amount)) }
  }

  @Test func `what cannot be is refused`() throws {
    let releve = Program(try MigratedDatabase.make())
    let months = ["--from", "2026-02", "--to", "2026-01"]
    let turned = try releve(["statement", "--organisation", "x"] + months)
    #expect(turned.status == 2)
    #expect(turned.errors.contains("--to 2026-01 is before --from 2026-02"))
    let unknown = try releve(
      "statement", "--organisation", "x", "--from", "2026-01", "--to", "2026-01")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("[unknown_organisation]"))
  }
}
