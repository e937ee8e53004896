import Calendars
import Capacity
import Catalogue
import PostgreSQL
import Testing

/// Usage events of what snapshots list.
@Suite struct InventoryEventsTests {
  private let world: InventoryWorld

  init() throws { world = try InventoryWorld(applying: nil) }

  private static let rules = """
    blades: [ { match: "old*", ignore: retired }, { match: "a*", product: standard } ]
    storage: [ { match: "s*", product: flash } ]
    backup: backup
    vlan: [ { match: "pool*", ignore: the provider's own }, { match: "*", product: vlan } ]
    """

  private func derive() throws -> InventoryEvents.Outcome {
    try InventoryEvents(world.connection).derive()
  }

  @Test func `an event is as ingest reads it, with an id that never changes`() throws {
    try world.apply(InventoryWorld.map(Self.rules))
    try world.import([.hosts: Answer.hosts("a1")], at: "2026-10-01T04:00:00Z")
    #expect(try derive() == InventoryEvents.Outcome(added: 1))
    let pending = try PendingEvents(world.connection)
    #expect(
      String(decoding: pending.ndjson, as: UTF8.self) == """
        {"specversion":"1.0","id":"blade-db7684282f454f635eb45dc2b4188508",\
        "source":"/releve/inventory","type":"releve.usage.v1","time":"2026-10-01T04:00:00Z",\
        "subject":"acme-prod","data":{"sku":"csp:fr1:standard","resource":"h-a1","quantity":"1",\
        "unit":"blade"}}

        """)
    #expect(try world.ingest(pending.ndjson) == [1, 0, 0])
  }

  @Test func `a level holds until it changes, and 0 releases it`() throws {
    try world.apply(InventoryWorld.map(Self.rules))
    try world.import(
      [
        .hosts: Answer.hosts("a1", "a2", "old1"),
        .storageRepositories: Answer.repositories("s1 \(3 << 29)", "s2 0"),
        .networks: Answer.networks("x", "x", "pool-wide"), .virtualMachines: Answer.machines("m"),
        .backupPolicies: Answer.backupPolicies("p m"),
      ], at: "2026-10-01")
    try world.import(
      [
        .hosts: Answer.hosts("a1"),
        .storageRepositories: Answer.repositories("s1 \(1 << 31)", "s2 0"),
        .virtualMachines: Answer.machines(), .backupPolicies: Answer.backupPolicies("p m"),
      ], at: "2026-10-02")
    #expect(try !derive().needsPerson)
    try world.ingestPending()
    #expect(
      try world.events() == [
        "2026-10-01 csp:fr1:backup m-m 1", "2026-10-01 csp:fr1:flash s-s1 1.5",
        "2026-10-01 csp:fr1:standard h-a1 1", "2026-10-01 csp:fr1:standard h-a2 1",
        "2026-10-01 csp:fr1:vlan x 1", "2026-10-02 csp:fr1:backup m-m 0",
        "2026-10-02 csp:fr1:flash s-s1 2", "2026-10-02 csp:fr1:standard h-a2 0",
      ])
  }

  @Test func `collecting twice bills once, and what was lost is printed again`() throws {
    try world.apply(InventoryWorld.map(Self.rules))
    let hosts = Answer.hosts("a1", "a2")
    for day in ["2026-10-01", "2026-10-01", "2026-10-02"] {
      try world.import([.hosts: hosts], at: day)
      _ = try derive()
      _ = try derive()
    }
    let first = try PendingEvents(world.connection)
    #expect(first.usage == 2)
    // The pipe breaks after a line.
    let lines = first.ndjson.split(separator: 10)
    #expect(try world.ingest(Array(lines[0]) + [10]) == [1, 0, 0])
    let second = try PendingEvents(world.connection)
    #expect(second.ndjson == Array(lines[1]) + [10])
    #expect(try world.ingest(first.ndjson) == [1, 1, 0])
    #expect(try PendingEvents(world.connection).isEmpty)
    #expect(try derive().added == 0)
  }

  @Test func `what no rule mentions is told with its time, and the rest is billed`() throws {
    try world.apply(
      InventoryWorld.map("blades: [ { match: \"a*\", product: standard } ]"))
    try world.import(
      [.hosts: Answer.hosts("a1", "b1", "b2"), .networks: Answer.networks("x")], at: "2026-10-01")
    try world.import(
      [
        .hosts: #"[{"id":"h-a1","name":"a1"},{"id":"h-b1","name":"a9"}]"#,
        .networks: Answer.networks("x"),
      ], at: "2026-10-03")
    let outcome = try derive()
    let (first, last) = (
      try InventoryWorld.instant("2026-10-01"), try InventoryWorld.instant("2026-10-03")
    )
    #expect(
      outcome.unmapped == [
        UnmappedResource(
          tenant: "acme-prod", resource: .init(kind: .blade, id: "h-b1", name: "b1"),
          since: first, until: last),
        UnmappedResource(
          tenant: "acme-prod", resource: .init(kind: .blade, id: "h-b2", name: "b2"),
          since: first, until: last),
        UnmappedResource(
          tenant: "acme-prod", resource: .init(kind: .vlan, id: "x", name: "x"), since: first,
          until: nil),
      ])
    #expect(outcome.added == 2 && outcome.needsPerson)
  }

  @Test func `a map that is mended corrects the past, and back again`() throws {
    try world.apply(InventoryWorld.map(Self.rules))
    try world.import([.hosts: Answer.hosts("a1", "b1")], at: "2026-10-01")
    try world.import([.hosts: Answer.hosts("b1")], at: "2026-10-05")
    #expect(try derive().unmapped.count == 1)
    try world.ingestPending()
    let before = try world.events()
    #expect(before == ["2026-10-01 csp:fr1:standard h-a1 1", "2026-10-05 csp:fr1:standard h-a1 0"])
    let mended = Self.rules.replacing("product: standard }", with: "product: eco }")
      .replacing("\"a*\"", with: "\"*1\"")
    try world.apply(InventoryWorld.map(mended))
    let outcome = try derive()
    #expect(outcome == InventoryEvents.Outcome(added: 3, cancelled: 2))
    try world.ingestPending()
    #expect(
      try world.events() == [
        "2026-10-01 csp:fr1:eco h-a1 1", "2026-10-01 csp:fr1:eco h-b1 1",
        "2026-10-05 csp:fr1:eco h-a1 0",
      ])
    // A void holds for ever: what is wanted again has another id.
    try world.apply(InventoryWorld.map(Self.rules))
    let again = try derive()
    #expect((again.added, again.cancelled) == (2, 3))
    try world.ingestPending()
    #expect(try world.events() == before)
    #expect(try PendingEvents(world.connection).isEmpty)
  }

  @Test func `a rule holds from its day on, and what was before stays`() throws {
    try world.apply(
      InventoryWorld.map(
        """
        blades: [ { match: "b*", product: eco, from: 2026-10-03 },
          { match: "*", product: standard } ]
        """))
    try world.import([.hosts: Answer.hosts("a1", "b1")], at: "2026-10-01")
    // The rule of the 3rd is not seen before a snapshot is.
    #expect(try derive().added == 2)
    try world.import([.hosts: Answer.hosts("a1", "b1", "b2")], at: "2026-10-05")
    let switched = try derive()
    #expect((switched.added, switched.cancelled) == (3, 0))
    try world.ingestPending()
    // In Paris the 3rd begins at 22:00 UTC.
    #expect(
      try world.events() == [
        "2026-10-01 csp:fr1:standard h-a1 1", "2026-10-01 csp:fr1:standard h-b1 1",
        "2026-10-02 csp:fr1:eco h-b1 1", "2026-10-02 csp:fr1:standard h-b1 0",
        "2026-10-05 csp:fr1:eco h-b2 1",
      ])
  }

  @Test func `a tenant that no map has is told, and what was billed of it stays`() throws {
    try world.import([.hosts: Answer.hosts("a1")], at: "2026-10-01", tenant: "beta-prod")
    #expect(try derive().tenantsWithoutMap == ["beta-prod"])
    try world.apply(InventoryWorld.map(Self.rules, tenants: "{ id: b, tenant: beta-prod }"))
    #expect(try derive().added == 1)
    try world.ingestPending()
    let billed = try world.events()
    #expect(billed.count == 1)
    // Forgotten, or mistyped.
    try world.apply(InventoryWorld.map(Self.rules))
    let forgotten = try derive()
    #expect((forgotten.added, forgotten.cancelled) == (0, 0))
    #expect(forgotten.tenantsWithoutMap == ["beta-prod"] && forgotten.needsPerson)
    let unbilled = try InventoryEvents(world.connection)
      .unbilled(DocumentStore(world.connection).directory())
    #expect(unbilled.tenantsWithoutMap == ["beta-prod"])
    #expect(try world.events() == billed)
    // Imported under the wrong tenant: a rule takes it back.
    try world.apply(
      InventoryWorld.map(
        "blades: [ { match: \"*\", ignore: of another tenant } ]",
        tenants: "{ id: b, tenant: beta-prod }"))
    #expect(try derive().cancelled == 1)
    try world.ingestPending()
    #expect(try world.events() == [])
    #expect(throws: InventoryError.unknownTenant("acme-prd", nearest: ["acme-prod"])) {
      try InventoryEvents(world.connection).derive(of: "acme-prd")
    }
    #expect(try InventoryEvents(world.connection).derive(of: "acme-dev").added == 0)
  }
}
