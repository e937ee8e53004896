import Catalogue
import Metering
import PostgreSQL
import SQL

/// Reads what stands in the inbox. A file is recorded by its contents once it was read to its end,
/// then moved: killed anywhere, it is read again, and its events are duplicates, or it is only
/// moved.
struct IngestStage {
  private let night: Night
  private let connection: Connection
  private let connect: @Sendable () throws -> Connection
  private let inbox: Inbox
  private let matter: (any Error) -> Matter

  init(
    _ night: Night, _ connection: Connection, connect: @escaping @Sendable () throws -> Connection,
    inbox: Inbox, matter: @escaping (any Error) -> Matter
  ) {
    self.night = night
    self.connection = connection
    self.connect = connect
    self.inbox = inbox
    self.matter = matter
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    try EventPartitions(connection).ensureAhead(now: night.now)
    let (files, unsettled) = try inbox.settledFiles(waiting: progress)
    for name in unsettled {
      work.notes.append("\(name) is still being written: it is left for later")
    }
    guard !files.isEmpty else { return }
    var ingestion = try Ingestion(
      connection, directory: DocumentStore(connection).directory(), connect: connect)
    let maps = Result { try inbox.map.map { try EventMap(path: $0) } }
    if case .failure(let error) = maps { work.matters.append(matter(error)) }
    for file in files {
      let format = EventFormat.inferred(fromPath: file.path, hasMap: false)
      if format == .ndjson {
        try take(file, format, nil, with: &ingestion, progress, &work)
      } else if case .success(let map) = maps {
        try take(file, format, map, with: &ingestion, progress, &work)
      } else {
        work.notes.append("\(file.name) is left for when the map can be read")
      }
    }
  }

  private func take(
    _ file: InboxFile, _ format: EventFormat, _ map: EventMap?,
    with ingestion: inout Ingestion, _ progress: (String) -> Void, _ work: inout StageWork
  ) throws {
    let digest = file.digest()
    var report = InboxReport(file, digest: digest)
    if let digest, let (earlier, counts) = try earlier(digest) {
      report.add(counts)
      if earlier != file.name { report.sameAs = earlier }
      work.notes.append("\(file.name) was read before, as \(earlier)")
      return try inbox.move(file, to: inbox.done, report: report)
    }
    var counts = IngestCounts()
    do {
      let source = try format.open(path: file.path, map: map, now: night.now)
      counts = try ingestion.run(source) { current in
        progress("\(file.name): \(current.read) read, \(current.accepted) accepted")
      }
    } catch let error as ReadError {
      report.add(ingestion.stored)
      return try fail(file, error, report, &work)
    }
    work.rows += counts.read
    guard file.isUnchanged, let digest else {
      work.notes.append("\(file.name) was written to while it was read: it is left for later")
      return
    }
    try record(file, digest, counts)
    report.add(counts)
    if counts.needsAttention {
      let count = counts.conflict + counts.rejected
      work.matters.append(
        Matter(
          "quarantined",
          "\(file.name): \(count == 1 ? "1 event was" : "\(count) events were") kept aside: see"
            + " `releve quarantine list`"))
    }
    try inbox.move(file, to: inbox.done, report: report)
  }

  private func fail(
    _ file: InboxFile, _ error: ReadError, _ report: InboxReport, _ work: inout StageWork
  ) throws {
    guard file.isUnchanged else {
      work.notes.append("\(file.name) was written to while it was read: it is left for later")
      return
    }
    var report = report
    let matter = matter(error)
    (report.code, report.message) = (matter.code, matter.message)
    work.rows += report.read
    work.matters.append(matter)
    try inbox.move(file, to: inbox.failed, report: report)
  }

  /// The name of a file with the same contents that was read to its end before, and what came of
  /// it.
  private func earlier(_ digest: [UInt8]) throws -> (name: String, counts: IngestCounts)? {
    try connection.query(.named("inbox_file_known"), Bytes(digest))
      .first(String.self, Int64.self, Int64.self, Int64.self, Int64.self)
      .map { name, accepted, duplicate, conflict, rejected in
        var counts = IngestCounts()
        counts.accepted = Int(accepted)
        counts.duplicate = Int(duplicate)
        counts.conflict = Int(conflict)
        counts.rejected = Int(rejected)
        return (name, counts)
      }
  }

  private func record(
    _ file: InboxFile, _ digest: [UInt8], _ counts: IngestCounts
  ) throws {
    try connection.storingOnce {
      try connection.execute(
        .named("inbox_file_record"), Bytes(digest), file.name, Int64(counts.accepted),
        Int64(counts.duplicate), Int64(counts.conflict), Int64(counts.rejected))
    }
  }
}
