import ArgumentParser
import Calendars
import Foundation
import Operations
import Reports

/// `releve nightly …`
struct NightlyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Runs the nightly batch: reads, meters, bills and proves what is due.",
    discussion: """
      Stages, in order: ingest (files in $RELEVE_HOME/inbox, moved to its folders done or failed \
      with a report beside them), meter (what has changed), service-levels, invoice (contracts \
      with `issue: { automatic: true }`, after their grace days), audit (what came since the last \
      one), alerts (see `releve alerts`; those that are critical need a person). Each can be run \
      again: killed anywhere and run again for the same day, it ends as if nothing had happened. A \
      stage that fails keeps only those from running that rest on it.

      Files that are still being written are left for later; one that begins with a full stop or \
      ends in .part, .partial, .tmp or ~ is left alone. map.yaml in the inbox says how its CSV \
      files are read.

      Where $RELEVE_WEBHOOK_URL is set, alerts that were not sent before are posted to it as \
      JSON, signed with the secret in the file that $RELEVE_WEBHOOK_SECRET_FILE names: the header \
      Releve-Signature is sha256= and the HMAC-SHA-256 of the body. One that stays away is tried \
      again the next night.

      Two at once: the second says who holds the lock, and does nothing.

      Examples:
        releve nightly
        releve nightly --date 2026-11-06
        releve nightly history
      """,
    subcommands: [Run.self, History.self], defaultSubcommand: Run.self)
}

extension NightlyCommand {
  struct Run: DatabaseCommanding {
    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

    static let configuration = CommandConfiguration(
      abstract: "Runs the batch; nightly alone does it, too.",
      discussion: """
        With --date, the time of day is the end of that day for all stages, whatever the clock \
        says: documents are dated by it, and events more than a day after it are out of range.

        Example: releve nightly run --date 2026-11-06
        """)
    @OptionGroup var options: GlobalOptions
    @Option(help: "How the summary is written; default table on a terminal, json when piped.")
    var format: Format?
    @Option(help: "The day that it is for, YYYY-MM-DD; default today.") var date: LocalDate?

    func run() throws {
      let line = ProgressLine(isOn: console.isTalkative, isForced: false)
      defer { line.finish() }
      let connection = try database.connect()
      let nightly = Nightly(
        date.map(Night.init(pinnedTo:)) ?? Night(now: Clock.now), connection,
        connect: try database.connector(), inbox: try Inbox(home: database.home),
        host: ProcessInfo.processInfo.hostName, pid: getpid(),
        webhook: WebhookSettings.ofEnvironment, matter: Matter.init)
      let outcome = try nightly.run(
        progress: { stage, text in line.show("\(stage.rawValue): \(text)") },
        ended: { result in
          line.finish()
          for matter in result.work.matters { console.warning(matter.code, matter.message) }
        })
      let format = format ?? (Console.outputIsTerminal ? .table : .json)
      switch outcome {
      case .busy(let holder):
        if format == .json { try JSONOutput.write(NightlyReport(busy: holder), pretty: true) }
        console.info(NightlyText.busy(holder))
      case .ended(let summary):
        switch format {
        case .table: Console.output(NightlyText.text(summary))
        case .json: try JSONOutput.write(NightlyReport(summary), pretty: true)
        }
        if let status = ExitStatus(rawValue: summary.exitCode), status != .done { throw status }
      }
    }
  }

  struct History: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Shows what earlier nights came to: a row for each stage, the latest run first.",
      discussion: """
        A run that was killed has no row for the stage that was under way.

        Example: releve nightly history --last 3
        """)
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption
    @Option(help: "How many runs.") var last = 10

    func validate() throws {
      if last < 1 { throw ValidationError("--last is \(last): 1 or more is expected") }
    }

    func run() throws {
      let history = try NightlyHistory(database.connect(), last: last)
      let format = format.resolved
      Console.output(
        try NightlyText.listing(history, inWords: format != .table).text(format))
      if history.runs.isEmpty { console.info("no night has been run yet: `releve nightly`") }
    }
  }
}

extension Matter {
  /// An error of a module, with its code.
  fileprivate init(_ error: any Error) {
    let failure = Failure(error)
    self.init(failure?.code ?? "failed", failure?.message ?? "\(error)")
  }
}

extension WebhookSettings {
  /// nil where there is none.
  fileprivate static var ofEnvironment: WebhookSettings? {
    let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
    return environment["RELEVE_WEBHOOK_URL"].map { url in
      WebhookSettings(url: url, secretFile: environment["RELEVE_WEBHOOK_SECRET_FILE"])
    }
  }
}
