import Calendars
import Capacity
import Catalogue
import Documents
import Foundation
import Metering
import PostgreSQL
import TestSupport
import Testing

/// A database with two customers' tenants, into which a test imports snapshots.
struct InventoryWorld {
  let database: TestDatabase
  let connection: Connection

  /// Products that an inventory is billed as, and one that it cannot be.
  static let catalogue = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: eco, sku: "csp:(region):eco", label: { fr: e, en: e }, service: Compute,
            unit: blade, meter: { aggregation: time_weighted, step: day } }
        - { product: standard, sku: "csp:(region):standard", label: { fr: s, en: s },
            service: Compute, unit: blade, meter: { aggregation: time_weighted, step: day } }
        - { product: flash, sku: "csp:(region):flash", label: { fr: f, en: f }, service: Storage,
            unit: GiB, meter: { aggregation: time_weighted, step: day } }
        - { product: mass, sku: "csp:(region):mass", label: { fr: m, en: m }, service: Storage,
            unit: TiB, meter: { aggregation: time_weighted, step: day } }
        - { product: backup, sku: "csp:(region):backup", label: { fr: b, en: b }, service: Compute,
            unit: VM, meter: { aggregation: time_weighted, step: day } }
        - { product: replica, sku: "csp:(region):replica", label: { fr: r, en: r },
            service: Compute, unit: VM, meter: { aggregation: time_weighted, step: day } }
        - { product: vlan, sku: "csp:(region):vlan", label: { fr: v, en: v }, service: Network,
            unit: VLAN, meter: { aggregation: time_weighted, step: day } }
        - { product: act, sku: "csp:act", label: { fr: a, en: a }, service: Housing, unit: GiB,
            meter: { aggregation: count } }
    """

  static let organisations = """
    ---
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [ acme-prod, acme-dev ]
    ---
    kind: Organisation
    name: beta
    spec:
      legal_name: Beta Ltd
      address: { line1: 2 Road, postcode: "1", city: London, country: GB }
      tenants: [ beta-prod ]
    """

  /// A map with rules as given.
  static func map(
    _ rules: String, region: String = "fr1",
    tenants: String = "{ id: t-prod, tenant: acme-prod }, { id: t-dev, tenant: acme-dev }"
  ) -> String {
    """
    kind: InventoryMap
    name: m
    spec:
      region: \(region)
      tenants: [ \(tenants) ]
      \(rules.replacing("\n", with: "\n  "))
    """
  }

  /// A map of everything that the samples have.
  static let map = map(
    """
    blades: [ { match: "host*", product: standard } ]
    storage: [ { match: "sr*", product: flash } ]
    backup: backup
    replication: replica
    vlan: vlan
    public_ip: { ignore: not sold }
    availability_zone: { ignore: not sold }
    tenant: { ignore: not sold }
    """)

  init(applying map: String? = InventoryWorld.map) throws {
    database = try MigratedDatabase.make()
    connection = try database.connectAsProgram()
    try apply(Self.catalogue + "\n" + Self.organisations)
    if let map { try apply(map) }
  }

  func apply(_ documents: String) throws {
    let nodes = try DocumentNode.documents(of: documents, file: "w.yaml")
    _ = try Application(connection, now: Self.instant("2026-01-01"))
      .apply(nodes, correctingBecause: "rules of maps change the past here")
  }

  /// Imports a snapshot of parts, of the beginning of a day or at an instant. What is not listed
  /// any more is gone, whatever is left of its kind, unless `allGone` says otherwise.
  @discardableResult
  func `import`(
    _ parts: [InventoryPart: String], at time: String, tenant: String = "acme-prod",
    allGone: Set<BillableResource.Kind> = Set(BillableResource.Kind.allCases)
  ) throws -> InventoryImportResult {
    var work = InventoryImport()
    for part in InventoryPart.allCases {
      guard let body = parts[part] else { continue }
      try work.add(Array(body.utf8), as: part, file: part.rawValue + ".json")
    }
    return try work.store(
      tenant: tenant, takenAt: Self.instant(time), allGone: allGone, connection)
  }

  /// `kind resource day name quantity`, with `gone` at the end, of all versions in their order.
  func versions() throws -> [String] {
    let rows = Statement(
      name: "versions",
      text: """
        select concat_ws(' ', tenant.name, kind, resource,
          to_char(taken_at at time zone 'UTC', 'YYYY-MM-DD'), said.name, quantity,
          case when is_gone then 'gone' end)
        from releve.inventory_resource as said join releve.tenant using (tenant_id)
        order by taken_at, tenant.name, kind, resource
        """)
    return try database.connect().query(rows).decode(String.self)
  }

  /// Ingests lines of events; how many were accepted, were duplicates, and were kept aside.
  @discardableResult
  func ingest(_ ndjson: [UInt8]) throws -> [Int] {
    let file = try TemporaryFile(ndjson)
    var ingestion = try Ingestion(connection, directory: DocumentStore(connection).directory())
    let counts = try ingestion.run(
      try EventFormat.ndjson.open(path: file.path, now: Self.instant("2027-01-01"))
    ) { _ in }
    return [counts.accepted, counts.duplicate, counts.conflict + counts.rejected]
  }

  /// Ingests everything that was made of inventories and is not stored yet.
  func ingestPending() throws {
    let pending = try PendingEvents(connection)
    #expect(try ingest(pending.ndjson) == [pending.usage + pending.voids, 0, 0])
  }

  /// `time sku resource quantity` of the events that no void has cancelled, in their order.
  func events() throws -> [String] {
    let rows = Statement(
      name: "events",
      text: """
        select concat_ws(' ', to_char(event.occurred_at at time zone 'UTC', 'YYYY-MM-DD'), sku.sku,
          event.resource, trim_scale(event.quantity))
        from releve.event join releve.sku using (sku_id)
        where not exists (
          select from releve.event_void as void where void.target = event.identity)
        order by event.occurred_at, sku.sku, event.resource
        """)
    return try database.connect().query(rows).decode(String.self)
  }

  /// How many rows a table has.
  func count(_ table: String) throws -> Int64 {
    try database.connect()
      .query(Statement(name: "count \(table)", text: "select count(*) from releve.\(table)"))
      .single(Int64.self)
  }

  /// `2026-10-01`, or an instant as RFC 3339 writes it.
  static func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text.count == 10 ? text + "T00:00:00Z" : text))
  }

  /// A file of the provider's own samples.
  static func sample(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: "Data/console-api/\(name).json")))
  }
}

/// Objects of the API in a few words.
enum Answer {
  static func hosts(_ names: String...) -> String {
    list(names) { #"{"id":"h-\#($0)","name":"\#($0)"}"# }
  }

  /// Machines called `m-NAME`, as `NAME`.
  static func machines(_ names: String...) -> String {
    list(names) { #"{"id":"m-\#($0)","name":"\#($0)","cpu":1,"memory":1}"# }
  }

  /// Repositories of block storage: `NAME BYTES`.
  static func repositories(_ words: String...) -> String {
    list(words) { words in
      let parts = words.split(separator: " ")
      return
        #"{"id":"s-\#(parts[0])","name":"\#(parts[0])","maxCapacity":\#(parts[1]),"#
        + #""freeCapacity":0,"storageType":"lvmohba","shared":true}"#
    }
  }

  /// Policies of an enabled scheduler, each with machines: `POLICY NAME NAME`.
  static func backupPolicies(_ words: String...) -> String {
    list(words) { words in
      let parts = words.split(separator: " ")
      let machines = parts.dropFirst().map { #""m-\#($0)""# }.joined(separator: ",")
      return
        #"{"id":"\#(parts[0])","name":"\#(parts[0])","virtualMachines":[\#(machines)],"#
        + #""schedulers":[{"retention":1}]}"#
    }
  }

  /// Networks, by name; a name may stand twice.
  static func networks(_ names: String...) -> String {
    list(Array(names.enumerated())) { #"{"id":"n-\#($0.offset)","name":"\#($0.element)"}"# }
  }

  private static func list<Item>(_ items: [Item], _ object: (Item) -> String) -> String {
    "[" + items.map(object).joined(separator: ",") + "]"
  }
}
