import TestSupport
import Testing

/// `releve invoice list` and `releve invoice head`.
@Suite struct InvoiceListCommandTests {
  private struct Head: Decodable {
    let series: String
    let number: String
    let issuedOn: String
    let documents: Int
    let digest: String

    private enum CodingKeys: String, CodingKey {
      case series, number, documents, digest
      case issuedOn = "issued_on"
    }
  }

  @Test func `a table ends with the totals of each currency, other forms have rows alone`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let table = try releve("invoice", "list", "--format", "table").output
    let lines = table.split(separator: "\n").map(String.init)
    try #require(lines.count == 6)
    #expect(lines[1] == lines[4])
    #expect(lines[5].hasPrefix("total"))
    #expect(lines[5].contains(" 2 documents "))
    #expect(lines[5].hasSuffix("EUR       180.00  216.00"))
    #expect(
      try releve("invoice", "list", "--format", "csv", "--organisation", "alice").output == """
        number,kind,organisation,contract,period,issued_on,currency,net,gross
        OC-2026-000001,invoice,alice,alice-2026,2026-01,2026-03-02,EUR,90.00,108.00
        OC-2026-000002,invoice,alice,alice-2026,2026-02,2026-03-02,EUR,90.00,108.00

        """)
    let one = try releve("invoice", "list", "--period", "2026-02", "--format", "table").output
    #expect(one.split(separator: "\n").count == 3)
    let none = try releve(
      "invoice", "list", "--kind", "credit_note", "--format", "table", "--from", "2026-01",
      "--to", "2026-12", "--issued-in", "2026-03", "--series", "OC", "--year", "2026",
      "--contract", "alice-2026")
    #expect(none.status == 0)
    #expect(none.output.split(separator: "\n").count == 2)
  }

  @Test func `what cannot be is refused`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let unknown = try releve("invoice", "list", "--organisation", "alic")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("did you mean `alice`? [unknown_organisation]"))
    #expect(try releve("invoice", "list", "--contract", "x").status == 1)
    let both = try releve("invoice", "list", "--period", "2026-01", "--to", "2026-02")
    #expect(both.status == 2)
    #expect(both.errors.contains("--period is one month"))
    let turned = try releve("invoice", "list", "--from", "2026-02", "--to", "2026-01")
    #expect(turned.status == 2)
    #expect(turned.errors.contains("--to 2026-01 is before --from 2026-02"))
    #expect(try releve("invoice", "list", "--kind", "bill").status == 2)
  }

  @Test func `the head is the last document, with its digest`() throws {
    let empty = Program(try MigratedDatabase.make())
    #expect(try empty("invoice", "head", "--format", "json").output == "[]\n")
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let run = try releve("invoice", "head")
    #expect(run.status == 0)
    let heads = try run.json(as: [Head].self)
    #expect(heads.count == 1)
    let head = try #require(heads.first)
    #expect(head.series == "OC")
    #expect(head.number == "OC-2026-000002")
    #expect(head.documents == 2)
    #expect(head.issuedOn == "2026-03-02")
    let document = try releve("invoice", "show", head.number, "--format", "json").output
    #expect(document.contains(#""digest" : "\#(head.digest)""#))
  }
}
