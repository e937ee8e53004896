import Calendars
import Decimals
import Documents
import Metering
public import PostgreSQL
import SQL

/// Events that were made of inventories and have not been ingested yet: each is given again until
/// it was, so that none is lost when a pipe breaks.
public struct PendingEvents: Sendable {
  /// Usage events, in the order of their times.
  public private(set) var usage = 0
  /// Voids.
  public private(set) var voids = 0
  /// All of them as `releve ingest` reads them (contract, section 3), a line each.
  public private(set) var ndjson: [UInt8] = []

  public var isEmpty: Bool { usage + voids == 0 }

  /// Those of all tenants, or of one.
  ///
  /// - Throws: `InventoryError.unknownTenant`, `PostgresError`.
  public init(of tenant: String? = nil, _ connection: Connection) throws {
    for (name, id) in try InventoryTenants(connection).ids(of: tenant) {
      var writer = JSONWriter()
      for row in try connection.query(.named("inventory_events_pending"), id).decode(
        String.self, Instant.self, String.self, String.self, DecimalNumber.self, String.self)
      {
        Self.write(
          id: row.0, type: Event.usageType, time: row.1, subject: name, to: &writer
        ) { data in
          data.member("sku", row.2)
          data.member("resource", row.3)
          data.member("quantity", plain: row.4)
          data.member("unit", row.5)
        }
        usage += 1
      }
      for (id, target) in try connection.query(.named("inventory_voids_pending"), id)
        .decode(String.self, String.self)
      {
        Self.write(id: id, type: Event.voidType, to: &writer) { data in
          data.member("id", target)
          data.member("reason", "the inventory map, or a product, was changed")
        }
        voids += 1
      }
      ndjson += writer.bytes
    }
  }

  private static func write(
    id: String, type: String, time: Instant? = nil, subject: String? = nil,
    to writer: inout JSONWriter, _ data: (inout JSONWriter) -> Void
  ) {
    writer.object { event in
      event.member("specversion", "1.0")
      event.member("id", id)
      event.member("source", LevelEvent.source)
      event.member("type", type)
      event.member("time", ifAny: time?.description)
      event.member("subject", ifAny: subject)
      event.key("data")
      event.object(data)
    }
    writer.write("\n")
  }
}
