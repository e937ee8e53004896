import Calendars
import Capacity
import Catalogue
import PostgreSQL
import Testing

/// Snapshots that are stored, and what of them is billable.
@Suite struct InventoryImportTests {
  private let world: InventoryWorld

  init() throws { world = try InventoryWorld() }

  @Test func `the same snapshot again is unchanged, and equal answers are stored once`() throws {
    let parts: [InventoryPart: String] = [
      .hosts: Answer.hosts("a"), .networks: Answer.networks("x", "y"),
    ]
    let first = try world.import(parts, at: "2026-10-01")
    #expect(!first.isUnchanged && first.new == 3 && first.parts.map(\.isKnown) == [false, false])
    let again = try world.import(parts, at: "2026-10-01")
    #expect(again.isUnchanged && again.new == 0)
    let next = try world.import(parts, at: "2026-10-02")
    #expect(!next.isUnchanged && next.parts.map(\.isKnown) == [true, true])
    #expect(next.new + next.changed + next.released == 0)
    #expect(try world.count("inventory_content") == 2)
    #expect(try world.count("inventory_snapshot") == 2)
    #expect(try world.count("inventory_resource") == 3)
    // An earlier one that is stored is unchanged too: a folder of days can be imported again.
    #expect(try world.import(parts, at: "2026-10-01").isUnchanged)
  }

  @Test func `snapshots of a tenant come in the order of time`() throws {
    try world.import([.hosts: Answer.hosts("a")], at: "2026-10-02")
    let older = InventoryError.olderThanLast(
      tenant: "acme-prod", takenAt: try InventoryWorld.instant("2026-10-01"),
      last: try InventoryWorld.instant("2026-10-02"))
    #expect(throws: older) { try world.import([.hosts: Answer.hosts("b")], at: "2026-10-01") }
    let other = InventoryError.otherSnapshot(
      tenant: "acme-prod", takenAt: try InventoryWorld.instant("2026-10-02"),
      parts: ["hosts", "pools"])
    #expect(throws: other) {
      try world.import([.hosts: Answer.hosts("b"), .pools: "[]"], at: "2026-10-02")
    }
    // Another tenant's has its own time.
    try world.import([.hosts: Answer.hosts("b")], at: "2026-10-01", tenant: "acme-dev")
    #expect(throws: InventoryError.unknownTenant("acme-pro", nearest: ["acme-prod"])) {
      try world.import([.hosts: "[]"], at: "2026-10-03", tenant: "acme-pro")
    }
    #expect(try world.count("inventory_snapshot") == 2)
  }

  @Test func `a version is written where something has changed`() throws {
    try world.import(
      [
        .hosts: Answer.hosts("a", "b", "b"), .storageRepositories: Answer.repositories("s 5"),
        .networks: Answer.networks("x", "x", ""),
      ], at: "2026-10-01")
    let changed = try world.import(
      [
        .hosts: Answer.hosts("a"), .storageRepositories: Answer.repositories("s 6"),
        .networks: Answer.networks("x"),
      ], at: "2026-10-02")
    #expect((changed.new, changed.changed, changed.released) == (0, 1, 2))
    let back = try world.import([.hosts: Answer.hosts("a", "b")], at: "2026-10-03")
    #expect((back.new, back.changed, back.released) == (1, 0, 0))
    #expect(
      try world.versions() == [
        "acme-prod blade h-a 2026-10-01 a 1", "acme-prod blade h-b 2026-10-01 b 1",
        "acme-prod storage s-s 2026-10-01 s 5", "acme-prod vlan n-2 2026-10-01 n-2 1",
        "acme-prod vlan x 2026-10-01 x 1", "acme-prod blade h-b 2026-10-02 b 1 gone",
        "acme-prod storage s-s 2026-10-02 s 6", "acme-prod vlan n-2 2026-10-02 n-2 1 gone",
        "acme-prod blade h-b 2026-10-03 b 1",
      ])
  }

  @Test func `what a snapshot does not have, or could not be read, is not taken for gone`() throws {
    try world.import(
      [.hosts: Answer.hosts("a", "b"), .networks: Answer.networks("x")], at: "2026-10-01")
    let partial = try world.import([.networks: "[]"], at: "2026-10-02")
    #expect(partial.released == 1)
    let broken = try world.import(
      [.hosts: #"[{"id":"h-a","name":"a"},{"name":"b"}, 7]"#], at: "2026-10-03")
    #expect(broken.refused.count == 2 && broken.parts.map(\.refused) == [2])
    #expect(broken.released == 0)
    let whole = try world.import([.hosts: Answer.hosts("a")], at: "2026-10-04")
    #expect(whole.released == 1)
  }

  @Test func `rule E1: a machine is backed up where an enabled policy has it, and it exists`()
    throws
  {
    let policies = """
      [{"id":"p","name":"daily","virtualMachines":["m-a","m-gone"],"schedulers":[{"retention":3}]},
       {"id":"q","name":"weekly","virtualMachines":["m-a"],"schedulers":[{"retention":3}]},
       {"id":"r","name":"NoBackup","virtualMachines":["m-b"],"schedulers":[{"retention":3}]},
       {"id":"s","name":"off","virtualMachines":["m-b"],
        "schedulers":[{"retention":3,"temporarilyDisabled":true}]}]
      """
    try world.import(
      [.virtualMachines: Answer.machines("a", "b"), .backupPolicies: policies], at: "2026-10-01")
    #expect(try world.versions() == ["acme-prod backup m-a 2026-10-01 a 1"])
    // Neither part alone says anything.
    try world.import([.backupPolicies: "[]"], at: "2026-10-02")
    try world.import([.virtualMachines: "[]"], at: "2026-10-03")
    #expect(try world.versions().count == 1)
    try world.import(
      [.virtualMachines: Answer.machines("b"), .backupPolicies: policies], at: "2026-10-04")
    #expect(try world.versions().last == "acme-prod backup m-a 2026-10-04 a 1 gone")
  }

  @Test func `rule F7: a machine that was not asked about is not taken for unreplicated`() throws {
    func replications(_ lists: String) throws -> InventoryImportResult {
      try world.import(
        [
          .virtualMachines: Answer.machines("a", "b", "c"),
          .virtualMachineReplications: "{\(lists)}",
        ], at: "2026-10-0\(try world.count("inventory_snapshot") + 1)")
    }
    #expect(try replications(#""m-a":[{"id":"p"}],"m-b":[{"id":"p"}],"m-c":[]"#).new == 2)
    #expect(try replications(#""m-a":[],"m-c":[]"#).released == 1)
    #expect(try replications(#""m-a":[],"m-b":[],"m-c":[]"#).released == 1)
  }

  @Test func `A2: what a tenant must have is not taken for gone where none is listed`() throws {
    let hosts = #"[{"id":"h1"},{"id":"h2"}]"#
    let disks =
      #"[{"id":"s","maxCapacity":9,"freeCapacity":9,"storageType":"lvmohba","shared":true}]"#
    let addresses = #"[{"id":"i1"},{"id":"i2"}]"#
    try world.import(
      [.hosts: hosts, .storageRepositories: disks, .floatingIPs: addresses], at: "2026-10-01")
    let empty: [InventoryPart: String] = [
      .hosts: "[]", .storageRepositories: "[]", .floatingIPs: "[]",
    ]
    let held = try world.import(empty, at: "2026-10-02", allGone: [])
    #expect(held.released == 0 && held.needsPerson)
    #expect(held.held.map { "\($0.kind) \($0.count)" } == ["blade 2", "storage 1", "publicIP 2"])
    // Told again each time, until somebody says so of a later snapshot, kind by kind.
    let blades = try world.import(empty, at: "2026-10-03", allGone: [.blade])
    #expect(blades.released == 2)
    #expect(blades.held.map(\.kind) == [.storage, .publicIP])
    // The last one of what a tenant need not have goes by itself.
    let one = try world.import([.floatingIPs: #"[{"id":"i1"}]"#], at: "2026-10-04", allGone: [])
    let none = try world.import([.floatingIPs: "[]"], at: "2026-10-05", allGone: [])
    #expect((one.released, none.released) == (1, 1))
    #expect(none.held.isEmpty && !none.needsPerson)
  }

  @Test func `only shared block storage is billable, by its capacity`() throws {
    try world.import(
      [
        .storageRepositories: """
        [{"id":"a","maxCapacity":9,"freeCapacity":9,"storageType":"lvmohba","shared":true},
         {"id":"b","maxCapacity":9,"freeCapacity":1,"storageType":"lvmohba","shared":false},
         {"id":"c","maxCapacity":9,"freeCapacity":1,"storageType":"iso","shared":true},
         {"id":"d","maxCapacity":9,"freeCapacity":1,"storageType":"ext","shared":false},
         {"id":"e","maxCapacity":9,"freeCapacity":1,"storageType":"nfs","shared":true},
         {"id":"f","maxCapacity":7,"freeCapacity":7,"storageType":"LVMoFCoE","shared":true}]
        """
      ], at: "2026-10-01")
    // A type that nobody knows is not left out unseen.
    #expect(
      try world.versions()
        == ["acme-prod storage a 2026-10-01  9", "acme-prod storage f 2026-10-01  7"])
    let measures = Statement(
      name: "measures",
      text: """
        select concat_ws(' ', kind, resource, used, size) from releve.inventory_measure
        order by kind, resource
        """)
    #expect(
      try world.connection.query(measures).decode(String.self) == [
        "repository a 0 9", "repository e 8 9", "repository f 0 7",
      ])
  }

  @Test func `a pool is as full as its running machines make its connected hosts`() throws {
    let reference = #""pool":{"id":"p"}"#
    let hosts = """
      [{"id":"1",\(reference),"powerState":"Running","metrics":{"memory":{"size":100}}},
       {"id":"2",\(reference),"powerState":"Halted","metrics":{"memory":{"size":100}}},
       {"id":"3",\(reference),"powerState":"Running","updateData":{"maintenanceMode":true},
        "metrics":{"memory":{"size":100}}},
       {"id":"4",\(reference),"powerState":"Running","metrics":{"memory":{"size":50}}}]
      """
    let machines = """
      [{"id":"m1","cpu":1,"memory":30,\(reference),"powerState":"Running"},
       {"id":"m2","cpu":1,"memory":30,\(reference),"powerState":"Halted"},
       {"id":"m3","cpu":1,"memory":12,\(reference),"powerState":"Paused"},
       {"id":"m4","cpu":1,"memory":30,"powerState":"Running"}]
      """
    let pools = #"[{"id":"p","name":"clu"},{"id":"q","name":"empty"}]"#
    try world.import(
      [.pools: pools, .hosts: hosts, .virtualMachines: machines], at: "2026-10-01")
    // One that does not say its memory would make the pool seem fuller than it is.
    try world.import(
      [
        .pools: pools, .virtualMachines: machines,
        .hosts: #"[{"id":"1",\#(reference),"powerState":"Running"}]"#,
      ], at: "2026-10-02")
    try world.import([.pools: pools, .hosts: hosts], at: "2026-10-03")
    let measures = Statement(
      name: "measures",
      text: """
        select concat_ws(' ', kind, resource, name, used, size) from releve.inventory_measure
        order by taken_at, kind, resource
        """)
    #expect(
      try world.connection.query(measures).decode(String.self) == ["pool p clu 42 150"])
  }

  @Test func `whose snapshot it is say the caller, or the tenants in it and a map`() throws {
    let directory = try DocumentStore(world.connection).directory()
    func tenant(_ named: String?, _ ids: String...) throws -> String {
      var work = InventoryImport()
      let body = "[" + ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",") + "]"
      try work.add(Array(body.utf8), as: .tenants, file: "tenants.json")
      return try work.tenant(named: named, directory)
    }
    #expect(try tenant(nil, "t-prod", "t-unknown") == "acme-prod")
    #expect(try tenant("beta-prod", "t-unknown") == "beta-prod")
    #expect(try tenant("acme-dev", "t-prod", "t-dev") == "acme-dev")
    #expect(throws: InventoryError.severalTenants(["acme-dev", "acme-prod"])) {
      try tenant(nil, "t-prod", "t-dev")
    }
    #expect(throws: InventoryError.otherTenant(named: "beta-prod", listed: ["acme-prod"])) {
      try tenant("beta-prod", "t-prod")
    }
    #expect(throws: InventoryError.otherTenant(named: "acme-prod", listed: ["t-unknown"])) {
      try tenant("acme-prod", "t-unknown")
    }
    #expect(throws: InventoryError.tenantNotTold(listed: ["t-unknown"])) {
      try tenant(nil, "t-unknown")
    }
    #expect(throws: InventoryError.tenantNotTold(listed: [])) { try tenant(nil) }
  }

  @Test func `the last snapshot of each tenant is read back`() throws {
    try world.import([.hosts: Answer.hosts("a"), .pools: "[]"], at: "2026-10-01")
    try world.import([.hosts: Answer.hosts("b", "c")], at: "2026-10-02")
    try world.import([.hosts: Answer.hosts("d")], at: "2026-10-01", tenant: "beta-prod")
    let store = InventoryStore(world.connection)
    let latest = try store.latest()
    #expect(latest.map(\.tenant) == ["acme-prod", "beta-prod"])
    #expect(latest.map { $0.inventory.hosts.map(\.name) } == [["b", "c"], ["d"]])
    // What was not read then is as it was when it was.
    #expect(latest.first?.inventory.parts == [.hosts, .pools])
    #expect(try latest.first?.earlierParts == [.pools: InventoryWorld.instant("2026-10-01")])
    #expect(try latest.first?.takenAt == InventoryWorld.instant("2026-10-02"))
    let before = try store.latest(asOf: InventoryWorld.instant("2026-10-01"))
    #expect(before.map { $0.inventory.hosts.map(\.name) } == [["a"], ["d"]])
    #expect(before.first?.earlierParts == [:])
    #expect(try store.latest(of: "acme-dev").isEmpty)
    let kept = Statement(
      name: "kept",
      text: """
        select concat_ws(' ', tenant.name, string_agg(part, ' ' order by part))
        from releve.inventory_snapshot as snapshot join releve.tenant using (tenant_id)
        join releve.inventory_part using (snapshot_id)
        group by tenant.name, taken_at order by tenant.name, taken_at desc
        """)
    #expect(
      try world.connection.query(kept).decode(String.self)
        == ["acme-prod hosts", "acme-prod hosts pools", "beta-prod hosts"])
  }
}
