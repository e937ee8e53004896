/// One event of the input, kept: where it stands, its bytes, and what they say or why they are
/// refused.
public struct EventReading: Sendable {
  /// The line of the input at which the event starts, from 1.
  public let line: Int

  /// The event's bytes without the end of its line; of one that is too large, the first 64 KiB.
  public let raw: [UInt8]

  /// The number of bytes of the whole event.
  public let rawLength: Int

  /// The event, or why it is rejected.
  public let result: Result<Event, Rejection>

  /// The digest of an event whose bytes were not all kept.
  private let runningDigest: [UInt8]?

  /// A copy of a reading, to keep.
  public init(_ lent: LentReading) {
    line = lent.line
    raw = Array(lent.raw)
    rawLength = lent.oversized?.length ?? lent.raw.count
    result = lent.result.map { Event($0) }
    runningDigest = lent.oversized?.digest()
  }

  /// The SHA-256 of all bytes of the event, 32 bytes. Computed on each call: O(`rawLength`).
  public func rawDigest() -> [UInt8] {
    runningDigest ?? ContentDigest.sha256(raw)
  }
}
