internal import Crypto

/// How much of one event is read and kept.
package enum RecordLimits {
  /// The longest event that is read: 1 MiB.
  package static let bytesMax = 1 << 20

  /// What is kept of a longer one: 64 KiB.
  static let prefixBytesMax = 1 << 16
}

/// An event over the limit: its beginning, its length and its digest, in constant memory.
package struct OversizedRecord: Sendable {
  /// The first bytes, at most `RecordLimits.prefixBytesMax`.
  private(set) var prefix: [UInt8] = []

  /// The bytes seen so far.
  package private(set) var length = 0

  private var hash = SHA256()

  /// Takes the next bytes.
  mutating func absorb(_ bytes: ArraySlice<UInt8>) {
    prefix += bytes.prefix(RecordLimits.prefixBytesMax - prefix.count)
    length += bytes.count
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// The SHA-256 of all bytes seen so far, 32 bytes.
  func digest() -> [UInt8] { Array(hash.finalize()) }
}

/// Digests of bytes that are all in memory.
enum ContentDigest {
  /// SHA-256, 32 bytes.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }
}
