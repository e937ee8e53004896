import Calendars
import Catalogue
import Decimals
import Rating

/// What products cost in one month of a contract.
struct MonthPrices {
  let terms: MonthTerms
  let currency: Currency
  private let tariff: Tariff
  private let listName: String
  /// The day whose prices hold for what is not split.
  private let day: LocalDate
  private let pricesUsage: Bool

  /// `issueDate` is the date of the first document that bills the month: by it a price list may
  /// choose its version.
  init(_ terms: MonthTerms, _ priceList: PriceList, issueDate: LocalDate) {
    self.terms = terms
    currency = priceList.currency
    listName = priceList.name
    tariff = Tariff(priceList, of: terms.contract)
    pricesUsage = priceList.effective == .usageTime
    day = pricesUsage ? terms.first : issueDate
  }

  /// The charge that prices a product's month as a whole. Throws `Obstacle` where there is none.
  func charge(of product: Product) throws(Obstacle) -> Tariff.PricedCharge {
    guard let charge = tariff.charge(of: product.name, on: day) else {
      throw noPrice(of: [product], on: day)
    }
    return charge
  }

  /// Throws an `Obstacle` that names all products that have no price the month long.
  func check(_ products: [Product]) throws(Obstacle) {
    let unpriced = products.filter { product in
      stretches(of: product).isEmpty && tariff.charge(of: product.name, on: day) == nil
    }
    guard unpriced.isEmpty else { throw noPrice(of: unpriced, on: day) }
  }

  /// The stretches by which a product's usage is split, two or more; empty where one charge prices
  /// the whole month (contract, section 4, "Lines", 3).
  func stretches(of product: Product) -> [Tariff.Stretch] {
    guard pricesUsage, product.isDivisible,
      tariff.mayChange(product.name, from: terms.first, to: terms.end)
    else { return [] }
    let stretches = tariff.stretches(of: product.name, from: terms.first, to: terms.end)
    let isPlain = stretches.allSatisfy {
      $0.charge?.charge.plainUnitPrice != nil || $0.charge == nil
    }
    return stretches.count > 1 && isPlain ? stretches : []
  }

  /// Usage, or a commitment, of products that nothing prices from a day on.
  func noPrice(of products: [Product], on day: LocalDate) -> Obstacle {
    terms.contract.obstacle(
      .noPrice,
      "used or committed to in \(terms.period), and without a price on \(day) in \(listName) and"
        + " \(terms.contract.name): \(products.map(\.name).joined(separator: ", ")); add one")
  }
}

extension Product {
  /// Whether its quantities in parts of a month add up to the month's.
  fileprivate var isDivisible: Bool {
    guard !startedUnits else { return false }
    switch meter {
    case .sum, .count: return true
    case .timeWeighted(let step, _): return step != .month
    case .max, .last, .unique, .percentile: return false
    }
  }
}
