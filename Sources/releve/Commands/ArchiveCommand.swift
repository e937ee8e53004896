import ArgumentParser
import Calendars
import Foundation
import Metering
import PostgreSQL
import Reports

/// `releve db archive`
struct ArchiveCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Moves old months of events into files, and back.",
    discussion: """
      --before writes each month (in UTC) before the one that is named to a compressed file of \
      CloudEvents, reads it again and compares it with the events, and takes the month out of the \
      database's events, the oldest first. Its table stays until you drop it: the command says \
      how. Events that come later for an archived month are stored, and wait until it is restored. \
      Safe to run again.

      Examples:
        releve db archive --before 2025-01
        releve db archive --before 2025-01 --to /mnt/archive
        releve db archive --list --format table
        releve db archive --restore 2024-11
        releve db archive --restore 2024-11 --from event_2024_11.ndjson.gz
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption

  @Option(help: ArgumentHelp("Archive the months before this one, YYYY-MM.", valueName: "month"))
  var before: Period?
  @Option(
    help: ArgumentHelp(
      "Where files are written; default archive in $RELEVE_HOME.", valueName: "folder"),
    completion: .directory)
  var to: String?
  @Flag(help: "List what was archived.") var list = false
  @Option(help: ArgumentHelp("Put this month back, YYYY-MM.", valueName: "month"))
  var restore: Period?
  @Option(
    help: ArgumentHelp(
      "The month's file, where it is not where it was written.", valueName: "file"),
    completion: .file(extensions: ["gz"]))
  var from: String?

  func validate() throws {
    if [before != nil, list, restore != nil].count(where: { $0 }) != 1 {
      throw ValidationError("one of --before, --list and --restore is needed")
    }
    if to != nil, before == nil { throw ValidationError("--to goes with --before") }
    if from != nil, restore == nil { throw ValidationError("--from goes with --restore") }
    if to?.isEmpty ?? false { throw ValidationError("--to is empty") }
    if ["", "-"].contains(from) { throw ValidationError("--from takes the name of a file") }
  }

  func run() throws {
    let archive = EventArchive(try database.connect())
    if let before {
      try archiveMonths(before: before, archive)
    } else if let restore {
      try restoreMonth(restore, archive)
    } else {
      Console.output(try Self.listing(archive.months()).text(format.resolved))
    }
  }

  private func archiveMonths(before limit: Period, _ archive: EventArchive) throws {
    let folder = absolutePath(to ?? database.home + "/archive")
    let line = ProgressLine(isOn: console.isTalkative, isForced: false)
    // What was archived is told also where it ends early.
    var archived: [ArchivedMonth] = []
    let late: [Period]
    do {
      defer { line.finish() }
      late = try archive.archive(
        before: limit, into: folder, now: Clock.now, done: { archived.append($0) },
        progress: { month, written, verified in
          line.show(
            verified > 0
              ? "\(month): \(verified) events verified" : "\(month): \(written) events written")
        })
    } catch {
      try tell(archived)
      throw error
    }
    try tell(archived)
    guard late.isEmpty else {
      let months = late.map(\.description).joined(separator: ", ")
      console.warning(
        "late_events",
        "events came for months that are archived: \(months); they wait until you"
          + " `releve db archive --restore` the month, and archive it again")
      throw ExitStatus.needsPerson
    }
  }

  private func tell(_ archived: [ArchivedMonth]) throws {
    Console.output(try Self.listing(archived).text(format.resolved))
    for table in archived.compactMap(\.table) {
      console.info(
        "once the file is safe, free the space as a superuser:"
          + " \(try database.superuserCommand("drop table \(table)"))")
    }
  }

  private func restoreMonth(_ month: Period, _ archive: EventArchive) throws {
    let line = ProgressLine(isOn: console.isTalkative, isForced: false)
    defer { line.finish() }
    let restored = try archive.restore(month, from: from.map(absolutePath)) { count in
      line.show("\(month): \(count) events stored")
    }
    line.finish()
    if from != nil, restored.file == nil {
      console.info("the month's table was still there: the file was not needed")
    }
    var listing = Listing(["month", "status", "events", "late_events", "file"])
    listing.add([
      .text(month.description), .text("restored"), .integer(Int(restored.events)),
      .integer(Int(restored.lateEvents)), restored.file.map(Listing.Cell.text) ?? .absent,
    ])
    Console.output(try listing.text(format.resolved))
  }

  private static func listing(_ months: [ArchivedMonth]) -> Listing {
    var listing = Listing([
      "month", "number", "status", "events", "late_events", "sha256", "file", "table",
      "archived_at", "archived_by", "restored_at",
    ])
    for month in months {
      listing.add([
        .text(month.month.description), .integer(Int(month.number)),
        .text(month.restoredAt == nil ? "archived" : "restored"), .integer(Int(month.events)),
        .integer(Int(month.lateEvents)), .text(month.sha256), .text(month.file),
        month.table.map(Listing.Cell.text) ?? .absent, .text(month.archivedAt.description),
        .text(month.archivedBy),
        month.restoredAt.map { .text($0.description) } ?? .absent,
      ])
    }
    return listing
  }

  private func absolutePath(_ path: String) -> String {
    Foundation.URL(fileURLWithPath: path).standardizedFileURL.path
  }
}

extension Database {
  /// The command by which a superuser runs SQL: the program itself may not drop anything.
  fileprivate func superuserCommand(_ sql: String) throws -> String {
    let url: String =
      switch place {
      case .named(let url): try ConnectionString(url).sayable(as: url)
      case .embedded(let cluster): cluster.connectionURL(user: "postgres")
      }
    return "psql \(Self.quoted(url)) -c \(Self.quoted(sql))"
  }

  /// As one word of the shell.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

extension ConnectionString {
  /// How it was written, unless that has a password.
  fileprivate func sayable(as text: String) -> String {
    self["password"] == nil ? text : withoutPassword
  }
}
