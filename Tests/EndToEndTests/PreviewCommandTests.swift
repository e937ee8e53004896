import Foundation
import TestSupport
import Testing

/// `releve invoice preview` with its options.
@Suite struct PreviewCommandTests {
  private static let other = """
    kind: PriceList
    name: next-year
    spec:
      currency: EUR
      from: 2026-01-01
      prices:
        - { product: vm-small, charge: { model: per_unit, unit_price: "62.00" } }
        - { product: support-hour, charge: { model: per_unit, unit_price: "100.00" } }
    ---
    kind: PriceList
    name: dollars
    spec: { currency: USD, from: 2026-01-01, prices: [] }
    """

  private func program() throws -> Program {
    let releve = Program(try MigratedDatabase.make())
    #expect(try releve("apply", Program.demo("first-customer/documents.yaml")).status == 0)
    #expect(try releve("apply", "-", input: Self.other).status == 0)
    _ = try releve("ingest", Program.demo("first-customer/events.ndjson"))
    #expect(try releve("quarantine", "drop", "1", "--reason", "nobody's").status == 0)
    return releve
  }

  private func preview(_ releve: Program, _ options: String) throws -> Program.Run {
    try releve.shell("\"$RELEVE\" invoice preview --period 2026-10 \(options)")
  }

  @Test func `what would be issued on a day, at other prices`() throws {
    let releve = try program()
    let what = try preview(releve, "--price-list next-year --issue-date 2099-01-01")
    #expect(what.status == 0, "\(what.errors)")
    // 1.193548 × 62 = 74.00; two started hours at 100.
    #expect(what.output.contains(#""net":"274.00""#))
    #expect(what.errors.contains("what if: months that are not issued yet are priced by next-year"))
    #expect(!what.output.contains("changes"))
    for (options, status, message) in [
      ("--issue-date 2026-10-31", 2, "[issue_date_before_period_end]"),
      ("--price-list next-yaer", 1, "did you mean `next-year`? [unknown_price_list]"),
      ("--price-list dollars", 2, "name a list in EUR [other_currency]"),
    ] {
      let run = try preview(releve, options)
      #expect(run.status == status && run.errors.contains(message), "\(options): \(run.errors)")
      #expect(run.output.isEmpty)
    }
  }

  @Test func `months are compared in each format`() throws {
    let releve = try program()
    let json = try preview(releve, "--compare")
    #expect(json.status == 0, "\(json.errors)")
    struct Result: Decodable {
      struct Document: Decodable { let period: String }
      struct Change: Decodable {
        let organisation: String
        let product: String?
        let previous: String
        let current: String
        let change: String
      }
      let documents: [Document]
      let changes: [Change]
    }
    let result = try json.json(as: Result.self)
    #expect(result.documents.map(\.period) == ["2026-10"])
    #expect(result.changes.map(\.product) == ["support-hour", "vm-small"])
    #expect(result.changes.map(\.change) == ["180.00", "37.00"])
    #expect(
      try preview(releve, "--compare --format csv").output == """
        organisation,product,kind,currency,previous,current,change
        alice,support-hour,,EUR,0.00,180.00,180.00
        alice,vm-small,,EUR,0.00,37.00,37.00

        """)
    #expect(
      try preview(releve, "--compare --format ndjson").output.split(separator: "\n").count == 2)
    let table = try preview(releve, "--compare --format table").output
    #expect(table.contains("INVOICE (preview, not issued)"))
    #expect(
      table.hasSuffix(
        """

        Owed without VAT, beside the month before

        organisation  product       2026-09  2026-10   change  currency
        ────────────  ────────────  ───────  ───────  ───────  ────────
        alice         support-hour     0.00   180.00  +180.00  EUR
                      vm-small         0.00    37.00   +37.00  EUR
                      total            0.00   217.00  +217.00  EUR

        """), "\(table)")
  }
}
