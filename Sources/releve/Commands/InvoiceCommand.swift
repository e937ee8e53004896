import ArgumentParser
import Calendars
import Catalogue
import Decimals
import Invoicing
import Reports

/// `releve invoice …`
struct InvoiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoice",
    abstract: "Previews, issues and shows invoices.",
    discussion: """
      Examples:
        releve invoice preview --period 2026-10
        releve invoice issue --period 2026-10
        releve invoice show FR-2026-000001
        releve invoice explain FR-2026-000001 --line 1
        releve invoice export --period 2026-10 --as html --output invoices-2026-10
      """,
    subcommands: [
      Preview.self, Issue.self, HoldCommand.self, ReleaseCommand.self, List.self, Show.self,
      Explain.self, InvoiceExportCommand.self, Head.self,
    ])
}

extension InvoiceCommand {
  struct Preview: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Shows what would be issued now, and what stands in the way. Writes nothing.",
      discussion: """
        With --price-list, months that are not issued yet are priced by that list in the place of \
        the contracts'; own prices and all other terms stay. With --compare, what is owed for the \
        month stands beside the month before, by organisation and product, without VAT: after the \
        documents; in JSON as `changes`; ndjson and csv are only that.

        Examples:
          releve invoice preview --period 2026-10 --organisation acme
          releve invoice preview --period 2026-10 --price-list public-2027 --compare
          releve invoice preview --period 2026-10 --issue-date 2026-12-01
        """)
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption
    @Option(help: .month) var period: Period
    @Option(help: "Only this organisation; may be repeated.") var organisation: [String] = []
    @Option(help: "As if issued on this date, YYYY-MM-DD, also in the future; default today.")
    var issueDate: LocalDate?
    @Option(help: .otherList) var priceList: String?
    @Flag(help: "Compare what is owed for the month with the month before.") var compare = false

    func run() throws {
      let (billing, directory) = try database.billing(of: organisation)
      let other = try priceList.map { try directory.priceList(named: $0) }
      let result = try billing.preview(
        period, organisations: organisation, issueDate: issueDate, priceList: other,
        comparing: compare)
      if let priceList {
        console.info("what if: months that are not issued yet are priced by \(priceList)")
      }
      if result.documents.isEmpty, result.obstacles.isEmpty {
        console.info(
          "nothing to bill for \(period): nothing is owed up to then that was not billed"
            + " before; later corrections go on the next period's document")
      }
      try result.write(format.resolved, separator: "\n") { InvoiceText($0).text() }
      if Zone.default.date(of: Clock.now) < period.firstDayAfter {
        console.info("\(period) has not ended: levels are taken to hold to its end")
      }
      tellEndingCommitments(of: Set(result.documents.map(\.contract)), directory)
      // Unknown tenants are obstacles.
      if organisation.isEmpty { try billing.warnOfQuarantine(console, besides: "unknown_tenant") }
      try result.obstacles.warn(console)
    }

    private func tellEndingCommitments(of contracts: Set<String>, _ directory: Directory) {
      for contract in contracts.sorted().compactMap({ directory.contracts[$0] }) {
        for outlook in contract.commitmentOutlooks(on: contract.today) where outlook.endsSoon {
          console.info(
            "\(contract.name): the commitment to \(outlook.commitment.product) \(outlook.expiry)")
        }
      }
    }
  }

  struct Issue: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Issues the invoices of a month, and of earlier ones that are not issued yet.",
      discussion: """
        What is issued already is not issued again. Organisations that something stands in the way \
        of are left out and named, and the exit code is 3.

        Example: releve invoice issue --period 2026-10 --issue-date 2026-11-03
        """)
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption
    @Option(help: .month) var period: Period
    @Option(help: "Only this organisation; may be repeated.") var organisation: [String] = []
    @Option(help: "The date on the invoices, YYYY-MM-DD; default today.") var issueDate: LocalDate?

    func run() throws {
      let line = ProgressLine(isOn: console.isTalkative, isForced: false)
      var output = IssuedOutput(format.resolved)
      var obstacles: [Obstacle] = []
      do {
        let billing = try database.billing(of: organisation).billing
        if organisation.isEmpty { try billing.warnOfQuarantine(console) }
        obstacles = try billing.issue(
          period, organisations: organisation, on: issueDate,
          readingAheadOn: database.connector()
        ) { issued in
          output.add(issued)
          line.show("issued \(output.count): \(issued.document.number ?? "")")
        }
      } catch {
        // What was issued before stays issued, and is told.
        line.finish()
        if output.count > 0 { try output.finish(obstacles: []) }
        throw error
      }
      line.finish()
      if output.count == 0, obstacles.isEmpty {
        console.info("nothing to issue: nothing is owed up to \(period) that was not billed before")
      }
      try output.finish(obstacles: obstacles)
      try obstacles.warn(console)
    }
  }

  struct Show: DatabaseCommanding {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
      abstract: "Shows a document as it was issued.",
      discussion: """
        As pages, Factur-X, HTML and others: `releve invoice export`.

        Example: releve invoice show FR-2026-000001 --format text
        """)
    @OptionGroup var options: GlobalOptions
    @Option(help: "How it is written; default text on a terminal, json when piped.") var format:
      Format?
    @Argument(help: "The document's number.") var number: String

    func run() throws {
      let document = try InvoiceArchive(database.connect()).document(number)
      switch format ?? (Console.outputIsTerminal ? .text : .json) {
      case .text: Console.output(InvoiceText(document).text())
      case .json: try JSONOutput.write(document, pretty: true)
      }
    }
  }
}

extension Database {
  /// What bills organisations; all of them where none is named.
  fileprivate func billing(
    of organisations: [String]
  ) throws -> (billing: Billing, directory: Directory) {
    let connection = try connect()
    let directory = try DocumentStore(connection).directory(of: organisations)
    return (try Billing(connection, directory: directory, now: Clock.now), directory)
  }
}

extension Billing {
  /// Says that events wait in the quarantine: nobody is billed for them.
  fileprivate func warnOfQuarantine(
    _ console: Console, besides named: String? = nil
  ) throws {
    let reasons = try keptAside().filter { $0.reason != named }
    guard !reasons.isEmpty else { return }
    let counts = reasons.map { "\($0.reason) (\($0.entries))" }.joined(separator: ", ")
    console.warning(
      "quarantined",
      "events are kept aside and not billed: \(counts); see `releve quarantine list`")
  }
}
