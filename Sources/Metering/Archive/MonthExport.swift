import Calendars
import PostgreSQL
import SQL

/// A file that holds a month and was read back.
struct WrittenMonth {
  let file: ArchiveFile
  let content: ArchiveContent
  /// The name that it has so far; nil where it was there before.
  let partial: String?

  /// Gives the file its name.
  func publish() throws(ArchiveError) {
    if let partial { try file.publish(partial) }
  }

  /// Removes the file although it may have got its name: what was to record it did not come to
  /// pass.
  func withdraw() {
    if let partial, !ArchiveFile.isThere(partial) { ArchiveFile.remove(file.path) }
  }

  /// Removes the file unless it has its name.
  func discard() {
    if let partial { ArchiveFile.remove(partial) }
  }
}

/// Writes a month to a file and reads that again from the disk, beside the events themselves.
struct MonthExport {
  private let connection: Connection
  private let file: ArchiveFile
  private let span: TimeSpan

  /// How many events are told at once.
  private static let progressEvents: Int64 = 1000

  init(_ connection: Connection, month: Period, file: ArchiveFile) {
    self.connection = connection
    self.file = file
    span = Zone.utc.span(of: month)
  }

  /// The file, verified. One that has the month's name already, as when a process was killed at
  /// the end, is taken where it holds the same.
  ///
  /// Both readings of the events see the same state, so that they differ only where the file does.
  /// `progress` is told of the events that were written, and of those that were verified.
  func run(_ progress: (Int64, Int64) -> Void) throws -> WrittenMonth {
    try connection.transaction(.snapshot) {
      try EventArchive.lock(connection)
      try file.prepareFolder()
      if file.exists { return try existing(progress) }
      let partial = try file.write { writer in
        var count: Int64 = 0
        try eachLine { line in
          try writer.append(line)
          count += 1
          if count.isMultiple(of: Self.progressEvents) { progress(count, 0) }
        }
      }
      do {
        return WrittenMonth(file: file, content: try verify(partial, progress), partial: partial)
      } catch {
        ArchiveFile.remove(partial)
        throw error
      }
    }
  }

  private func existing(_ progress: (Int64, Int64) -> Void) throws -> WrittenMonth {
    do {
      return WrittenMonth(file: file, content: try verify(file.path, progress), partial: nil)
    } catch is ReadError {
      throw ArchiveError.fileExists(file: file.path)
    } catch ArchiveError.notVerified {
      throw ArchiveError.fileExists(file: file.path)
    }
  }

  /// Compares a file with the events, line by line; returns what it holds.
  private func verify(
    _ path: String, _ progress: (Int64, Int64) -> Void
  ) throws -> ArchiveContent {
    var reader = try ArchiveReader(path: path)
    var count: Int64 = 0
    try eachLine { line in
      count += 1
      guard try reader.next() == line else {
        throw ArchiveError.notVerified(file: path, line: count)
      }
      if count.isMultiple(of: Self.progressEvents) { progress(count, count) }
    }
    guard try reader.next() == nil, reader.isAtEnd else {
      throw ArchiveError.notVerified(file: path, line: count + 1)
    }
    return reader.content
  }

  private func eachLine(_ body: ([UInt8]) throws -> Void) throws {
    try connection.stream(.named("archive_lines"), span.from, span.to) { row in
      try body(row.single(Bytes.self).bytes)
    }
  }
}
