import ArgumentParser
import Calendars
import Catalogue
import Invoicing
import Reports

/// `releve contract …`
struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Shows contracts: terms in force, and what is left of commitments.",
    discussion: """
      Examples:
        releve contract list
        releve contract show acme-2026
      """,
    subcommands: [List.self, Show.self])
}

extension ContractCommand {
  struct List: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Lists the contracts, with commitments that end within 60 days.",
      discussion: "Example: releve contract list --format csv")
    @OptionGroup var options: GlobalOptions
    @OptionGroup var format: FormatOption
    @Option(help: .today) var date: LocalDate?

    func run() throws {
      let directory = try DocumentStore(database.connect()).directory()
      var listing = Listing([
        "name", "organisation", "from", "to", "price_list", "commitments_ending",
      ])
      for contract in directory.contracts.values.sorted(by: { $0.name < $1.name }) {
        let ending = contract.commitmentOutlooks(on: date ?? contract.today)
          .filter(\.endsSoon).map { "\($0.commitment.product) \($0.end)" }
        listing.add([
          .text(contract.name), .text(contract.organisation), .text(contract.from.description),
          contract.to.map { .text($0.description) } ?? .absent, .text(contract.priceList),
          ending.isEmpty ? .absent : .text(ending.joined(separator: ", ")),
        ])
      }
      Console.output(try listing.text(format.resolved))
    }
  }

  struct Show: DatabaseCommanding {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
      abstract: "Shows a contract's terms in force, and what is left of its commitments.",
      discussion: """
        For each commitment: the months that are left (days ÷ days of each month), and what is \
        still due up to its end, or the contract's, where nothing more is used: month by month as \
        it would be billed, at the prices that are known now. `to` is the first day after.

        Example: releve contract show acme-2026 --date 2026-12-01
        """)
    @OptionGroup var options: GlobalOptions
    @Option(help: .today) var date: LocalDate?
    @Option(help: "text or json; text on a terminal, json when piped.") var format: Format?
    @Argument(help: "The contract's name.") var name: String

    func run() throws {
      let directory = try DocumentStore(database.connect()).directory()
      let contract = try directory.contract(named: name)
      let overview = try ContractOverview(
        contract, on: date ?? contract.today, directory: directory)
      switch format ?? (Console.outputIsTerminal ? .text : .json) {
      case .text:
        let units = directory.products.mapValues(\.billedUnit.english)
        Console.output(
          ContractText(overview, units: units, width: Console.outputWidth).text())
      case .json: try JSONOutput.write(ContractReport(overview), pretty: true)
      }
    }
  }
}

extension Contract {
  /// The date of now in its zone.
  var today: LocalDate { zone.date(of: Clock.now) }
}
