import ArgumentParser
import Calendars
import Catalogue
import Decimals
import Invoicing
import Reports

/// `releve statement`
struct StatementCommand: DatabaseCommanding {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, csv, html }

  static let configuration = CommandConfiguration(
    commandName: "statement",
    abstract: "Shows what an organisation was billed over some months, and how it was corrected.",
    discussion: """
      The issued documents that bill these months, with what was billed so far (VAT included, from \
      the first of them on) and, below each, its lines that correct earlier months; totals by \
      currency and VAT rate; and what each month cost for each product, as corrected up to now, \
      also by documents of later months. Credit notes count negative. csv has the documents alone.

      From issued documents alone: labels are in the language in which they were issued.

      Examples:
        releve statement --organisation acme --from 2026-10 --to 2026-12
        releve statement --organisation acme --from 2026-01 --to 2026-12 --format csv
        releve statement --organisation acme --from 2026-10 --to 2026-12 --format html
      """)
  @OptionGroup var options: GlobalOptions
  @Option(help: "The organisation.") var organisation: String
  @Option(help: ArgumentHelp("The first month that is billed, YYYY-MM.", valueName: "month"))
  var from: Period
  @Option(help: ArgumentHelp("The last month, YYYY-MM.", valueName: "month"))
  var to: Period
  @Option(help: "fr or en; default the organisation's.") var language: Language?
  @Option(help: "text, json, csv or html; text on a terminal, json when piped.")
  var format: Format?
  @OptionGroup var output: OutputOption

  func validate() throws {
    if to < from { throw ValidationError("--to \(to) is before --from \(from)") }
  }

  func run() throws {
    let connection = try database.connect()
    let customer = try DocumentStore(connection).directory().organisation(named: organisation)
    let statement = try InvoiceArchive(connection)
      .statement(of: customer.name, from: from, to: to)
    switch format ?? (Console.outputIsTerminal ? .text : .json) {
    case .text:
      try output.write(try StatementText(statement, in: language ?? customer.language).text())
    case .json: try output.write(try JSONText.text(StatementReport(statement), pretty: true))
    case .csv: try output.write(try listing(statement).text(.csv))
    case .html:
      try output.write(try StatementPage(statement, in: language ?? customer.language).html())
    }
  }

  private func listing(_ statement: AccountStatement) -> Listing {
    var listing = Listing([
      "number", "kind", "organisation", "contract", "period", "issued_on", "currency", "net", "vat",
      "gross", "balance",
    ])
    for entry in statement.entries {
      listing.add([
        .text(entry.number), .text(entry.kind.rawValue), .text(statement.organisation),
        .text(entry.contract), .text(entry.period), .text(entry.issuedOn), .text(entry.currency),
        .decimal(entry.net.description), .decimal(entry.vat.description),
        .decimal(entry.gross.description), .decimal(entry.balance.description),
      ])
    }
    return listing
  }
}
