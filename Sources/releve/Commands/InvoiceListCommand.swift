import ArgumentParser
import Calendars
import Catalogue
import Decimals
import Invoicing
import Reports

extension InvoiceCommand {
  struct List: DatabaseCommanding {
    enum Kind: String, CaseIterable, ExpressibleByArgument {
      case invoice
      case creditNote = "credit_note"
    }

    static let configuration = CommandConfiguration(
      abstract: "Lists the issued documents.",
      discussion: """
        Options narrow the list; a document has to suit all that are given. --period, --from and \
        --to are the months that documents bill, --issued-in is the month of their date, --year \
        that of their number. A table ends with the totals of each currency.

        Examples:
          releve invoice list --organisation acme --from 2026-01 --to 2026-12
          releve invoice list --issued-in 2026-11 --kind credit_note --format csv
          releve invoice list --series FR --year 2026
        """)
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var months: MonthsOption
    @Option(help: "Only this organisation; may be repeated.") var organisation: [String] = []
    @Option(help: "Only this contract; may be repeated.") var contract: [String] = []
    @Option(help: "Only documents of this kind.") var kind: Kind?
    @Option(help: ArgumentHelp("Only documents dated in this month.", valueName: "month"))
    var issuedIn: Period?
    @Option(help: "Only this series.") var series: String?
    @Option(help: "Only numbers of this year.") var year: Int?

    func run() throws {
      let connection = try database.connect()
      let entries = try InvoiceArchive(connection).entries(
        filter(try DocumentStore(connection).directory()))
      var listing = Listing([
        "number", "kind", "organisation", "contract", "period", "issued_on", "currency", "net",
        "gross",
      ])
      for entry in entries {
        listing.add([
          .text(entry.number), .text(entry.kind), .text(entry.organisation),
          .text(entry.contract), .text(entry.period.description),
          .text(entry.issuedOn.description), .text(entry.currency),
          .decimal(entry.net.description), .decimal(entry.gross.description),
        ])
      }
      if entries.count > 1 { try addTotals(of: entries, to: &listing) }
      Console.output(try listing.text(format.resolved))
    }

    private func filter(_ directory: Directory) throws -> InvoiceArchive.Filter {
      var filter = InvoiceArchive.Filter()
      filter.organisations = try organisation.map { try directory.organisation(named: $0).name }
      filter.contracts = try contract.map { try directory.contract(named: $0).name }
      filter.from = months.period ?? months.from
      filter.to = months.period ?? months.to
      filter.issuedIn = issuedIn
      filter.kind = kind.map { $0 == .invoice ? .invoice : .creditNote }
      filter.series = series
      filter.year = year
      return filter
    }

    private func addTotals(
      of entries: [InvoiceArchive.Entry], to listing: inout Listing
    ) throws {
      for (currency, own) in Dictionary(grouping: entries, by: \.currency)
        .sorted(by: { $0.key < $1.key })
      {
        let net = try own.reduce(DecimalNumber.zero) { try $0 + $1.net }
        let gross = try own.reduce(DecimalNumber.zero) { try $0 + $1.gross }
        listing.add(total: [
          .text("total"), .text(own.count == 1 ? "1 document" : "\(own.count) documents"), .absent,
          .absent, .absent, .absent, .text(currency), .decimal(net.description),
          .decimal(gross.description),
        ])
      }
    }
  }

  struct Head: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Shows the last document of each series, with its digest.",
      discussion: """
        Each digest covers the one before, so it vouches for every document of its series up to \
        it: keep it where nobody who can write to the database can, and `releve audit --head` \
        tells later whether anything was changed since.

        Example: releve invoice head --format json > head-2026-10.json
        """)
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption

    func run() throws {
      var listing = Listing(["series", "number", "issued_on", "documents", "digest"])
      for head in try InvoiceArchive(database.connect()).heads() {
        listing.add([
          .text(head.series), .text(head.number), .text(head.issuedOn.description),
          .integer(head.documents), .text(head.digest),
        ])
      }
      Console.output(try listing.text(format.resolved))
    }
  }
}
