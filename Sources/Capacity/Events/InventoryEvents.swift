import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL
import SQL

/// Usage events of what inventories list, under the map in force now.
///
/// What is wanted is compared with what was recorded before: a map that is mended adds the events
/// that were missing, from the first sight of a resource on, and cancels the wrong ones. Each event
/// has one id for ever, so that nothing is billed twice.
public struct InventoryEvents {
  /// What deriving came to.
  public struct Outcome: Equatable, Sendable {
    /// Events that were recorded now.
    public internal(set) var added = 0
    /// Events that were cancelled now.
    public internal(set) var cancelled = 0
    /// What no rule mentions, by tenant, kind and id.
    public internal(set) var unmapped: [UnmappedResource] = []
    /// Tenants with snapshots that no inventory map has: nothing of theirs is billed.
    public internal(set) var tenantsWithoutMap: [String] = []

    public init(added: Int = 0, cancelled: Int = 0) {
      self.added = added
      self.cancelled = cancelled
    }

    /// Whether something is not billed that a person should look at.
    public var needsPerson: Bool { !unmapped.isEmpty || !tenantsWithoutMap.isEmpty }
  }

  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Records the events of all tenants' resources, or of one tenant's, in one transaction.
  ///
  /// - Throws: `InventoryError.unknownTenant`, `.unusableProduct`, `PostgresError`; nothing is
  ///   recorded then.
  public func derive(of tenant: String? = nil) throws -> Outcome {
    // Running it again is right whether or not it was stored: what is recorded is not added again.
    try connection.transaction(askingAfterLoss: { nil }) {
      try connection.execute(.named("inventory_lock"))
      let directory = try DocumentStore(connection).directory()
      let tenants = try InventoryTenants(connection).ids(of: tenant)
      var outcome = Outcome()
      for (name, id) in tenants {
        try derive(of: name, id, directory, into: &outcome)
      }
      return outcome
    }
  }

  /// What is not billed, without recording anything.
  ///
  /// - Throws: `InventoryError.unusableProduct`, `PostgresError`.
  public func unbilled(_ directory: Directory) throws -> Outcome {
    var outcome = Outcome()
    for (tenant, id) in try InventoryTenants(connection).ids(of: nil) {
      _ = try wanted(of: tenant, id, directory, into: &outcome)
    }
    return outcome
  }

  private func derive(
    of tenant: String, _ tenantID: Int32, _ directory: Directory, into outcome: inout Outcome
  ) throws {
    guard let wanted = try wanted(of: tenant, tenantID, directory, into: &outcome) else { return }
    let difference = EventDifference(
      wanted: wanted, recorded: try recorded(ofTenant: tenantID))
    try record(difference, tenant, tenantID)
    outcome.added += difference.added.count
    outcome.cancelled += difference.cancelled.count
  }

  /// The events that a tenant's resources come to; nil where no map has it, and nothing is to be
  /// compared: what was billed stays, for a map that was mistyped, or forgotten, cancels nothing.
  private func wanted(
    of tenant: String, _ tenantID: Int32, _ directory: Directory, into outcome: inout Outcome
  ) throws -> [LevelEvent]? {
    let versions = try ResourceVersions(connection).all(ofTenant: tenantID)
    guard let map = directory.inventoryMap(ofTenant: tenant) else {
      if !versions.isEmpty { outcome.tenantsWithoutMap.append(tenant) }
      return nil
    }
    let billed = try BilledResources(map, products: directory.products)
    let last = try connection.query(.named("inventory_snapshot_latest"), tenantID)
      .single(Instant?.self)
    let wanted = try LevelEvents(
      versions, tenant: tenant, billed: billed, until: last ?? .distantPast)
    outcome.unmapped += wanted.unmapped
    return wanted.events
  }

  private func recorded(ofTenant tenantID: Int32) throws -> [RecordedEvent] {
    try connection.query(.named("inventory_events_recorded"), tenantID).decode(
      Int64.self, String.self, String.self, Instant.self, String.self, String.self, String.self,
      DecimalNumber.self, Int32.self, String.self, Bool.self
    ).compactMap { row in
      guard let kind = BillableResource.Kind(rawValue: row.1) else { return nil }
      return RecordedEvent(
        eventID: row.0,
        event: LevelEvent(
          resource: .init(kind: kind, id: row.2), takenAt: row.3,
          item: .init(product: row.4, sku: row.5, unit: row.6), quantity: row.7),
        generation: row.8, id: row.9, isCancelled: row.10)
    }
  }

  private func record(
    _ difference: EventDifference, _ tenant: String, _ tenantID: Int32
  ) throws {
    if !difference.added.isEmpty {
      let events = difference.added.map(\.event)
      let ids = difference.added.map { $0.event.id(tenant: tenant, generation: $0.generation) }
      try connection.execute(
        .named("inventory_events_record"), tenantID, ids.map(Self.identity),
        events.map(\.resource.kind.rawValue), events.map(\.resource.id), events.map(\.takenAt),
        events.map(\.item.product), events.map(\.item.sku), events.map(\.item.unit),
        events.map(\.quantity), difference.added.map(\.generation), ids)
    }
    if !difference.cancelled.isEmpty {
      let ids = difference.cancelled.map { LevelEvent.voidID(of: $0.id) }
      try connection.execute(
        .named("inventory_voids_record"), difference.cancelled.map(\.eventID),
        ids.map(Self.identity), ids)
    }
  }

  private static func identity(of id: String) -> UInt128 {
    Event.identity(source: LevelEvent.source, id: id)
  }
}
