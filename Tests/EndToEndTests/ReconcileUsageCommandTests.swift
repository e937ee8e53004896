import PostgreSQL
import TestSupport
import Testing

/// `releve reconcile`.
@Suite struct ReconcileUsageCommandTests {
  private struct Report: Decodable {
    struct Ingested: Decodable {
      let runs: Int
      let read: Int
      let accepted: Int
      let duplicate: Int
      let conflict: Int
      let rejected: Int
      let voids: Int
      let missing: Int
    }

    struct Day: Decodable {
      let sku: String
      let day: String
      let accepted: Int
      let voided: Int
      let counted: Int
      let conflict: Int
      let rejected: Int

      var text: String {
        "\(sku) \(day) \(accepted) \(voided) \(counted) \(conflict) \(rejected)"
      }
    }

    struct Quantity: Decodable {
      let contract: String?
      let sku: String
      let metered: String
      let due: String
      let billed: String
      let pending: String?
      let difference: String
      let obstacle: String?

      var text: String {
        "\(contract ?? "-") \(sku) \(metered) \(due) \(billed) \(pending ?? "-") \(difference)"
          + (obstacle.map { " " + $0 } ?? "")
      }
    }

    struct Difference: Decodable { let code: String }

    struct Source: Decodable {
      let source: String
      let events: Int
      let late: Int
    }

    let addsUp: Bool
    let ingested: Ingested
    let days: [Day]
    let quantities: [Quantity]
    let differences: [Difference]
    let indicative: [Source]

    private enum CodingKeys: String, CodingKey {
      case ingested, days, quantities, differences, indicative
      case addsUp = "adds_up"
    }
  }

  private func event(
    _ id: String, _ time: String, _ sku: String, _ quantity: String, tenant: String = "alice-prod"
  ) -> String {
    """
    {"specversion":"1.0","id":"\(id)","source":"/t","type":"releve.usage.v1","time":"\(time)",\
    "subject":"\(tenant)","data":{"sku":"\(sku)","resource":"r","quantity":"\(quantity)"}}

    """
  }

  /// The first customer with a day in January, on which an event comes twice, one otherwise, one of
  /// nobody, and one is cancelled.
  private func prepared(_ database: TestDatabase) throws -> Program {
    let releve = Program(database)
    #expect(try releve("apply", Program.demo("first-customer/documents.yaml")).status == 0)
    let (sku, first) = ("csp:support:hour", "2026-01-20T10:00:00Z")
    let events =
      event("a", first, sku, "1.25") + event("a", first, sku, "1.25") + event("a", first, sku, "2")
      + event("b", "2026-01-20T23:30:00Z", sku, "1") + event("c", first, sku, "4")
      + event("d", first, sku, "1", tenant: "nobody")
      + #"{"specversion":"1.0","id":"v","source":"/t","type":"releve.void.v1","data":{"id":"c"}}"#
    #expect(try releve("ingest", "-", input: events).status == 3)
    return releve
  }

  @Test func `every event is followed to its day, and quantities to what is pending, then billed`()
    throws
  {
    let releve = try prepared(MigratedDatabase.make())
    let run = try releve("reconcile", "--period", "2026-01")
    #expect(run.status == 0, "\(run.errors)")
    let report = try run.json(as: Report.self)
    let ingested = report.ingested
    #expect(report.addsUp && ingested.runs == 1 && ingested.missing == 0 && ingested.voids == 1)
    #expect([ingested.read, ingested.accepted, ingested.duplicate] == [7, 4, 1])
    #expect([ingested.conflict, ingested.rejected] == [1, 1])
    // The 20th and the 21st in Paris.
    #expect(
      report.days.map(\.text) == [
        "csp:support:hour 2026-01-20 2 1 1 1 1", "csp:support:hour 2026-01-21 1 0 1 0 0",
      ])
    #expect(report.quantities.map(\.text) == ["alice-2026 csp:support:hour 2.25 3 0 3 0"])
    #expect(report.indicative.map { "\($0.source) \($0.events) \($0.late)" } == ["/t 3 3"])
    #expect(
      try releve("invoice", "issue", "--period", "2026-01", "--issue-date", "2026-02-02").status
        == 0)
    let billed = try releve("reconcile", "--period", "2026-01").json(as: Report.self)
    #expect(billed.quantities.map(\.text) == ["alice-2026 csp:support:hour 2.25 3 3 0 0"])
    let table = try releve("reconcile", "--period", "2026-01", "--format", "table")
    #expect(table.status == 0 && table.output.contains("Everything adds up."))
    let csv = try releve("reconcile", "--period", "2026-01", "--format", "csv").output
    #expect(
      csv.split(separator: "\n").map { $0.prefix { $0 != "," } } == [
        "kind", "day", "day", "quantity", "source",
      ])
  }

  @Test func `what does not add up is 3, and named`() throws {
    let database = try MigratedDatabase.make()
    let releve = try prepared(database)
    #expect(try releve("meter").status == 0)
    try database.connect().run(
      script: "delete from releve.event where line = 4", name: "break")
    let run = try releve("reconcile", "--period", "2026-01")
    #expect(run.status == 3)
    let codes = try run.json(as: Report.self).differences.map(\.code)
    #expect(codes == ["not_stored", "not_metered"])
    #expect(
      run.errors.contains("csp:support:hour on 2026-01-21: 0 events count, and 1 are metered"))
    let table = try releve("reconcile", "--period", "2026-01", "--format", "table")
    #expect(table.status == 3 && table.output.contains("[not_stored]"))
  }

  @Test func `usage that nobody can be billed for is a difference with its reason`() throws {
    let releve = try prepared(MigratedDatabase.make())
    let organisation = """
      kind: Organisation
      name: bob
      spec:
        legal_name: Bob SARL
        address: { line1: 3 rue C, postcode: "33000", city: Bordeaux, country: FR }
        tenants: [nobody]
      """
    #expect(try releve("apply", "-", input: organisation).status == 0)
    // The event in conflict is not read again, and stays.
    #expect(try releve("quarantine", "retry").output.contains(#""accepted":1"#))
    let run = try releve("reconcile", "--period", "2026-01")
    let report = try run.json(as: Report.self)
    #expect(run.status == 3 && report.differences.map(\.code) == ["outside_contracts"])
    #expect(
      report.quantities.map(\.text) == [
        "alice-2026 csp:support:hour 2.25 3 0 3 0",
        "- csp:support:hour 1 1 0 - 1 outside_contracts",
      ])
    #expect(report.days.map(\.text).first == "csp:support:hour 2026-01-20 3 1 2 1 0")
  }
}
