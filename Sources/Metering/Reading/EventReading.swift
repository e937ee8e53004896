/// One event of the input: where it stands, its bytes, and what they say or why they are refused.
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

  /// The reading of an event whose bytes are all there.
  init(line: Int, raw: [UInt8], result: Result<Event, Rejection>) {
    self.line = line
    self.raw = raw
    self.rawLength = raw.count
    self.result = result
    self.runningDigest = nil
  }

  /// The rejection of an event that is too large.
  init(line: Int, oversized: OversizedRecord) {
    self.line = line
    self.raw = oversized.prefix
    self.rawLength = oversized.length
    self.result = .failure(
      Rejection(
        reason: .tooLarge,
        detail: "the event has \(oversized.length) bytes; at most \(RecordLimits.bytesMax) are read"
      ))
    self.runningDigest = oversized.digest()
  }

  /// The SHA-256 of all bytes of the event, 32 bytes. Computed on each call: O(`rawLength`).
  public func rawDigest() -> [UInt8] {
    runningDigest ?? ContentDigest.sha256(raw)
  }
}
