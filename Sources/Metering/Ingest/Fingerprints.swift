import Calendars
import Crypto
import Decimals

/// The digests by which events are told apart. Keeps its memory between events.
struct Fingerprints {
  private var bytes: [UInt8] = []

  private static let usageType = Array(Event.usageType.utf8)
  private static let voidType = Array(Event.voidType.utf8)

  /// What identifies an event over all organisations and times: the first half of SHA-256 over
  /// (source, id).
  mutating func identity(source: LentText, id: LentText) -> UInt128 {
    bytes.removeAll(keepingCapacity: true)
    add(source)
    add(id)
    return digest()
  }

  /// The identity of texts that are kept.
  static func identity(source: String, id: String) -> UInt128 {
    var fingerprints = Fingerprints()
    fingerprints.add(source.utf8)
    fingerprints.add(id.utf8)
    return fingerprints.digest()
  }

  /// What makes two usage events the same: the first half of SHA-256 over type, instant, tenant,
  /// product, canonical SKU, resource and quantity as a number (contract, section 3).
  mutating func content(of event: LentUsage, item: [UInt8]) -> UInt128 {
    bytes.removeAll(keepingCapacity: true)
    add(Self.usageType)
    add(event.time)
    add(event.tenant)
    add(item)
    add(event.resource)
    event.quantity.appendPlain(to: &bytes)
    bytes.append(0)
    return digest()
  }

  /// What makes two voids the same: type, instant if any, target.
  mutating func content(of event: LentVoid) -> UInt128 {
    bytes.removeAll(keepingCapacity: true)
    add(Self.voidType)
    if let time = event.time { add(time) } else { bytes.append(0) }
    add(event.target)
    return digest()
  }

  /// Product and canonical SKU, as `content(of:item:)` takes them.
  static func item(product: String, sku: String) -> [UInt8] {
    Array(product.utf8) + [0] + Array(sku.utf8)
  }

  /// U+0000, which no text of an event holds, ends each text.
  private mutating func add(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    bytes.append(0)
  }

  private mutating func add(_ time: Instant) {
    DecimalNumber(time.microseconds).appendPlain(to: &bytes)
    bytes.append(0)
  }

  private func digest() -> UInt128 {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { digest in
      // A digest has 32 bytes.
      UInt128(bigEndian: digest.loadUnaligned(as: UInt128.self))
    }
  }
}
