import Calendars
import Catalogue
import Documents
import Invoicing
import Metering
import PostgreSQL
import TestSupport
import Testing

/// Usage is metered anew, or in another way, while documents are made from it.
@Suite struct MeteredMeanwhileTests {
  private let world: BillingWorld
  private let now: Instant

  init() throws {
    world = try BillingWorld()
    now = try #require(Instant(rfc3339: "2027-01-01T00:00:00Z"))
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-01-20T10:00:00Z 1",
      "a1 dev csp:fr1:act r 2026-02-20T10:00:00Z 1")
  }

  private func issue(
    _ billing: Billing, meanwhile: () throws -> Void
  ) throws -> [String] {
    var issued: [String] = []
    _ = try billing.issue(
      #require(Period("2026-02")), organisations: ["acme"], on: nil
    ) { stored in
      let document = stored.document
      issued.append("\(document.period) \(document.totals.net)")
      guard issued.count == 1 else { return }
      do { try meanwhile() } catch { Issue.record(error) }
    }
    return issued
  }

  private func billing() throws -> Billing {
    try Billing(
      world.connection, directory: DocumentStore(world.connection).directory(), now: now)
  }

  @Test func `what is dropped and made anew is never missing for others`() throws {
    let directory = try DocumentStore(world.connection).directory()
    let meter = try UsageMeter(world.connection, directory: directory, now: now)
    let january = try #require(Period("2026-01"))
    let coverages = Coverage.all(
      of: "acme", in: january, directory: directory, tenancies: Tenancies(directory))
    let coverage = try #require(coverages.first)
    let other = try world.database.connectAsProgram()
    try Rollup(other).update()
    var seen: [[String]] = []
    let look = { (_: Period, _: Int, _: Int) in
      let lines = try meter.usage([coverage], by: [.tenant]).flatMap { try $0.get() }
      seen.append(lines.map { "\($0.sku) \($0.quantity)" })
    }
    try Rollup(other).rebuild(progress: look)
    let corrected = BillingWorld.documents.replacing("step: day", with: "step: second")
    let nodes = try DocumentNode.documents(of: corrected, file: "world.yaml")
    _ = try Application(other, now: now).apply(nodes, correctingBecause: "by the second")
    try Rollup(other).update(progress: look)
    #expect(seen.count == 3)
    #expect(Set(seen) == [["csp:fr1:level 0.387097"]])
  }

  @Test func `a product that is metered in another way meanwhile ends the run`() throws {
    let other = try world.database.connectAsProgram()
    let corrected = BillingWorld.documents.replacing("step: day", with: "step: second")
    #expect(corrected != BillingWorld.documents)
    let billing = try billing()
    #expect {
      _ = try issue(billing) {
        let nodes = try DocumentNode.documents(of: corrected, file: "world.yaml")
        _ = try Application(other, now: now).apply(nodes, correctingBecause: "by the second")
        try Rollup(other).update()
      }
    } throws: { error in (error as? RollupError) == .documentsChanged }
    #expect(try InvoiceArchive(world.connection).entries().count == 1)
  }
}
