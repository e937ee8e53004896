import Calendars
import Crypto
import Decimals

/// An event that is sound and resolved, on its way into the database.
struct PendingEvent {
  enum Fact {
    case usage(UsageEvent, tenantID: Int32, skuID: Int32)
    case void(VoidEvent, target: UInt128)
  }

  /// What identifies it over all organisations and times: the first half of SHA-256 over
  /// (source, id).
  let identity: UInt128

  /// What makes two events the same: the first half of SHA-256 over type, instant, tenant, product,
  /// canonical SKU, resource and quantity (contract, section 3).
  let content: UInt128

  let fact: Fact
  let reading: EventReading

  static func usage(
    _ event: UsageEvent, item: ProductResolver.Item, tenantID: Int32, skuID: Int32,
    reading: EventReading
  ) -> PendingEvent {
    PendingEvent(
      identity: identity(source: event.source, id: event.id),
      content: fingerprint([
        event.type, String(event.time.microseconds), event.tenant, item.product, item.sku,
        event.resource, event.quantity.plain,
      ]),
      fact: .usage(event, tenantID: tenantID, skuID: skuID), reading: reading)
  }

  static func void(_ event: VoidEvent, reading: EventReading) -> PendingEvent {
    PendingEvent(
      identity: identity(source: event.source, id: event.id),
      content: fingerprint([
        Event.voidType, event.time.map { String($0.microseconds) } ?? "", event.target,
      ]),
      fact: .void(event, target: identity(source: event.source, id: event.target)),
      reading: reading)
  }

  /// The identity of (source, id).
  static func identity(source: String, id: String) -> UInt128 { fingerprint([source, id]) }

  /// The first 16 bytes of SHA-256 over texts; U+0000, which no text of an event holds, ends each.
  private static func fingerprint(_ texts: [String]) -> UInt128 {
    var bytes: [UInt8] = []
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      bytes.append(0)
    }
    return SHA256.hash(data: bytes).prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }
}
