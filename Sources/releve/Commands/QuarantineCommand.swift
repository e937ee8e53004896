import ArgumentParser
import Metering
import Reports

/// `releve quarantine …`
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "Events that could not be accepted.",
    discussion: "Example: releve quarantine list --format table",
    subcommands: [List.self])

  struct List: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Lists the events that were kept aside, with their reasons.",
      discussion: "Example: releve quarantine list --format table")
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption

    func run() throws {
      var listing = Listing([
        "id", "reason", "count", "source", "event", "file", "line", "status", "detail",
      ])
      for entry in try Quarantine(database.connect()).entries() {
        listing.add([
          .integer(Int(entry.id)), .text(entry.reason), .integer(Int(entry.count)),
          entry.source.map(Listing.Cell.text) ?? .absent,
          entry.event.map(Listing.Cell.text) ?? .absent, .text(entry.file),
          .integer(Int(entry.line)), .text("open"), .text(entry.detail),
        ])
      }
      Console.output(try listing.text(format.resolved))
    }
  }
}
