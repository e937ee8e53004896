import ArgumentParser
import Catalogue
import Metering
import Reports

/// `releve quarantine …`
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "Events that could not be accepted.",
    discussion: """
      An entry is open until its event is accepted, by whatever way it comes (resolved), or until \
      a person drops it.

      Examples:
        releve quarantine list --format table
        releve quarantine show 12
        releve quarantine retry
        releve quarantine drop 12 --reason 'test machine'
      """,
    subcommands: [List.self, Show.self, Retry.self, Drop.self])
}

extension QuarantineCommand {
  struct List: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Lists the events that are kept aside, with their reasons.",
      discussion: "Example: releve quarantine list --all --format table")
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption
    @Flag(help: "Also those that are resolved or dropped.") var all = false

    func run() throws {
      var listing = Listing([
        "id", "reason", "count", "source", "event", "file", "line", "status", "detail",
      ])
      for entry in try Quarantine(database.connect()).entries(includingClosed: all) {
        listing.add([
          .integer(Int(entry.id)), .text(entry.reason), .integer(Int(entry.count)),
          entry.source.map(Listing.Cell.text) ?? .absent,
          entry.event.map(Listing.Cell.text) ?? .absent, .text(entry.file),
          .integer(Int(entry.line)), .text(entry.status.rawValue), .text(entry.detail),
        ])
      }
      Console.output(try listing.text(format.resolved))
    }
  }

  struct Show: DatabaseCommanding {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
      abstract: "Shows an entry: its reason, where it was seen, its bytes.",
      discussion: "Example: releve quarantine show 12 --format text")
    @OptionGroup var options: GlobalOptions
    @Option(help: "text or json; text on a terminal, json when piped.") var format: Format?
    @Argument(help: "The entry's id.") var id: Int64

    func run() throws {
      let entry = try QuarantineReport(Quarantine(database.connect()).details(of: id))
      switch format ?? (Console.outputIsTerminal ? .text : .json) {
      case .text: Console.output(entry.text)
      case .json: try JSONOutput.write(entry, pretty: true)
      }
    }
  }

  struct Retry: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Reads the open entries again and stores those that can be accepted by now.",
      discussion: """
        As after a tenant or a SKU became known. Each event is stored once, with the file and line \
        that it came from; what still cannot be accepted stays as it is, and the exit code is 3. \
        Conflicts and events over 1 MiB wait for a person: drop them.

        Example: releve quarantine retry
        """)
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let start = ContinuousClock.now
      let connection = try database.connect()
      let line = ProgressLine(isOn: console.isTalkative, isForced: false)
      defer { line.finish() }
      let counts = try Quarantine(connection).retry(
        directory: DocumentStore(connection).directory(), now: Clock.now
      ) { counts in
        line.show("\(counts.read) read again, \(counts.accepted) accepted")
      }
      line.finish()
      try JSONOutput.write(IngestSummary(counts, elapsed: .now - start), pretty: false)
      let open = try Quarantine(connection).entries().count
      if open > 0 {
        console.warning("quarantined", "\(open) entries are open: see `releve quarantine list`")
        throw ExitStatus.needsPerson
      }
    }
  }

  struct Drop: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Closes entries whose events are not wanted.",
      discussion: "Example: releve quarantine drop 12 13 --reason 'test machine'")
    @OptionGroup var options: GlobalOptions
    @Option(help: "Why, for whoever asks later.") var reason: String
    @Argument(help: "The entries' ids.") var ids: [Int64]

    func validate() throws {
      if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason is empty") }
    }

    func run() throws {
      let quarantine = Quarantine(try database.connect())
      // All of them exist, or none is dropped.
      for id in ids { _ = try quarantine.entry(id) }
      for id in ids {
        let status = try quarantine.drop(id, reason: reason)
        if status == .resolved {
          console.info("the event of \(id) was accepted meanwhile: there is nothing to drop")
        }
        Console.output("\(status.rawValue)  \(id)\n")
      }
    }
  }
}
