import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Reports

/// `releve export …`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes what was billed for other programs.",
    discussion: "Example: releve export journal --period 2026-10 > sales-2026-10.csv",
    subcommands: [Journal.self])
}

extension ExportCommand {
  struct Journal: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Writes the sales journal of a month as CSV.",
      discussion: """
        A row for each document, account and VAT rate. --period takes the documents that bill the \
        month, as `invoice issue --period` makes them; --issued-in those that are dated in it, as \
        they are booked. Credit notes are negative. Of each document the rows add up to its \
        totals: its VAT is rounded once, and divided among accounts by largest remainder.

        The account is that of the documents in force now, for invoices do not name it: a \
        contract's `accounts` (by service), else its `account`, else the product's `account`; for \
        a line without product that of all products of its service; else 706000.

        In names that begin as a formula does (=, +, -, @) an apostrophe stands first.

        Examples:
          releve export journal --period 2026-10 > sales-2026-10.csv
          releve export journal --issued-in 2026-11 > sales-dated-2026-11.csv
        """)
    @OptionGroup var options: GlobalOptions
    @Option(help: ArgumentHelp("Documents that bill this month, YYYY-MM.", valueName: "month"))
    var period: Period?
    @Option(help: ArgumentHelp("Documents dated in this month, instead.", valueName: "month"))
    var issuedIn: Period?

    func validate() throws {
      guard (period == nil) != (issuedIn == nil) else {
        throw ValidationError("name one month: --period MONTH or --issued-in MONTH")
      }
    }

    func run() throws {
      let connection = try database.connect()
      let directory = try DocumentStore(connection).directory()
      // Whole, or an error: half a journal would be booked.
      var text = JournalCSV.head
      for month in [period.map(SalesJournal.Month.billed), issuedIn.map(SalesJournal.Month.issued)]
        .compactMap(\.self)
      {
        try SalesJournal(connection, directory: directory).entries(month) {
          text += JournalCSV.line($0)
        }
      }
      Console.output(text)
    }
  }
}
