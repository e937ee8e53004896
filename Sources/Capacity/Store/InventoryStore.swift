public import Calendars
import Documents
public import PostgreSQL
import SQL

/// The snapshots that are stored.
public struct InventoryStore {
  /// A snapshot without its contents.
  public struct Snapshot: Equatable, Sendable {
    /// Ours.
    public let tenant: String
    public let takenAt: Instant
    public let parts: Set<InventoryPart>
  }

  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Snapshots of all tenants, or of one, the latest first.
  public func snapshots(of tenant: String? = nil) throws -> [Snapshot] {
    try connection.query(.named("inventory_snapshots"), tenant)
      .decode(String.self, Instant.self, [String].self)
      .map { tenant, takenAt, parts in
        Snapshot(
          tenant: tenant, takenAt: takenAt,
          parts: Set(parts.compactMap { InventoryPart(rawValue: $0) }))
      }
  }

  /// The last snapshot of each tenant that has one, or of one tenant, by the tenant's name; the
  /// last that was taken by an instant, where one is given.
  ///
  /// A part that could not be read then is missing, also where an earlier snapshot has it: what
  /// was true at different times does not fit together.
  public func latest(
    of tenant: String? = nil, asOf: Instant? = nil
  ) throws -> [StoredInventory] {
    try connection.query(.named("inventory_snapshots_last"), tenant, asOf)
      .decode(String.self, Int64.self, Instant.self)
      .map { tenant, id, takenAt in
        let parts = try connection.query(.named("inventory_snapshot_contents"), id)
          .decode(String.self, Bytes.self)
        var reader = InventoryReader()
        for (name, body) in parts {
          guard let part = InventoryPart(rawValue: name) else { continue }
          try reader.read(body.bytes, as: part, file: "\(name) of \(tenant), \(takenAt)")
        }
        return StoredInventory(
          tenant: tenant, takenAt: takenAt, inventory: reader.inventory, refused: reader.refused)
      }
  }
}
