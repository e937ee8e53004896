import Calendars
import Invoicing
import TestSupport
import Testing

/// Organisations that are put on hold, or released, while a run issues.
@Suite struct HeldMeanwhileTests {
  /// Issues January to March; once the first document is stored, `meanwhile` happens.
  private func issue(
    _ world: BillingWorld, meanwhile: @escaping (Holds) throws -> Void
  ) throws -> Billing.Result {
    let others = Holds(try world.database.connectAsProgram())
    let period = try #require(Period("2026-03"))
    var isFirst = true
    return try world.billing().issued(period, on: LocalDate("2026-04-02")) {
      guard isFirst else { return }
      isFirst = false
      do { try meanwhile(others) } catch { Issue.record(error) }
    }
  }

  private func world() throws -> BillingWorld {
    let world = try BillingWorld()
    for month in 1...3 {
      try world.ingest(
        "a\(month) prod csp:fr1:act r 2026-0\(month)-20T10:00:00Z 1",
        "b\(month) beta csp:fr1:act r 2026-0\(month)-20T10:00:00Z 1")
    }
    // Before beta's contract.
    try world.ingest("void v1 b1")
    return world
  }

  @Test func `what is put on hold is left out from the next document on`() throws {
    let world = try world()
    let result = try issue(world) { holds in
      _ = try holds.set("beta", held: true, reason: "disputed")
    }
    #expect(
      result.documents.map { "\($0.organisation) \($0.period)" } == [
        "acme 2026-01", "acme 2026-02", "acme 2026-03",
      ])
    #expect(result.obstacles.map(\.organisation) == ["beta"])
    #expect(result.obstacles.map(\.code) == [.held])
    #expect(try Holds(world.connection).set("beta", held: false, reason: "settled"))
    let later = try world.issue("2026-03", on: "2026-04-02")
    #expect(
      later.documents.map { "\($0.organisation) \($0.period)" } == [
        "beta 2026-02", "beta 2026-03",
      ])
    #expect(later.documents.map(\.number) == ["FR-2026-000004", "FR-2026-000005"])
  }

  @Test func `what is released is billed by the next run`() throws {
    let world = try world()
    #expect(try Holds(world.connection).set("beta", held: true, reason: "disputed"))
    let result = try issue(world) { holds in
      _ = try holds.set("beta", held: false, reason: "settled")
    }
    #expect(result.documents.map(\.organisation) == ["acme", "acme", "acme"])
    let later = try world.issue("2026-03", on: "2026-04-02")
    #expect(later.documents.map(\.organisation) == ["beta", "beta"])
    #expect(later.obstacles.isEmpty)
  }

  @Test func `another reason does not begin another hold`() throws {
    let holds = Holds(try world().connection)
    #expect(try holds.set("beta", held: true, reason: "first"))
    let since = try #require(try holds.list(of: ["acme", "beta"]).first).since
    #expect(try holds.set("beta", held: true, reason: "second"))
    #expect(try !holds.set("beta", held: true, reason: "second"))
    let hold = try #require(try holds.list(of: ["beta"]).first)
    #expect(hold.reason == "second" && hold.since == since)
    #expect(try holds.set("beta", held: false, reason: "settled"))
    #expect(try holds.list(of: ["beta"]).isEmpty)
    #expect(try !holds.set("beta", held: false, reason: "settled"))
    #expect(try holds.set("beta", held: true, reason: "first"))
    #expect(try #require(try holds.list(of: ["beta"]).first).since > since)
  }
}
