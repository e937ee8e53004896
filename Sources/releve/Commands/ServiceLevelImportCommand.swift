import ArgumentParser
import Documents
import ServiceLevels

/// `releve sla import FILE…`
struct ServiceLevelImportCommand: DatabaseCommanding {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Reads components, outages, maintenance, tickets, unknown time and samples.",
    discussion: """
      All files are one import: all of it is known from one instant on, or nothing. Other content \
      under a known id is a new version, nothing is overwritten. Records that are not sound are \
      listed with a reason, the others are stored, and the exit code is 3. Safe to run again: \
      what was stored is unchanged.

      Without --as, a JSON object with a list `incidents` is a status page, one with a list \
      `alerts` a notification of Alertmanager, a name in .csv has tickets, all else records. \
      Records stand in a JSON array or one on a line: {"kind":"outage","id":"mon-881",\
      "component":"fr1/az05/compute/clu-001","from":"2026-10-04T01:10:00Z","to":null}; their \
      component must be declared, by a record of kind component, and the organisation of a ticket \
      be applied. Notifications of alerts may come in any order: the latest end that one told \
      holds.

      Examples:
        releve sla import components.json outages.ndjson
        releve sla import --as statuspage --map page.yaml incidents.json
        releve sla import --map tickets.yaml october.csv
      """)
  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("How records are written; else by what a file holds.", valueName: "format"))
  var importFormat: ImportFormat?

  @Option(
    help: ArgumentHelp(
      "A YAML file that says how foreign records make ours.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var map: String?

  @Option(help: "table or json; table on a terminal, json when piped.") var format: Format?

  @Argument(help: "Files; - is standard input.", completion: .file())
  var files: [String]

  func validate() throws {
    if map != nil, importFormat == .records {
      throw ValidationError("--map is for statuspage, alertmanager and tickets-csv")
    }
    if files.filter({ $0 == "-" }).count + (map == "-" ? 1 : 0) > 1 {
      throw ValidationError("standard input can be read only once")
    }
  }

  func run() throws {
    let map = try map.map { path throws(DocumentError) in try DocumentNode.only(ofFile: path) }
    // Everything is read before the database is asked for anything.
    var readings: [RecordReading] = []
    var formats: [ImportFormat] = []
    for path in files {
      let file = try ImportFile(path: path)
      let format = importFormat ?? .inferred(from: file)
      try format.reader(map: map).read(file) { readings.append($0) }
      if !formats.contains(format) { formats.append(format) }
    }
    var work = ServiceImport(try database.connect())
    readings.forEach { work.add($0) }
    let result = try work.store(
      format: formats.map(\.rawValue).joined(separator: ", "),
      file: files.joined(separator: ", "))
    let summary = ServiceImportSummary(result)
    switch format ?? (Console.outputIsTerminal ? .table : .json) {
    case .table: Console.output(try summary.text())
    case .json: try JSONOutput.write(summary, pretty: true)
    }
    if !result.refused.isEmpty {
      console.warning(
        "refused",
        result.refused.count == 1
          ? "1 record was refused" : "\(result.refused.count) records were refused")
      throw ExitStatus.needsPerson
    }
  }
}

extension DocumentNode {
  /// The one document of a YAML file.
  fileprivate static func only(ofFile path: String) throws(DocumentError) -> DocumentNode {
    let documents = try documents(ofFile: path)
    guard let document = documents.first, documents.count == 1 else {
      throw DocumentError(
        code: .invalidValue, file: path, line: nil, key: "",
        message: "expected one YAML document, found \(documents.count)")
    }
    return document
  }
}
