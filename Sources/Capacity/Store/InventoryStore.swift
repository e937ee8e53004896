public import Calendars
import Documents
public import PostgreSQL
import SQL

/// The snapshots that are stored.
public struct InventoryStore {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// What each tenant that has a snapshot had at the last one, or one tenant, by the tenant's name;
  /// at the last one that was taken by an instant, where one is given.
  ///
  /// A part that was not read then is as it was when it was last read; `earlierParts` says when.
  public func latest(
    of tenant: String? = nil, asOf: Instant? = nil
  ) throws -> [StoredInventory] {
    let rows = try connection.query(.named("inventory_parts_last"), tenant, asOf)
      .decode(String.self, String.self, Instant.self, Bytes.self)
    return try Dictionary(grouping: rows, by: \.0).sorted { $0.key < $1.key }
      .map { tenant, rows in
        let takenAt = rows.map(\.2).max() ?? .distantPast
        var reader = InventoryReader()
        var earlier: [InventoryPart: Instant] = [:]
        for (_, name, readAt, body) in rows {
          guard let part = InventoryPart(rawValue: name) else { continue }
          try reader.read(body.bytes, as: part, file: "\(name) of \(tenant), \(readAt)")
          if readAt < takenAt { earlier[part] = readAt }
        }
        return StoredInventory(
          tenant: tenant, takenAt: takenAt, earlierParts: earlier, inventory: reader.inventory,
          refused: reader.refused)
      }
  }
}
