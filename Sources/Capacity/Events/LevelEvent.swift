import Calendars
import Crypto
import Decimals
import Documents

/// A level that a resource holds from an instant on: what a usage event says.
struct LevelEvent: Hashable {
  let resource: BillableResource.Key
  let takenAt: Instant
  let item: BilledResources.Item
  /// 0 where the resource is let go.
  let quantity: DecimalNumber

  init(
    resource: BillableResource.Key, takenAt: Instant, item: BilledResources.Item,
    quantity: DecimalNumber
  ) {
    self.resource = resource
    self.takenAt = takenAt
    self.item = item
    // Equal numbers are equal texts.
    self.quantity = quantity.normalised
  }

  /// The emitter of all events that are made of inventories.
  static let source = "/releve/inventory"

  /// The event's id: the same on every machine and in every run. `generation` tells apart what was
  /// cancelled and is wanted again.
  func id(tenant: String, generation: Int32) -> String {
    let parts = [
      tenant, resource.id, String(takenAt.microseconds), item.product, item.sku, item.unit,
      quantity.plain, String(generation),
    ]
    // No text of an event holds U+0000.
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{0}").utf8))
    return resource.kind.rawValue + "-" + digest.prefix(16).hexadecimal
  }

  /// The id of the void that cancels an event.
  static func voidID(of id: String) -> String { "void-" + id }
}
