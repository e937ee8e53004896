public import Calendars
public import Catalogue
internal import Documents
import PostgreSQL
import SQL

extension Quarantine {
  /// An input of which something is open, as it was read.
  private struct Origin {
    let ingestionID: Int32
    let file: String
    let form: RecordForm
  }

  /// Entries that are read and settled at once: so many, and so many bytes beyond the first.
  private static let recordsMax = 1000
  private static let recordBytesMax = 4 << 20

  /// Reads the open entries again, with what the directory knows now, and stores those that can be
  /// accepted, each once; they keep the file and line that they came from. The others stay as they
  /// are; one whose identity another entry has just taken is kept anew, as a conflict.
  ///
  /// Conflicts, and events of which not all bytes were kept, wait for a person. `progress` is
  /// called after each batch with the counts so far. Safe to run again after any interruption.
  public func retry(
    directory: Directory, now: Instant, progress: (IngestCounts) throws -> Void
  ) throws -> IngestCounts {
    var resolver = try EventResolver(connection, directory: directory)
    var counts = IngestCounts()
    for origin in try origins() {
      counts += try retry(origin, &resolver, now: now) { try progress(counts + $0) }
    }
    return counts
  }

  private func origins() throws -> [Origin] {
    try connection.query(.named("quarantine_origins"))
      .decode(Int32.self, String.self, String?.self, Bytes?.self, String?.self)
      .map { id, file, format, header, map in
        let form = RecordForm(
          format: format.flatMap(EventFormat.init) ?? .ndjson, header: header?.bytes ?? [],
          map: map)
        return Origin(ingestionID: id, file: file, form: form)
      }
  }

  private func retry(
    _ origin: Origin, _ resolver: inout EventResolver, now: Instant,
    progress: (IngestCounts) throws -> Void
  ) throws -> IngestCounts {
    let ingestionID = try Ingestion.begin(connection, file: origin.file, form: origin.form)
    let map = try origin.form.map.map { try EventMap(yaml: $0, file: "the map of \(origin.file)") }
    var writer = EventWriter(connection)
    var counts = IngestCounts()
    var number: Int32 = 0
    var last: (line: Int64, id: Int64) = (0, 0)
    while true {
      let records = try nextRecords(of: origin, after: &last)
      guard !records.isEmpty else { return counts }
      number += 1
      var batch = EventBatch(ingestionID: ingestionID)
      for (line, raw) in records {
        let source = try origin.form.source(
          of: raw.bytes, map: map, file: origin.file, now: now)
        var taken = Result<Void, any Error>.success(())
        _ = try source.next { reading in
          taken = Result {
            try batch.take(
              reading.moved(toLine: Int(line)), resolver: &resolver, form: origin.form)
          }
        }
        try taken.get()
      }
      counts += try writer.write(batch, number: number, mode: .retrying)
      try progress(counts)
    }
  }

  /// The next records of an input, with their lines; moves `last` behind them.
  private func nextRecords(
    of origin: Origin, after last: inout (line: Int64, id: Int64)
  ) throws -> [(line: Int64, raw: Bytes)] {
    let sizes = try connection.query(
      .named("quarantine_records"), origin.ingestionID, last.line, last.id,
      Int64(Self.recordsMax)
    ).decode(Int64.self, Int64.self, Int32.self)
    var ids: [Int64] = []
    var bytes = 0
    for (line, id, size) in sizes where bytes < Self.recordBytesMax {
      ids.append(id)
      bytes += Int(size)
      last = (line, id)
    }
    return try connection.query(.named("quarantine_raw"), ids).decode(Int64.self, Bytes.self)
      .map { ($0.0, $0.1) }
  }
}

extension RecordForm {
  /// An input of one record. What stands before it keeps a byte order mark in it from being taken
  /// for the input's; what ends it keeps a carriage return in it from being taken for its end.
  fileprivate func source(
    of record: [UInt8], map: EventMap?, file: String, now: Instant
  ) throws -> any EventSource {
    let lineEnd = [Byte.carriageReturn, Byte.lineFeed]
    let input = InputFile(name: file, bytes: header + lineEnd + record + lineEnd)
    switch format {
    case .ndjson: return try NDJSONEventSource(input: input, now: now, chunkBytes: 4096)
    case .csv: return try CSVEventSource(input: input, map: map, now: now, chunkBytes: 4096)
    }
  }
}

extension EventBatch {
  /// Adds an event that is read again, or what keeps it from being accepted.
  fileprivate mutating func take(
    _ reading: LentReading, resolver: inout EventResolver, form: RecordForm
  ) throws {
    switch try resolver.resolve(reading) {
    case .success(let event): try add(event, reading)
    case .failure(let rejection): add(QuarantineEntry(rejection, EventReading(reading), form: form))
    }
  }
}
