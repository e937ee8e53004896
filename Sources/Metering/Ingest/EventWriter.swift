import Calendars
import PostgreSQL
import SQL

/// Writes batches of events: each in one transaction, with what identifies them, their outcomes and
/// what is kept aside. Killed at any point, a batch is there as a whole or not at all.
struct EventWriter {
  private let connection: Connection
  private var partitions: Set<LocalDate> = []
  /// Whether the events are looked up first. Most input is new: it is written at once, and where
  /// the database refuses an identity that it has, the batch is settled by what it has.
  private var expectsKnown = false

  /// How often a batch is settled anew because another process stored one of its events meanwhile.
  private static let attemptsMax = 20

  init(_ connection: Connection) { self.connection = connection }

  /// What is known of a batch before it is written.
  enum Mode {
    /// No event of it was met before in this run: it is written without looking, unless the
    /// database turns out to have many of them.
    case new
    /// Events may be known, or void others: settled by what is stored.
    case settling
    /// Events that were kept aside are read again: those that are rejected again stay as they are.
    case retrying
  }

  /// Writes a batch and tells what became of its events. `number` is its own within the ingestion.
  mutating func write(
    _ batch: EventBatch, number: Int32, mode: Mode
  ) throws -> IngestCounts {
    try ensurePartitions(batch.months)
    var looksUp = mode != .new || expectsKnown
    var attempt = 1
    while true {
      do {
        var counts = IngestCounts()
        // A batch whose COMMIT was lost is there with its record, or not at all.
        try connection.transaction(
          askingAfterLoss: { [connection] in
            try Self.isRecorded(batch, number: number, connection) ? () : nil
          },
          { counts = try store(batch, number: number, mode: mode, looksUp: looksUp) })
        if looksUp, mode == .new { expectsKnown = counts.duplicate + counts.conflict > 0 }
        return counts
      } catch let error as PostgresError
        where error.isRaceForIdentity && attempt < Self.attemptsMax
      {
        looksUp = true
        attempt += 1
      }
    }
  }

  private func store(
    _ batch: EventBatch, number: Int32, mode: Mode, looksUp: Bool
  ) throws -> IngestCounts {
    let events = batch.events
    let settlement =
      looksUp
      ? try Settlement(events, known: knownContents(events), voids: knownVoids(events))
      : Settlement(allNew: events)
    let aside =
      batch.rejected
      + settlement.unknownTargets.map { QuarantineEntry(unknownTarget: $0, in: batch) }
      + settlement.conflicts.map { QuarantineEntry(conflict: $0, in: batch) }
    let counts = IngestCounts(settlement, aside: aside)
    try connection.execute(
      .named("ingestion_batch_record"), batch.ingestionID, number, Int32(counts.accepted),
      Int32(counts.duplicate), Int32(counts.conflict), Int32(counts.rejected))
    try store(settlement.accepted, of: batch)
    // A conflict that comes to light only now is kept for a person, as if it had come now.
    let kept = mode == .retrying ? aside.filter { $0.reason == QuarantineEntry.conflict } : aside
    try keepAside(kept, batch.ingestionID, number)
    return counts
  }

  private static func isRecorded(
    _ batch: EventBatch, number: Int32, _ connection: Connection
  ) throws -> Bool {
    try connection.query(.named("ingestion_batch_exists"), batch.ingestionID, number)
      .single(Bool.self)
  }

  private func knownContents(_ events: [PendingEvent]) throws -> [UInt128: UInt128] {
    let identities = events.map(\.identity).sorted()
    let rows = try connection.query(.named("event_identities_known"), identities)
      .decode(UInt128.self, UInt128.self)
    return Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
  }

  private func knownVoids(_ events: [PendingEvent]) throws -> Set<UInt128> {
    let targets = events.compactMap(\.target)
    guard !targets.isEmpty else { return [] }
    return Set(try connection.query(.named("event_voids_known"), targets).decode(UInt128.self))
  }

  /// Identities go in by their order: it halves the cost of their index, and two processes that
  /// wait for each other's rows cannot wait in a circle.
  private func store(_ events: [PendingEvent], of batch: EventBatch) throws {
    guard !events.isEmpty else { return }
    let keys = events.map {
      (identity: $0.identity, content: $0.content, time: $0.time, tenantID: $0.tenantID)
    }.sorted { $0.identity < $1.identity }
    try connection.copyIn(.named("event_identities_copy")) { rows in
      for key in keys { try rows.row(key.identity, key.content, key.time, key.tenantID) }
    }
    try connection.copyIn(.named("events_copy")) { rows in
      try rows.append(batch.usageRows, of: events.compactMap { $0.target == nil ? $0.row : nil })
    }
    try connection.execute(.named("meter_queue_events"), batch.ingestionID, batch.days.sorted())
    let targets = events.compactMap(\.target)
    guard !targets.isEmpty else { return }
    try connection.execute(.named("meter_queue_targets"), targets)
    try connection.copyIn(.named("event_voids_copy")) { rows in
      try rows.append(batch.voidRows, of: events.compactMap { $0.target != nil ? $0.row : nil })
    }
  }

  private func keepAside(
    _ entries: [QuarantineEntry], _ ingestionID: Int32, _ number: Int32
  ) throws {
    guard !entries.isEmpty else { return }
    let reasons = entries.map(\.reason)
    let digests = entries.map { Bytes($0.digest) }
    try connection.execute(
      .named("quarantine_add"), reasons, entries.map(\.detail), digests,
      entries.map { Bytes($0.raw) }, entries.map { Int64($0.rawLength) },
      entries.map(\.source), entries.map(\.id), entries.map(\.identity), ingestionID,
      entries.map { Int64($0.line) })
    try connection.execute(.named("quarantine_count"), reasons, digests, ingestionID, number)
  }

  /// Partitions are made outside the batch's transaction, so that nobody waits for its end.
  private mutating func ensurePartitions(_ months: Set<LocalDate>) throws {
    for month in months.subtracting(partitions).sorted() {
      _ = try connection.query(.named("event_partition_ensure"), month)
      partitions.insert(month)
    }
  }
}

extension IngestCounts {
  fileprivate init(_ settlement: Settlement, aside: [QuarantineEntry]) {
    accepted = settlement.accepted.count
    duplicate = settlement.duplicates
    conflict = settlement.conflicts.count
    rejected = aside.count - conflict
    for entry in aside {
      guard let reason = RejectionReason(rawValue: entry.reason) else { continue }
      reasons[reason, default: 0] += 1
    }
  }
}

extension PostgresError {
  /// Another process stored an event of this batch between the look-up and the write.
  fileprivate var isRaceForIdentity: Bool {
    sqlState == .uniqueViolation
      && ["event_identity_key", "event_void_key"].contains(constraint ?? "")
  }
}
