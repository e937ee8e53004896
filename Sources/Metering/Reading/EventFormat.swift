public import Calendars

/// How an input writes its events: `--as`.
public enum EventFormat: String, CaseIterable, Sendable {
  /// CloudEvents in JSON, one per line.
  case ndjson
  /// Usage events in rows, with a header.
  case csv

  /// The format where `--as` is not given: CSV for a map and for names that end in `.csv` or
  /// `.csv.gz`, else NDJSON.
  public static func inferred(fromPath path: String, hasMap: Bool) -> EventFormat {
    let name = path.lowercased()
    return hasMap || name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") ? .csv : .ndjson
  }

  /// Opens an input of this format, `-` for standard input; a map is for CSV only. Events more than
  /// a day after `now` are out of range.
  public func open(
    path: String, map: EventMap? = nil, now: Instant
  ) throws(ReadError) -> any EventSource {
    let input = try InputFile(path: path)
    switch self {
    case .ndjson: return try NDJSONEventSource(input: input, now: now)
    case .csv: return try CSVEventSource(input: input, map: map, now: now)
    }
  }
}
