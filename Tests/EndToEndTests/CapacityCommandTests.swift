import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// `releve capacity import` and `releve capacity events`
@Suite struct CapacityCommandTests {
  private struct Told: Decodable {
    struct Part: Decodable { let part: String, objects: Int, refused: Int, known: Bool }
    struct Refused: Decodable { let file: String, line: Int?, key: String, message: String }
    struct Resources: Decodable, Equatable { let new: Int, changed: Int, released: Int }

    let tenant: String
    let unchanged: Bool
    let parts: [Part]
    let resources: Resources
    let refused: [Refused]
    let ignored: [String]
  }

  private static let samples = Program.demo("../Tests/Data/console-api")

  private static let documents = """
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [ acme-prod, acme-dev ]
    ---
    kind: InventoryMap
    name: cloud-temple
    spec:
      region: fr1
      tenants: [ { id: 00000000-0000-4000-8000-000000009004, tenant: acme-prod } ]
      blades: [ { match: "host*-clu001-*", product: iaas-openiaas-standard-v3 } ]
      storage: [ { match: "sr*-r-flh1-*", product: iaas-storage-bloc-medium-v1 } ]
      backup: openiaas-backup-vm-v1
      replication: { ignore: not in the offer }
      vlan: network-vlan-v1
      public_ip: network-ipv4-v2
      availability_zone: iaas-az-v1
      tenant: tenant-v1
    """

  private let database: TestDatabase
  private let releve: Program

  init() throws {
    database = try MigratedDatabase.make()
    releve = Program(database)
    let file = try TemporaryFile(Self.documents)
    let applied = try releve("apply", Program.demo("documents/catalogue.yaml"), file.path)
    #expect(applied.status == 0, "\(applied.errors)")
  }

  @Test func `a folder of the provider's answers is imported once`() throws {
    let first = try releve("capacity", "import", "--at", "2026-10-01T04:00:00Z", Self.samples)
    let told = try first.json(as: Told.self)
    #expect(first.status == 0 && told.tenant == "acme-prod" && !told.unchanged)
    #expect(told.parts.count == 14 && told.refused.isEmpty)
    #expect(told.resources == .init(new: 8, changed: 0, released: 0))
    #expect(told.ignored.contains(Self.samples + "/templates.json"))
    let again = try releve("capacity", "import", "--at", "2026-10-01T04:00:00Z", Self.samples)
    #expect(try again.json(as: Told.self).unchanged)
    let older = try releve("capacity", "import", "--at", "2026-09-30T04:00:00Z", Self.samples)
    #expect(older.status == 1 && older.errors.contains("[snapshot_out_of_order]"))
    let table = try releve(
      "capacity", "import", "--at", "2026-10-02T04:00:00Z", Self.samples + "/pools.json",
      "--tenant", "acme-prod", "--format", "table")
    #expect(
      table.output == """
        acme-prod at 2026-10-02T04:00:00Z

        part   objects  refused  stored
        ─────  ───────  ───────  ─────────
        pools        1        0  as before

        billable resources: 0 new, 0 changed, 0 released
        not in the snapshot, and not taken for gone: tenants, availability_zones, hosts, \
        virtual_machines, storage_repositories, virtual_disks, networks, network_adapters, \
        snapshots, backup_policies, backups, replication_policies, virtual_machine_replications, \
        floating_ips

        """)
  }

  @Test func `what cannot be read is told with its place, and the rest is stored`() throws {
    try TemporaryFolder.with { folder in
      let machines = folder + "/virtual_machine_replications"
      try FileManager.default.createDirectory(
        atPath: machines, withIntermediateDirectories: true)
      for (name, text) in [
        ("hosts.json", "[\n{\"id\":\"a\",\"name\":\"a\"},\n{\"name\":\"b\"}]"),
        ("virtual_machines.json", "[{\"id\":\"m\",\"cpu\":1,\"memory\":1}]"),
        ("virtual_machine_replications/m.json", "[{\"id\":\"p\"},\n 7]"),
      ] {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
      }
      let run = try releve("capacity", "import", "--tenant", "acme-dev", folder)
      #expect(run.status == 3 && run.errors.contains("2 objects could not be read [refused]"))
      let told = try run.json(as: Told.self)
      #expect(told.refused.map(\.file) == ["\(folder)/hosts.json", "\(machines)/m.json"])
      #expect(told.refused.map(\.line) == [3, 2])
      #expect(told.resources == .init(new: 2, changed: 0, released: 0))
      // Nothing of a file that is no list.
      try "{}".write(toFile: folder + "/pools.json", atomically: true, encoding: .utf8)
      let broken = try releve("capacity", "import", "--tenant", "acme-dev", folder)
      #expect(broken.status == 2 && broken.errors.contains("\(folder)/pools.json:1: "))
    }
  }

  @Test func `wrong usage says what to do`() throws {
    let pools = Self.samples + "/pools.json"
    for (arguments, status, words) in [
      ([pools], 2, "name ours with --tenant"),
      (["--tenant", "acme-prd", pools], 1, "did you mean `acme-prod`?"),
      (["--tenant", "acme-dev", Self.samples], 2, "mend --tenant, or the map"),
      (["--tenant", "acme-prod", Self.samples + "/templates.json"], 2, "files such as pools.json"),
      (["--tenant", "acme-prod", "/nowhere/pools.json"], 2, "there is no such file"),
      (["--tenant", "acme-prod", pools, pools], 2, "was read already"),
      (["--at", "2999-01-01T00:00:00Z", pools], 2, "is in the future"),
      (["--tenant", "", pools], 2, "--tenant is empty"), ([], 2, "paths"),
    ] as [([String], Int32, String)] {
      let run = try releve(["capacity", "import"] + arguments)
      #expect(run.status == status && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
  }

  @Test func `events go through a pipe, and come again until they were ingested`() throws {
    _ = try releve("capacity", "import", "--at", "2026-10-01T04:00:00Z", Self.samples)
    let told = try releve("capacity", "events")
    #expect(told.status == 0 && told.output.split(separator: "\n").count == 8)
    #expect(told.errors.contains("8 usage events and 0 voids are to be ingested"))
    #expect(
      told.output.contains(
        #""data":{"sku":"csp:fr1:iaas:storage:bloc:medium:v1","resource":"#
          + #""00000000-0000-4000-8000-000000000401","quantity":"2048","unit":"GiB"}"#))
    let piped = try releve.shell(
      "\"$RELEVE\" --quiet capacity events | \"$RELEVE\" --quiet ingest -")
    #expect(piped.output.contains("\"accepted\":8") && piped.errors == "", "\(piped.output)")
    #expect(try releve("capacity", "events").output == "")
    let usage = try releve("usage", "--period", "2026-10", "--format", "csv")
    #expect(usage.output.contains("iaas-storage-bloc-medium-v1"), "\(usage.output)")
  }

  @Test func `what no rule mentions is a warning, and the others are printed`() throws {
    let map = try TemporaryFile(
      Self.documents.replacing("match: \"host*-clu001-*\"", with: "match: \"other*\""))
    let refused = try releve("apply", map.path)
    #expect(refused.status == 2 && refused.errors.contains("[already_begun]"))
    _ = try releve("apply", "--correct", "--reason", "another name", map.path)
    _ = try releve("capacity", "import", "--at", "2026-10-01T04:00:00Z", Self.samples)
    let told = try releve("capacity", "events", "--tenant", "acme-prod")
    #expect(told.status == 3 && told.output.split(separator: "\n").count == 7)
    #expect(
      told.errors.contains(
        "acme-prod: the blade `host001-clu001-t0001-az05` (00000000-0000-4000-8000-000000000201)"
          + " is not billed since 2026-10-01T04:00:00Z: the inventory map has no rule in `blades`"))
    #expect(told.errors.contains("[unmapped]"))
    #expect(try releve("capacity", "events", "--tenant", "nobody").status == 1)
  }

  @Test func `events are put into the inbox, which a night reads`() throws {
    try TemporaryFolder.with { home in
      let environment = ["RELEVE_DATABASE_URL": database.connectionURL]
      let releve = Program(home: home, environment: environment)
      _ = try releve("capacity", "import", "--at", "2026-10-01T04:00:00Z", Self.samples)
      for _ in 0..<2 {
        let run = try releve("capacity", "events", "--inbox")
        #expect(run.status == 0 && run.output == "", "\(run.errors)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: home + "/inbox")
      #expect(names.count == 1 && names[0].hasPrefix("inventory-"), "\(names)")
      let run = try releve("ingest", home + "/inbox/" + names[0])
      #expect(run.output.contains("\"accepted\":8"))
      #expect(try releve("capacity", "events", "--inbox").status == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/inbox") == names)
    }
  }

  /// Killed at any moment, all of a snapshot is there or nothing; run again, the rest is added.
  @Test func `a program that is killed has stored all or nothing`() throws {
    var random = SeededGenerator.seeded(for: "moments of a snapshot's death")
    let hosts = (0..<20_000).map { #"{"id":"h\#($0)","name":"host\#($0)"}"# }
    try TemporaryFolder.with { folder in
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try "[\(hosts.joined(separator: ",\n"))]".write(
        toFile: folder + "/hosts.json", atomically: true, encoding: .utf8)
      let connection = try database.connect()
      let stored = Statement(
        name: "stored",
        text: """
          select (select count(*) from releve.inventory_snapshot),
            (select count(*) from releve.inventory_part),
            (select count(*) from releve.inventory_resource)
          """)
      let arguments = [
        "capacity", "import", "--tenant", "acme-dev", "--at", "2026-10-01T04:00:00Z", folder,
      ]
      for _ in 0..<5 {
        let program = try releve.start(arguments)
        usleep(.random(in: 20_000...1_500_000, using: &random))
        program.send(SIGKILL)
        _ = try program.finish()
        let (snapshots, parts, resources) = try connection.query(stored)
          .single(Int64.self, Int64.self, Int64.self)
        #expect([0, 1].contains(snapshots) && parts == snapshots)
        #expect(resources == snapshots * 20_000)
      }
      #expect(try releve(arguments).status == 0)
      let last = try connection.query(stored).single(Int64.self, Int64.self, Int64.self)
      #expect(last == (1, 1, 20_000))
    }
  }
}
