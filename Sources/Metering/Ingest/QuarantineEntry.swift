import Crypto

/// An event that is kept aside: why, and its bytes.
struct QuarantineEntry {
  /// A code of `RejectionReason`, or `conflict`.
  let reason: String
  let detail: String
  /// 32 bytes; with the reason it tells entries apart.
  let digest: [UInt8]
  let source: String?
  let id: String?
  let reading: EventReading

  init(_ rejection: Rejection, _ reading: EventReading) {
    reason = rejection.reason.rawValue
    detail = rejection.detail
    digest = reading.rawDigest()
    source = rejection.source
    id = rejection.id
    self.reading = reading
  }

  /// An event whose identity is known with other content.
  init(conflict event: PendingEvent) {
    let (source, id) = event.name
    reason = "conflict"
    detail = "an event (\(source), \(id)) with other content came first, and stands"
    var hash = SHA256()
    hash.update(data: Array("\(source)\0\(id)\0\(event.content)".utf8))
    digest = Array(hash.finalize())
    self.source = source
    self.id = id
    reading = event.reading
  }

  /// A void that cancels a void.
  init(unknownTarget event: PendingEvent) {
    let (source, id) = event.name
    self.init(
      Rejection(
        reason: .unknownVoidTarget, detail: "its target is a void, which cannot be voided",
        source: source, id: id),
      event.reading)
  }
}

extension PendingEvent {
  /// The event's source and id as written.
  var name: (source: String, id: String) {
    switch fact {
    case .usage(let event, _, _): (event.source, event.id)
    case .void(let event, _): (event.source, event.id)
    }
  }
}
