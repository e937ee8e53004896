import Calendars
import Crypto
import Decimals
internal import Glibc

/// The digests by which events are told apart. Keeps its memory between events.
struct Fingerprints {
  private var memory = [UInt8](repeating: 0, count: 1024)

  private static let usageType = Array(Event.usageType.utf8)
  private static let voidType = Array(Event.voidType.utf8)

  /// What identifies an event over all organisations and times: the first half of SHA-256 over
  /// (source, id).
  mutating func identity(source: LentText, id: LentText) -> UInt128 {
    digest(textBytes: source.count + id.count) { input in
      input.add(source)
      input.add(id)
    }
  }

  /// The identity of texts that are kept.
  static func identity(source: String, id: String) -> UInt128 {
    var fingerprints = Fingerprints()
    return Array(source.utf8).withUnsafeBufferPointer { source in
      Array(id.utf8).withUnsafeBufferPointer { id in
        fingerprints.identity(source: source, id: id)
      }
    }
  }

  /// What makes two usage events the same: the first half of SHA-256 over type, instant, tenant,
  /// product, canonical SKU, resource and quantity as a number (contract, section 3).
  mutating func content(of event: LentUsage, item: [UInt8]) -> UInt128 {
    let textBytes = event.tenant.count + item.count + event.resource.count
    return digest(textBytes: textBytes + Self.usageType.count) { input in
      input.add(Self.usageType)
      input.add(event.time)
      input.add(event.tenant)
      input.add(item)
      input.add(event.resource)
      event.quantity.withPlainBytes { input.add($0) }
    }
  }

  /// What makes two voids the same: type, instant if any, target.
  mutating func content(of event: LentVoid) -> UInt128 {
    digest(textBytes: Self.voidType.count + event.target.count) { input in
      input.add(Self.voidType)
      if let time = event.time { input.add(time) } else { input.add([]) }
      input.add(event.target)
    }
  }

  /// Product and canonical SKU, as `content(of:item:)` takes them.
  static func item(product: String, sku: String) -> [UInt8] {
    Array(product.utf8) + [0] + Array(sku.utf8)
  }

  /// The digest of what `fill` adds: texts of so many bytes in all, and at most two numbers.
  private mutating func digest(
    textBytes: Int, _ fill: (inout DigestInput) -> Void
  ) -> UInt128 {
    let bytesMax = textBytes + DigestInput.overheadMax
    if memory.count < bytesMax { memory = [UInt8](repeating: 0, count: bytesMax) }
    return memory.withUnsafeMutableBytes { memory in
      var input = DigestInput(memory)
      fill(&input)
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: memory[..<input.count]))
      return hash.finalize().withUnsafeBytes { digest in
        // A digest has 32 bytes.
        UInt128(bigEndian: digest.loadUnaligned(as: UInt128.self))
      }
    }
  }
}

/// The bytes of one digest: texts, each ended by U+0000, which no text of an event holds.
private struct DigestInput {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  /// Beside the texts: two numbers, and an end for each of at most eight parts.
  static let overheadMax = 2 * DecimalNumber.plainBytesMax + 8

  init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

  mutating func add(_ text: LentText) {
    precondition(count + text.count < memory.count, "more was added than was told")
    if let source = text.baseAddress, let start = memory.baseAddress {
      memcpy(start + count, source, text.count)
    }
    memory[count + text.count] = 0
    count += text.count + 1
  }

  mutating func add(_ text: [UInt8]) { text.withUnsafeBufferPointer { add($0) } }

  mutating func add(_ time: Instant) {
    DecimalNumber(time.microseconds).withPlainBytes { add($0) }
  }
}
