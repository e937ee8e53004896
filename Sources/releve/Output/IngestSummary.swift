import Metering

/// The line that ends `ingest` (contract, section 3) and `quarantine retry`.
struct IngestSummary: Encodable {
  let read: Int
  let accepted: Int
  let duplicate: Int
  let conflict: Int
  let rejected: Int
  let reasons: [String: Int]
  let seconds: String
  let eventsPerSecond: Int

  init(_ counts: IngestCounts, elapsed: Duration) {
    read = counts.read
    accepted = counts.accepted
    duplicate = counts.duplicate
    conflict = counts.conflict
    rejected = counts.rejected
    reasons = Dictionary(
      uniqueKeysWithValues: counts.reasons.map { ($0.key.rawValue, $0.value) })
    let milliseconds = max(elapsed / .milliseconds(1), 1)
    seconds = elapsed.inSeconds
    eventsPerSecond = Int(Double(counts.read) * 1000 / milliseconds)
  }

  private enum CodingKeys: String, CodingKey {
    case read, accepted, duplicate, conflict, rejected, reasons, seconds
    case eventsPerSecond = "events_per_second"
  }
}
