public import Calendars
import Catalogue

/// Why prices or terms that were asked for cannot be told.
public enum TermsError: Error, Hashable, Sendable {
  /// No catalogue has the product; `nearest` are names that may have been meant.
  case unknownProduct(String, nearest: [String])
  case unknownPriceList(String, nearest: [String])
  case unknownContract(String, nearest: [String])
  /// The organisation has no contract on the day; `contracts` are those that it has, with the days
  /// that they hold.
  case noContract(organisation: String, on: LocalDate, contracts: [String])
  /// Neither the contract nor the price list has a price on the day.
  case noPrice(product: String, priceList: String, on: LocalDate)
  /// A price list in another currency than the one in whose place it was to be.
  case otherCurrency(priceList: String, currency: String, contract: String, itsCurrency: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownProduct: "unknown_product"
    case .unknownPriceList: "unknown_price_list"
    case .unknownContract: "unknown_contract"
    case .noContract: "no_contract"
    case .noPrice: "no_price"
    case .otherCurrency: "other_currency"
    }
  }
}

extension TermsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownProduct(let name, let nearest):
      "no catalogue has a product `\(name)`" + Self.hint(nearest, orElse: .catalogue)
    case .unknownPriceList(let name, let nearest):
      "there is no price list `\(name)`" + Self.hint(nearest, orElse: .priceList)
    case .unknownContract(let name, let nearest):
      "there is no contract `\(name)`" + Self.hint(nearest, orElse: .contract)
    case .noContract(let organisation, let day, let contracts):
      "`\(organisation)` has no contract on \(day)"
        + (contracts.isEmpty
          ? ": apply one, or name a price list with --price-list"
          : "; it has \(contracts.joined(separator: ", ")): ask for a day of them with --date")
    case .noPrice(let product, let priceList, let day):
      "`\(product)` has no price on \(day) in the price list `\(priceList)`: add one, or ask for"
        + " another day with --date"
    case .otherCurrency(let priceList, let currency, let contract, let itsCurrency):
      "the price list `\(priceList)` is in \(currency), and the contract `\(contract)` in"
        + " \(itsCurrency): name a list in \(itsCurrency)"
    }
  }

  private static func hint(_ nearest: [String], orElse kind: DocumentKind) -> String {
    nearest.isEmpty
      ? ": `releve get \(kind.rawValue)` shows those there are"
      : "; did you mean \(nearest.map { "`\($0)`" }.joined(separator: " or "))?"
  }
}
