import Calendars
import PostgreSQL
import SQL

/// One snapshot while it is written.
struct InventoryStoring {
  private let connection: Connection
  private let tenant: String
  private let takenAt: Instant
  private let allGone: Set<BillableResource.Kind>
  private let contents: [InventoryPart: (digest: Bytes, body: Bytes)]

  init(
    _ connection: Connection, tenant: String, takenAt: Instant,
    allGone: Set<BillableResource.Kind>, contents: [InventoryPart: (digest: Bytes, body: Bytes)]
  ) {
    self.connection = connection
    self.tenant = tenant
    self.takenAt = takenAt
    self.allGone = allGone
    self.contents = contents
  }

  /// Whether this very snapshot is stored.
  func isStored() throws -> Bool {
    try differences(tenants.id(of: tenant)) == []
  }

  /// Writes the snapshot, within a transaction.
  func store(
    _ inventory: Inventory, _ result: InventoryImportResult, incomplete: Set<InventoryPart>
  ) throws -> InventoryImportResult {
    var result = result
    try connection.execute(.named("inventory_lock"))
    let tenantID = try tenants.id(of: tenant)
    if let differences = try differences(tenantID) {
      guard differences.isEmpty else {
        throw InventoryError.otherSnapshot(
          tenant: tenant, takenAt: takenAt, parts: differences)
      }
      result.isUnchanged = true
      for index in result.parts.indices { result.parts[index].isKnown = true }
      return result
    }
    let last = try connection.query(.named("inventory_snapshot_latest"), tenantID)
      .single(Instant?.self)
    if let last, last > takenAt {
      throw InventoryError.olderThanLast(tenant: tenant, takenAt: takenAt, last: last)
    }
    try storeParts(tenantID, &result)
    try storeResources(
      BillableResources(inventory, tenant: tenant, incomplete: incomplete), tenantID, &result)
    try storeMeasures(CapacityMeasure.all(of: inventory, incomplete: incomplete), tenantID)
    return result
  }

  private var tenants: InventoryTenants { InventoryTenants(connection) }

  /// The parts in which a stored snapshot of the same instant differs; nil where there is none.
  private func differences(_ tenantID: Int32) throws -> [String]? {
    let rows = try connection.query(.named("inventory_snapshot_parts"), tenantID, takenAt)
      .decode(String.self, Bytes.self)
    guard !rows.isEmpty else { return nil }
    let stored = Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    let own = Dictionary(
      contents.map { ($0.key.rawValue, $0.value.digest) }, uniquingKeysWith: { first, _ in first })
    return Set(stored.keys).union(own.keys).filter { stored[$0] != own[$0] }.sorted()
  }

  private func storeParts(_ tenantID: Int32, _ result: inout InventoryImportResult) throws {
    let snapshotID = try connection.query(
      .named("inventory_snapshot_record"), tenantID, takenAt
    ).single(Int64.self)
    for index in result.parts.indices {
      guard let content = contents[result.parts[index].part] else { continue }
      let count = try connection.execute(
        .named("inventory_content_record"), content.digest, content.body)
      result.parts[index].isKnown = count == 0
    }
    let parts = contents.map { ($0.key.rawValue, $0.value.digest) }
    try connection.execute(
      .named("inventory_parts_record"), snapshotID, parts.map(\.0), parts.map(\.1))
  }

  private func storeResources(
    _ resources: BillableResources, _ tenantID: Int32, _ result: inout InventoryImportResult
  ) throws {
    let last = try ResourceVersions(connection).last(ofTenant: tenantID)
    result.held = resources.emptied(against: last).filter { !allGone.contains($0.kind) }
    let held = Set(result.held.map(\.kind))
    let added = ResourceVersion.added(by: resources, to: last)
      .filter { !$0.isGone || !held.contains($0.resource.kind) }
    let there = Set(last.filter { !$0.isGone }.map(\.resource.key))
    for version in added {
      if version.isGone {
        result.released += 1
      } else if there.contains(version.resource.key) {
        result.changed += 1
      } else {
        result.new += 1
      }
    }
    guard !added.isEmpty else { return }
    try connection.execute(
      .named("inventory_resources_record"), tenantID, takenAt,
      added.map(\.resource.kind.rawValue), added.map(\.resource.id), added.map(\.resource.name),
      added.map(\.resource.quantity), added.map(\.isGone))
  }

  private func storeMeasures(_ measures: [CapacityMeasure], _ tenantID: Int32) throws {
    guard !measures.isEmpty else { return }
    try connection.execute(
      .named("inventory_measures_record"), tenantID, takenAt, measures.map(\.kind.rawValue),
      measures.map(\.id), measures.map(\.name), measures.map(\.used.bytes),
      measures.map(\.size.bytes))
  }
}
