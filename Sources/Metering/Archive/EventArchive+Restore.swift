public import Calendars
import PostgreSQL
import SQL

/// How a month came back into the database's events.
public struct Restoration: Equatable, Sendable {
  public let month: Period
  /// Those that were archived.
  public let events: Int64
  /// Those that had come while the month was archived.
  public let lateEvents: Int64
  /// The file that it was read from; nil where its own table was still there.
  public let file: String?
}

extension EventArchive {
  /// Lines that are stored at once: so many, and so many bytes beyond the first.
  private static let linesMax = 5000
  private static let lineBytesMax = 4 << 20

  /// Puts an archived month back, row for row, beside the events that have come since: its own
  /// table where that is still there, else what `file`, or the file that it was archived to, holds.
  ///
  /// - Throws: `ArchiveError`, and nothing has changed; `PostgresError`.
  public func restore(
    _ month: Period, from file: String? = nil, progress: (Int64) -> Void = { _ in }
  ) throws -> Restoration {
    guard let archived = try current(month) else { throw ArchiveError.notArchived(month) }
    let path = archived.hasTable ? nil : file ?? archived.file
    if let path { try verify(path, holds: archived) }
    let lateEvents = try patiently(month) {
      try connection.transaction(askingAfterLoss: { try self.lateEvents(of: archived) }) {
        guard let path else {
          return try connection.query(.named("archive_restore_table"), month.firstDay)
            .single(Int64.self)
        }
        return try load(path, of: archived, progress)
      }
    }
    return Restoration(
      month: month, events: archived.events, lateEvents: lateEvents, file: path)
  }

  /// What a restoration was told, where it has taken place.
  private func lateEvents(of archived: ArchivedMonth) throws -> Int64? {
    try months().first {
      $0.month == archived.month && $0.number == archived.number && $0.restoredAt != nil
    }?.lateEvents
  }

  private func verify(_ path: String, holds archived: ArchivedMonth) throws {
    let content: ArchiveContent
    do {
      content = try ArchiveReader.content(ofFile: path)
    } catch  where error.code == .corruptGzip {
      throw ArchiveError.wrongFile(archived.month, file: path, reason: error.message)
    } catch {
      throw ArchiveError.cannotOpen(archived.month, file: path, reason: error.message)
    }
    try expect(content, of: archived, path)
  }

  private func expect(_ content: ArchiveContent, of archived: ArchivedMonth, _ path: String) throws
  {
    guard content.events == archived.events, content.sha256 == archived.sha256 else {
      throw ArchiveError.wrongFile(
        archived.month, file: path,
        reason: "its \(content.events) lines have the digest \(content.sha256), expected are"
          + " \(archived.events) with \(archived.sha256)")
    }
  }

  /// Stores what a file holds; returns the number of events that had come meanwhile.
  private func load(
    _ path: String, of archived: ArchivedMonth, _ progress: (Int64) -> Void
  ) throws -> Int64 {
    try Self.lock(connection)
    guard try current(archived.month)?.number == archived.number else {
      throw ArchiveError.notArchived(archived.month)
    }
    var reader = try ArchiveReader(path: path)
    var lines: [Bytes] = []
    var lineBytes = 0
    while let line = try reader.next() {
      lines.append(Bytes(line))
      lineBytes += line.count
      guard lines.count >= Self.linesMax || lineBytes >= Self.lineBytesMax else { continue }
      try store(lines, of: archived, path)
      progress(reader.content.events)
      lines.removeAll(keepingCapacity: true)
      lineBytes = 0
    }
    try store(lines, of: archived, path)
    // What was verified may have been replaced since.
    try expect(reader.content, of: archived, path)
    return try connection.query(
      .named("archive_restore_record"), archived.month.firstDay, path
    ).single(Int64.self)
  }

  private func store(_ lines: [Bytes], of archived: ArchivedMonth, _ path: String) throws {
    guard try connection.execute(.named("archive_load"), lines) == lines.count else {
      throw ArchiveError.wrongFile(
        archived.month, file: path,
        reason: "this database does not know all of its tenants, products and SKUs")
    }
  }
}
