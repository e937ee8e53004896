public import Calendars
public import PostgreSQL
import SQL

/// Months of events in files: written, verified, taken out of the database, and put back.
///
/// Months are those of UTC. One process at a time archives or restores. Killed anywhere and run
/// again, a month is archived or it is not.
public struct EventArchive {
  let connection: Connection

  /// How often a month is written anew because something of it came meanwhile.
  private static let writesMax = 5
  /// How often the server is asked to take a month out, or put it back, each time for five seconds
  /// at most: others who work on events wait as long.
  private let attemptsMax: Int

  public init(_ connection: Connection) { self.init(connection, attemptsMax: 24) }

  init(_ connection: Connection, attemptsMax: Int) {
    self.connection = connection
    self.attemptsMax = attemptsMax
  }

  /// All that was archived, also what was restored, by month and number.
  public func months() throws -> [ArchivedMonth] {
    try connection.query(.named("archive_list")).decode(
      LocalDate.self, Int32.self, Int64.self, String.self, String.self, Instant.self, String.self,
      Instant?.self, Bool.self, Int64.self
    ).map { row in
      ArchivedMonth(
        month: Period(containing: row.0), number: row.1, events: row.2, sha256: row.3,
        file: row.4, archivedAt: row.5, archivedBy: row.6, restoredAt: row.7, hasTable: row.8,
        lateEvents: row.9)
    }
  }

  /// Archives each month before `limit` that has events, the oldest first. What lies before the
  /// year 2000 is of no month, and stays.
  ///
  /// - Parameters:
  ///   - limit: the first month that stays; not after that of `now`.
  ///   - folder: an absolute path; made where it is not there.
  ///   - now: the present.
  ///   - done: told of each month once that is archived.
  ///   - progress: told of the events of a month that were written, and of those that were
  ///     verified, now and then.
  /// - Returns: the months that are archived already, and of which events have come since: they
  ///   are left as they are, for they have to be restored first.
  /// - Throws: `ArchiveError`, `PostgresError`; `RollupError`, for a month is metered before it is
  ///   taken out; what was archived before stays so.
  public func archive(
    before limit: Period, into folder: String, now: Instant, done: (ArchivedMonth) throws -> Void,
    progress: (Period, _ written: Int64, _ verified: Int64) -> Void = { _, _, _ in }
  ) throws -> [Period] {
    guard limit <= Period(containing: now.utcDate) else { throw ArchiveError.monthNotEnded(limit) }
    var late: [Period] = []
    let candidates = try connection.query(.named("archive_candidates"), limit.firstDay)
      .decode(LocalDate.self, Bool.self, Int64.self)
    for (day, isArchived, times) in candidates {
      let month = Period(containing: day)
      guard !isArchived else {
        late.append(month)
        continue
      }
      let file = ArchiveFile(folder: folder, month: month.description, number: times + 1)
      try archive(month, to: file) { progress(month, $0, $1) }
      if let archived = try current(month) { try done(archived) }
    }
    return late
  }

  /// The month as it is archived now; nil where it is not.
  func current(_ month: Period) throws -> ArchivedMonth? {
    try months().last { $0.month == month && $0.restoredAt == nil }
  }

  private func archive(
    _ month: Period, to file: ArchiveFile, progress: (Int64, Int64) -> Void
  ) throws {
    for _ in 0..<Self.writesMax {
      let written = try MonthExport(connection, month: month, file: file).run(progress)
      defer { written.discard() }
      do {
        return try takeOut(month, written)
      } catch let error as PostgresError
        where error.sqlState == .otherEvents || error.sqlState == .notMetered
      {
        written.withdraw()
      } catch let error as PostgresError where error.sqlState == .archivedAlready {
        throw ArchiveError.running
      }
    }
    throw ArchiveError.eventsKeepComing(month)
  }

  /// Records the file and takes the month out, once all that has come of it is metered. The file
  /// has its name when that is committed.
  private func takeOut(_ month: Period, _ written: WrittenMonth) throws {
    let (content, file) = (written.content, written.file)
    try Rollup(connection).update()
    try patiently(month) {
      try connection.transaction(
        askingAfterLoss: { try current(month)?.file == file.path ? () : nil },
        {
          try connection.execute(
            .named("archive_record"), month.firstDay, content.events, content.sha256, file.path)
          try written.publish()
        })
    }
  }

  /// Keeps other processes from archiving and restoring until the transaction ends.
  ///
  /// - Throws: `ArchiveError.running` where one is still at it after ten seconds.
  static func lock(_ connection: Connection) throws {
    try connection.execute(.named("archive_patience"))
    do {
      try connection.execute(.named("archive_lock"))
    } catch let error where error.sqlState == .lockNotAvailable {
      throw ArchiveError.running
    }
  }

  /// Tries again what others who work on events are in the way of.
  func patiently<Result>(_ month: Period, _ body: () throws -> Result) throws -> Result {
    for _ in 0..<attemptsMax {
      do {
        return try body()
      } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
        continue
      }
    }
    throw ArchiveError.eventsInUse(month)
  }
}

extension SQLState {
  /// The month is archived already (m0007_archive).
  static let archivedAlready = SQLState(rawValue: "RA001")
  /// The month has another number of events than was said.
  static let otherEvents = SQLState(rawValue: "RA002")
  /// Something of the month is queued to be metered.
  static let notMetered = SQLState(rawValue: "RA004")
}
