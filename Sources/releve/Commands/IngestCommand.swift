import ArgumentParser
import Calendars
import Catalogue
import Metering

/// `releve ingest FILE…`
struct IngestCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Reads usage events and stores each once.",
    discussion: """
      Events that cannot be accepted are kept in the quarantine with a reason, and the exit code \
      is 3. Safe to run again: what was stored is counted as a duplicate.

      Examples:
        releve ingest october.ndjson.gz november.ndjson.gz
        releve ingest --map fleet.yaml usage.csv
        collector | releve ingest -
      """)
  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("How events are written; else by the file's name.", valueName: "format"))
  var format: EventFormat?

  @Option(
    help: ArgumentHelp(
      "A YAML file that says how a CSV file's columns make events.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var map: String?

  @Flag(help: "Show progress also where standard error is no terminal.")
  var progress = false

  @Argument(help: "Files, also gzip; - is standard input.", completion: .file())
  var files: [String]

  func validate() throws {
    if map != nil, format == .ndjson { throw ValidationError("--map is for CSV only") }
    if files.filter({ $0 == "-" }).count + (map == "-" ? 1 : 0) > 1 {
      throw ValidationError("standard input can be read only once")
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    let map = try map.map { try EventMap(path: $0) }
    let connection = try database.connect()
    try EventPartitions(connection).ensureAhead(now: Clock.now)
    var ingestion = try Ingestion(
      connection, directory: DocumentStore(connection).directory(), connect: database.connector())
    let line = ProgressLine(isOn: console.isTalkative, isForced: progress)
    // What was stored is told also where it ends early.
    var counts = IngestCounts()
    defer { line.finish() }
    do {
      for file in files {
        let format = format ?? .inferred(fromPath: file, hasMap: map != nil)
        let source = try format.open(path: file, map: map, now: Clock.now)
        let before = counts
        defer { counts = before + ingestion.stored }
        try ingestion.run(source) { current in
          line.show(Self.progress(file, source.input, before + current))
        }
      }
    } catch {
      line.finish()
      try JSONOutput.write(IngestSummary(counts, elapsed: .now - start), pretty: false)
      throw error
    }
    line.finish()
    try JSONOutput.write(IngestSummary(counts, elapsed: .now - start), pretty: false)
    if counts.needsAttention {
      console.warning(
        "quarantined",
        (counts.conflict + counts.rejected == 1
          ? "1 event was" : "\(counts.conflict + counts.rejected) events were")
          + " kept aside: see `releve quarantine list --all`")
      throw ExitStatus.needsPerson
    }
  }

  private static func progress(
    _ file: String, _ input: InputFile, _ counts: IngestCounts
  ) -> String {
    let share = input.bytesTotal.map { total in
      total > 0 ? " \(min(100, input.bytesConsumed * 100 / total)) %" : ""
    }
    return "\(file)\(share ?? ""): \(counts.read) read, \(counts.accepted) accepted,"
      + " \(counts.duplicate) duplicate, \(counts.conflict + counts.rejected) kept aside"
  }
}
