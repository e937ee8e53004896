import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Reports

/// `releve invoice hold`
struct HoldCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Keeps an organisation out of `issue` until it is released, or lists those on hold.",
    discussion: """
      What it owes stays pending: once it is released, the months that were left out are issued, \
      the earliest first. `preview` and `issue` name it, which is no failure: they end with 0.

      Examples:
        releve invoice hold acme --reason 'prices under dispute, ticket 4711'
        releve invoice hold
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption
  @Option(help: "Why, for whoever asks later.") var reason: String?
  @Argument(help: "The organisation; without one, those on hold are listed.")
  var organisation: String?

  func validate() throws {
    guard organisation != nil else {
      if reason != nil { throw ValidationError("--reason says why of an organisation: name it") }
      return
    }
    guard let reason, !reason.allSatisfy(\.isWhitespace) else {
      throw ValidationError("--reason is needed, and not empty: whoever asks later wants to know")
    }
  }

  func run() throws {
    let connection = try database.connect()
    let directory = try DocumentStore(connection)
      .directory(of: organisation.map { [$0] } ?? [])
    guard let organisation, let reason else {
      var listing = Listing(["organisation", "since", "reason"])
      for hold in try Holds(connection).list(of: directory.organisations.keys.sorted()) {
        listing.add([
          .text(hold.organisation), .text(hold.since.description), .text(hold.reason),
        ])
      }
      return Console.output(try listing.text(format.resolved))
    }
    _ = try directory.organisation(named: organisation)
    let isNew = try Holds(connection).set(organisation, held: true, reason: reason)
    Console.output("\(isNew ? "held" : "unchanged")  \(organisation)\n")
  }
}

/// `releve invoice release`
struct ReleaseCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Ends an organisation's hold: the next `issue` bills what was left out.",
    discussion: "Example: releve invoice release acme --reason 'dispute settled'")
  @OptionGroup var options: GlobalOptions
  @Option(help: "Why, for whoever asks later.") var reason: String
  @Argument(help: "The organisation.") var organisation: String

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason is empty") }
  }

  func run() throws {
    let connection = try database.connect()
    _ = try DocumentStore(connection).directory(of: [organisation])
      .organisation(named: organisation)
    let isNew = try Holds(connection).set(organisation, held: false, reason: reason)
    Console.output("\(isNew ? "released" : "unchanged")  \(organisation)\n")
  }
}
