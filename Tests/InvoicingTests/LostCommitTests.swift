import Calendars
import Invoicing
import Metering
import PostgreSQL
import TestSupport
import Testing

/// The connection is lost at the very COMMIT of a document: it is issued once, and told once.
@Suite struct LostCommitTests {
  private let world: BillingWorld

  init() throws {
    world = try BillingWorld()
    try world.ingest("a1 prod csp:fr1:act r 2026-01-20T10:00:00Z 1")
    try Rollup(world.connection).update()
  }

  /// Issues January through a proxy that cuts there; the numbers that this run says it issued.
  private func issue(
    _ cut: CuttingProxy.Cut, atCut: @escaping @Sendable () -> Void = {}
  ) throws -> [String] {
    // The first COMMIT is that of what is read beforehand.
    try CuttingProxy.with([nil, cut], atCut: atCut) { proxy in
      let connection = try Connection(
        proxy.conninfo(world.database), role: "releve_app",
        retry: proxy.policy)
      var told: [String] = []
      _ = try world.billing(on: connection).issue(
        #require(Period("2026-01")), organisations: ["acme"], on: LocalDate("2026-02-02")
      ) { told.append($0.document.number ?? "none") }
      #expect(proxy.remainingCuts == 0)
      return told
    }
  }

  private func expectOne() throws {
    let entries = try InvoiceArchive(world.connection).entries()
    #expect(entries.map(\.number) == ["FR-2026-000001"])
    #expect(try InvoiceArchive(world.connection).document("FR-2026-000001").lines.count == 1)
  }

  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit, .beforeLateCommit])
  func `a document whose COMMIT is in doubt is issued once`(cut: CuttingProxy.Cut) throws {
    #expect(try issue(cut) == ["FR-2026-000001"])
    try expectOne()
  }

  @Test func `what another run issued meanwhile is not this run's`() throws {
    let database = world.database
    let told = try issue(.beforeCommit) {
      do {
        try BillingWorld(joining: database).issue("2026-01", on: "2026-02-01")
      } catch {
        Issue.record(error)
      }
    }
    #expect(told == [])
    try expectOne()
  }
}
