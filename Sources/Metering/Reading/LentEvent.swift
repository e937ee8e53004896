public import Calendars
public import Decimals
internal import Glibc

/// A text of an event as its reader lends it: UTF-8, not empty, without U+0000. Valid until the
/// reader moves on.
public typealias LentText = UnsafeBufferPointer<UInt8>

/// An event that is sound in itself, in the memory of its reader: what `Event` is to keep.
public enum LentEvent {
  /// A measured quantity, of the type `releve.usage.v1`.
  case usage(LentUsage)
  /// The cancellation of another event, of the type `releve.void.v1`.
  case void(LentVoid)
  /// Another type, otherwise sound as a usage event. The caller rejects it as `unsupportedType`
  /// after all other checks, since that reason comes last.
  case unsupported(LentUsage)
}

/// `UsageEvent` in the memory of its reader.
public struct LentUsage {
  public let id: LentText
  public let source: LentText
  public let type: LentText
  public let time: Instant
  public let tenant: LentText
  public let sku: LentText
  public let resource: LentText
  public let quantity: DecimalNumber
  public let unit: LentText?
}

/// `VoidEvent` in the memory of its reader.
public struct LentVoid {
  public let id: LentText
  public let source: LentText
  public let time: Instant?
  public let target: LentText
  public let reason: LentText?
}

/// A reading in the memory of its reader: what `EventReading` is to keep.
public struct LentReading {
  /// The line of the input at which the event starts, from 1.
  public let line: Int
  /// The event's bytes without the end of its line; of one that is too large, the first 64 KiB.
  public let raw: UnsafeBufferPointer<UInt8>
  /// The event, or why it is rejected.
  public let result: Result<LentEvent, Rejection>
  /// Length and digest of an event whose bytes were not all kept.
  let oversized: OversizedRecord?

  /// The reading of an event whose bytes are all there.
  init(line: Int, raw: UnsafeBufferPointer<UInt8>, result: Result<LentEvent, Rejection>) {
    self.init(line: line, raw: raw, result: result, oversized: nil)
  }

  /// The same reading, of an event that stands on another line.
  func moved(toLine line: Int) -> LentReading {
    LentReading(line: line, raw: raw, result: result, oversized: oversized)
  }

  /// Lends the rejection of an event that is too large.
  static func lend(line: Int, _ oversized: OversizedRecord, _ take: (LentReading) -> Void) {
    let rejection = Rejection(
      reason: .tooLarge,
      detail: "the event has \(oversized.length) bytes; at most \(RecordLimits.bytesMax) are read")
    oversized.prefix.withUnsafeBufferPointer { raw in
      take(
        LentReading(line: line, raw: raw, result: .failure(rejection), oversized: oversized))
    }
  }

  private init(
    line: Int, raw: UnsafeBufferPointer<UInt8>, result: Result<LentEvent, Rejection>,
    oversized: OversizedRecord?
  ) {
    self.line = line
    self.raw = raw
    self.result = result
    self.oversized = oversized
  }
}

extension LentText {
  /// Whether the bytes are those.
  func hasBytes(_ bytes: [UInt8]) -> Bool {
    guard count == bytes.count, let start = baseAddress else { return bytes.isEmpty && isEmpty }
    return memcmp(start, bytes, count) == 0
  }
}

extension Event {
  /// A copy to keep.
  public init(_ lent: LentEvent) {
    switch lent {
    case .usage(let usage): self = .usage(UsageEvent(usage))
    case .void(let void): self = .void(VoidEvent(void))
    case .unsupported(let usage): self = .unsupported(UsageEvent(usage))
    }
  }
}

extension UsageEvent {
  fileprivate init(_ lent: LentUsage) {
    self.init(
      id: String(lent.id), source: String(lent.source), type: String(lent.type), time: lent.time,
      tenant: String(lent.tenant), sku: String(lent.sku), resource: String(lent.resource),
      quantity: lent.quantity, unit: lent.unit.map { String($0) })
  }
}

extension VoidEvent {
  fileprivate init(_ lent: LentVoid) {
    self.init(
      id: String(lent.id), source: String(lent.source), time: lent.time,
      target: String(lent.target), reason: lent.reason.map { String($0) })
  }
}

extension String {
  /// A copy of a text.
  init(_ lent: LentText) { self.init(decoding: lent, as: UTF8.self) }
}
