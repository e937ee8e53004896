import Foundation
import TestSupport
import Testing

/// `releve meter`, as a night runs it.
@Suite struct MeterCommandTests {
  private struct Summary: Decodable {
    let days: Int
    let held: Int
  }

  private func days(_ run: Program.Run) throws -> Int {
    #expect(run.status == 0, "\(run.errors)")
    let summary = try run.json(as: Summary.self)
    #expect(summary.held == 0)
    return summary.days
  }

  @Test func `it says how many days it metered, and usage is the same before and after`() throws {
    let releve = Program(try MigratedDatabase.make())
    #expect(try releve("apply", Program.demo("first-customer/documents.yaml")).status == 0)
    #expect(try releve("ingest", Program.demo("first-customer/events.ndjson")).status == 3)
    #expect(try days(releve("meter")) == 4)
    #expect(try days(releve("meter")) == 0)
    let usage = try releve("usage", "--period", "2026-10", "--by", "resource,day")
    #expect(usage.status == 0)
    #expect(try days(releve("meter", "--rebuild")) == 4)
    #expect(
      try releve("usage", "--period", "2026-10", "--by", "resource,day").output == usage.output)
  }

  @Test func `what usage has metered, meter need not`() throws {
    let releve = Program(try MigratedDatabase.make())
    #expect(try releve("apply", Program.demo("first-customer/documents.yaml")).status == 0)
    #expect(try releve("ingest", Program.demo("first-customer/events.ndjson")).status == 3)
    #expect(try releve("usage", "--period", "2026-10").status == 0)
    #expect(try days(releve("meter")) == 0)
  }
}
