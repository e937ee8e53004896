import Calendars
import Decimals
import Invoicing
import Testing

/// What a customer was billed over some months, from issued documents.
@Suite struct AccountStatementTests {
  private func statement(
    _ organisation: String, _ from: String, _ to: String, in issued: IssuedWorld
  ) throws -> AccountStatement {
    try InvoiceArchive(issued.world.connection).statement(
      of: organisation, from: try #require(Period(from)), to: try #require(Period(to)))
  }

  @Test func `documents have a running balance, and say what they correct`() throws {
    // October: 2 acts, and 2 started hours without VAT; both hours and an act are void by December.
    let statement = try statement("acme", "2026-10", "2026-12", in: IssuedWorld())
    #expect(
      statement.entries.map {
        "\($0.number) \($0.kind.rawValue) \($0.net) \($0.vat) \($0.gross) \($0.balance)"
      } == [
        "FR-2026-000001 invoice 162.50 0.50 163.00 163.00",
        "FR-2026-000002 invoice 1.25 0.25 1.50 164.50",
        "FR-2027-000001 credit_note -161.25 -0.25 -161.50 3.00",
      ])
    #expect(statement.entries.map(\.corrections.count) == [0, 0, 2])
    #expect(
      statement.entries[2].corrections.map {
        "\($0.document) \($0.line) \($0.period) \($0.corrects ?? "-") \($0.label) \($0.amount)"
      } == [
        "FR-2027-000001 1 2026-10 FR-2026-000001 Acte -1.25",
        "FR-2027-000001 2 2026-10 FR-2026-000001 Entamé -160.00",
      ])
    #expect(statement.laterCorrections.isEmpty)
  }

  @Test func `totals are those of the documents, VAT by its rate`() throws {
    let total = try #require(
      try statement("acme", "2026-10", "2026-12", in: IssuedWorld()).totals.first)
    #expect("\(total.documents) \(total.net) \(total.vat) \(total.gross)" == "3 2.50 0.50 3.00")
    #expect(
      total.taxes.map { "\($0.category) \($0.rate) \($0.base) \($0.amount)" }
        == ["E 0 0.00 0.00", "S 20.00 2.50 0.50"])
  }

  @Test func `a month costs what all documents up to now say`() throws {
    let statement = try statement("acme", "2026-10", "2026-11", in: IssuedWorld())
    #expect(statement.entries.map(\.number) == ["FR-2026-000001", "FR-2026-000002"])
    #expect(statement.laterCorrections.map(\.amount.description) == ["-1.25", "-160.00"])
    let costs = statement.costs.map { cost in
      let months = cost.net.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      return "\(cost.product ?? "-") \(months.joined(separator: ", ")) = \(cost.total)"
    }
    #expect(
      costs == [
        "act 2026-10 1.25, 2026-11 1.25 = 2.50", "started 2026-10 0.00 = 0.00",
      ])
  }

  @Test func `months before are left out, and what has no product stands by its label`() throws {
    let issued = try IssuedWorld(
      IssuedWorld.documents.replacing(
        "  payment_terms_days: 30\n", with: "  payment_terms_days: 30\n  minimum_monthly: 2\n"))
    let statement = try statement("acme", "2026-11", "2026-11", in: issued)
    // Since January, each month without usage costs 2.
    #expect(statement.entries.map(\.net.description) == ["2.00"])
    // December's document corrects October alone.
    #expect(statement.laterCorrections.map(\.period) == [])
    #expect(
      statement.costs.map { "\($0.product ?? $0.kind?.rawValue ?? "-") \($0.total)" }
        == ["act 1.25", "minimum 0.75"])
    #expect(try self.statement("beta", "2026-01", "2026-10", in: issued).entries.isEmpty)
  }
}
