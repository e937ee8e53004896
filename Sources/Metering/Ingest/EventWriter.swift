import Calendars
import PostgreSQL
import SQL

/// Writes batches of events: each in one transaction, with what identifies them, their outcomes and
/// what is kept aside. Killed at any point, a batch is there as a whole or not at all.
struct EventWriter {
  private let connection: Connection
  private let ingestionID: Int32
  private var batchNumber: Int32 = 0
  private var partitions: Set<LocalDate> = []

  /// How often a batch is settled anew because another process stored one of its events meanwhile.
  private static let attemptsMax = 20

  init(_ connection: Connection, file: String) throws {
    self.connection = connection
    ingestionID = try connection.query(.named("ingestion_start"), file).single(Int32.self)
  }

  /// Writes one batch and tells what became of its events.
  mutating func write(
    _ events: [PendingEvent], rejected: [QuarantineEntry]
  ) throws -> IngestCounts {
    try ensurePartitions(for: events)
    batchNumber += 1
    var attempt = 1
    while true {
      do {
        return try connection.transaction { try settle(events, rejected: rejected) }
      } catch let error as PostgresError
        where error.isRaceForIdentity && attempt < Self.attemptsMax
      {
        attempt += 1
      }
    }
  }

  private func settle(
    _ events: [PendingEvent], rejected: [QuarantineEntry]
  ) throws -> IngestCounts {
    let settlement = try Settlement(events, known: knownContents(events), voids: knownVoids(events))
    let aside =
      rejected
      + settlement.unknownTargets.map(QuarantineEntry.init(unknownTarget:))
      + settlement.conflicts.map(QuarantineEntry.init(conflict:))
    var counts = IngestCounts()
    counts.accepted = settlement.accepted.count
    counts.duplicate = settlement.duplicates
    counts.conflict = settlement.conflicts.count
    counts.rejected = aside.count - counts.conflict
    for entry in aside {
      guard let reason = RejectionReason(rawValue: entry.reason) else { continue }
      counts.reasons[reason, default: 0] += 1
    }
    try connection.execute(
      .named("ingestion_batch_record"), ingestionID, batchNumber, Int32(counts.accepted),
      Int32(counts.duplicate), Int32(counts.conflict), Int32(counts.rejected))
    try store(settlement.accepted)
    try keepAside(aside)
    return counts
  }

  private func knownContents(_ events: [PendingEvent]) throws -> [UInt128: UInt128] {
    let identities = Set(events.map(\.identity)).sorted()
    let rows = try connection.query(.named("event_identities_known"), identities)
      .decode(UInt128.self, UInt128.self)
    return Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
  }

  private func knownVoids(_ events: [PendingEvent]) throws -> Set<UInt128> {
    let targets = events.compactMap { event in
      if case .void(_, let target) = event.fact { target } else { nil }
    }
    guard !targets.isEmpty else { return [] }
    return Set(try connection.query(.named("event_voids_known"), targets).decode(UInt128.self))
  }

  /// Identities go in by their order: it halves the cost of their index, and two processes that
  /// wait for each other's rows cannot wait in a circle.
  private func store(_ events: [PendingEvent]) throws {
    let byIdentity = events.sorted { $0.identity < $1.identity }
    _ = try connection.copyIn(.named("event_identities_copy")) { rows in
      for event in byIdentity { try rows.row(event.identity, event.content) }
    }
    _ = try connection.copyIn(.named("events_copy")) { rows in
      for event in events {
        guard case .usage(let usage, let tenantID, let skuID) = event.fact else { continue }
        try rows.row(
          usage.time, event.identity, tenantID, skuID, ingestionID, Int64(event.reading.line),
          usage.quantity, usage.resource, usage.source, usage.id)
      }
    }
    _ = try connection.copyIn(.named("event_voids_copy")) { rows in
      for event in events {
        guard case .void(let void, let target) = event.fact else { continue }
        try rows.row(
          event.identity, target, void.time, ingestionID, Int64(event.reading.line), void.source,
          void.id, void.target, void.reason)
      }
    }
  }

  private func keepAside(_ entries: [QuarantineEntry]) throws {
    guard !entries.isEmpty else { return }
    let reasons = entries.map(\.reason)
    let digests = entries.map { Bytes($0.digest) }
    try connection.execute(
      .named("quarantine_add"), reasons, entries.map(\.detail), digests,
      entries.map { Bytes($0.reading.raw) }, entries.map { Int64($0.reading.rawLength) },
      entries.map(\.source), entries.map(\.id), ingestionID,
      entries.map { Int64($0.reading.line) })
    try connection.execute(
      .named("quarantine_count"), reasons, digests, ingestionID, batchNumber)
  }

  /// Partitions are made outside the batch's transaction, so that nobody waits for its end.
  private mutating func ensurePartitions(for events: [PendingEvent]) throws {
    for event in events {
      guard case .usage(let usage, _, _) = event.fact else { continue }
      let month = Period(containing: usage.time.utcDate).firstDay
      guard partitions.insert(month).inserted else { continue }
      _ = try connection.query(.named("event_partition_ensure"), month)
    }
  }
}

extension PostgresError {
  /// Another process stored an event of this batch between the look-up and the write.
  fileprivate var isRaceForIdentity: Bool {
    sqlState == .uniqueViolation
      && ["event_identity_key", "event_void_key"].contains(constraint ?? "")
      || sqlState == .serializationFailure || sqlState == .deadlockDetected
  }
}
