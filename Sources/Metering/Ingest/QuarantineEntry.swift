import Crypto

/// An event that is kept aside: why, and its bytes.
struct QuarantineEntry: Sendable {
  /// A code of `RejectionReason`, or `conflict`.
  let reason: String
  let detail: String
  /// 32 bytes; with the reason it tells entries apart.
  let digest: [UInt8]
  let source: String?
  let id: String?
  /// Of source and id, where both could be read.
  let identity: UInt128?
  let line: Int
  /// The bytes as they came; of an event that is too large, the first 64 KiB of `rawLength`.
  let raw: [UInt8]
  let rawLength: Int

  /// The reason of a conflict.
  static let conflict = "conflict"

  init(_ rejection: Rejection, _ reading: EventReading, form: RecordForm) {
    reason = rejection.reason.rawValue
    detail = rejection.detail
    digest = form.digest(ofRecord: reading.rawDigest())
    source = rejection.source
    id = rejection.id
    identity = rejection.source.flatMap { source in
      rejection.id.map { Fingerprints.identity(source: source, id: $0) }
    }
    line = reading.line
    raw = reading.raw
    rawLength = reading.rawLength
  }

  /// An event whose identity is known with other content.
  init(conflict event: PendingEvent, in batch: EventBatch) {
    let (source, id) = batch.name(of: event)
    self.init(
      event, in: batch, reason: Self.conflict,
      detail: "an event (\(source), \(id)) with other content came first, and stands",
      digest: ContentDigest.sha256(Array("\(source)\0\(id)\0\(event.content)".utf8)))
  }

  /// A void that cancels a void.
  init(unknownTarget event: PendingEvent, in batch: EventBatch) {
    self.init(
      event, in: batch, reason: RejectionReason.unknownVoidTarget.rawValue,
      detail: "its target is a void, which cannot be voided",
      digest: ContentDigest.sha256(batch.raw(of: event)))
  }

  private init(
    _ event: PendingEvent, in batch: EventBatch, reason: String, detail: String, digest: [UInt8]
  ) {
    self.reason = reason
    self.detail = detail
    self.digest = digest
    (source, id) = batch.name(of: event)
    identity = event.identity
    line = event.line
    raw = batch.raw(of: event)
    rawLength = raw.count
  }
}
