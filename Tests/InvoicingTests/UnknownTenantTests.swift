import Calendars
import Invoicing
import Metering
import Testing

/// Usage of tenants that nobody holds is no organisation's, and told all the same.
@Suite struct UnknownTenantTests {
  @Test func `a preview names the tenants, and how many events wait`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "z1 zeta csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "b1 bob csp:fr1:act r 2026-03-02T10:00:00Z 1", "b2 bob csp:fr1:act r 2026-01-02T10:00:00Z 1",
      // Seen again: counted once.
      "b2 bob csp:fr1:act r 2026-01-02T10:00:00Z 1", "x1 bob csp:none r 2026-03-02T10:00:00Z 1")
    let result = try world.preview("2026-03")
    #expect(result.documents.map(\.organisation) == ["acme"])
    #expect(result.obstacles.map(\.code) == [.unknownTenant])
    let obstacle = try #require(result.obstacles.first)
    #expect(obstacle.organisation == nil)
    #expect(obstacle.message.contains("bob (2), zeta (1); apply an organisation that holds bob"))
    #expect(obstacle.message.contains("`releve quarantine retry`"))
    // An organisation's bill is not about others, and nobody's usage stops nobody's bill.
    #expect(try world.preview("2026-03", organisations: ["acme"]).obstacles.isEmpty)
    #expect(try world.issue("2026-03", on: "2026-04-02").obstacles.isEmpty)
    // Of earlier months only what happened by then is told.
    let january = try #require(try world.preview("2026-01").obstacles.first?.message)
    #expect(january.contains(": bob (1); apply"))
    try world.ingest("m1 late csp:fr1:act r 2026-03-31T21:59:59Z 1")
    try world.ingest("m2 later csp:fr1:act r 2026-03-31T22:00:00Z 1")
    let march = try #require(try world.preview("2026-03").obstacles.first?.message)
    #expect(march.contains("late (1)") && !march.contains("later"))
  }

  @Test func `what was dropped or came in is not told`() throws {
    let world = try BillingWorld()
    try world.ingest("b1 bob csp:fr1:act r 2026-03-02T10:00:00Z 1")
    let quarantine = Quarantine(world.connection)
    #expect(try quarantine.unknownTenants(before: .distantFuture).map(\.events) == [1])
    _ = try quarantine.drop(try #require(quarantine.entries().first).id, reason: "nobody's")
    #expect(try quarantine.unknownTenants(before: .distantFuture).isEmpty)
    try world.ingest("b2 bob csp:fr1:act r 2026-03-02T10:00:00Z 1")
    // The same event, with the tenant that was meant.
    try world.ingest("b2 prod csp:fr1:act r 2026-03-02T10:00:00Z 1")
    #expect(try quarantine.unknownTenants(before: .distantFuture).isEmpty)
    #expect(try world.preview("2026-03").obstacles.isEmpty)
  }

  @Test func `a name is told as it is, whatever stands in it`() throws {
    let world = try BillingWorld()
    let names = [
      #"q\"uote"#, #"a\u0020at\u00202026-01-01T00:00:00Z"#, #"line\nbreak"#, "é",
      #"x\"\u0020at\u00202026-01-01T00:00:00Z"#,
    ]
    for (index, name) in names.enumerated() {
      try world.ingest("n\(index) \(name) csp:fr1:act r 2026-03-02T10:00:00Z 1")
    }
    let told = try Quarantine(world.connection).unknownTenants(before: .distantFuture)
    #expect(
      told.map(\.tenant) == [
        "a at 2026-01-01T00:00:00Z", "line\nbreak", "q\"uote", "x\" at 2026-01-01T00:00:00Z", "é",
      ])
    #expect(told.allSatisfy { $0.events == 1 })
  }

  @Test func `of many tenants ten are named`() throws {
    let world = try BillingWorld()
    for index in 10..<22 {
      try world.ingest("n\(index) t\(index) csp:fr1:act r 2026-03-02T10:00:00Z 1")
    }
    let message = try #require(try world.preview("2026-03").obstacles.first?.message)
    #expect(message.contains("t19 (1) and 2 more tenants; apply"))
  }
}
