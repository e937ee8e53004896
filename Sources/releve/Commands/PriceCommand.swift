import ArgumentParser
import Calendars
import Catalogue
import Decimals
import Invoicing
import Reports

/// `releve price PRODUCT QUANTITY`
struct PriceCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "price",
    abstract: "Tells what a quantity of a product would cost, step by step.",
    discussion: """
      By the contract that an organisation has on the day: its own price of the product, else its \
      price list's, less its discounts, with VAT. With --price-list besides, that list stands in \
      the place of the contract's; alone, it prices without discounts and VAT. The quantity is in \
      billed units, as `usage` shows them.

      Examples:
        releve price vpc-v1 14 --organisation acme
        releve price vpc-v1 14 --organisation acme --date 2027-01-01 --language en
        releve price vpc-v1 14 --price-list public-2026 --format json
      """)
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup var options: GlobalOptions
  @Option(help: "By the contract of this organisation.") var organisation: String?
  @Option(help: .otherList) var priceList: String?
  @Option(help: .today) var date: LocalDate?
  @Option(help: "fr or en; default the organisation's, en without one.") var language: Language?
  @Option(help: "text or json; text on a terminal, json when piped.") var format: Format?
  @Argument(help: "The product's name.") var product: String
  @Argument(
    help: "How many billed units, 0 or more, such as 12 or 0.5.",
    transform: { text in
      do throws(DecimalError) {
        let quantity = try DecimalNumber(text, limits: .quantity)
        guard !quantity.isNegative else { throw DecimalError.malformed }
        return quantity
      } catch .malformed {
        throw ValidationError("the quantity `\(text)` is not a number of 0 or more, such as 0.5")
      } catch {
        throw ValidationError("the quantity `\(text)` has \(error)")
      }
    })
  var quantity: DecimalNumber

  func validate() throws {
    guard organisation != nil || priceList != nil else {
      throw ValidationError("name whose price: --organisation NAME, or --price-list NAME")
    }
  }

  func run() throws {
    let directory = try DocumentStore(database.connect()).directory()
    let zone = organisation.flatMap { directory.contracts(of: $0).first?.zone } ?? .default
    let simulation = try directory.priceSimulation(
      of: quantity, product: product, by: basis, on: date ?? zone.date(of: Clock.now))
    let own = organisation.flatMap { directory.organisations[$0]?.language }
    let language = language ?? own ?? .english
    switch format ?? (Console.outputIsTerminal ? .text : .json) {
    case .text:
      Console.output(
        PriceText(simulation, in: language, width: Console.outputWidth).text())
    case .json: try JSONOutput.write(PriceReport(simulation, in: language), pretty: true)
    }
  }

  private var basis: PriceBasis {
    if let organisation { return .contract(of: organisation, priceList: priceList) }
    return .priceList(priceList ?? "")
  }
}
