public import Calendars
public import Catalogue
public import Decimals

/// What a price is asked for.
public enum PriceBasis: Sendable {
  /// The contract that an organisation has on the day; with the named price list, if any, in the
  /// place of the contract's.
  case contract(of: String, priceList: String?)
  /// A price list alone.
  case priceList(String)
}

extension Directory {
  /// What a quantity of a product would cost on a day.
  ///
  /// Throws `TermsError` or `InvoicingError` where something named does not exist, the
  /// organisation has no contract on the day, there is no price, or the named list is in another
  /// currency than the contract's.
  public func priceSimulation(
    of quantity: DecimalNumber, product name: String, by basis: PriceBasis, on day: LocalDate
  ) throws -> PriceSimulation {
    let product = try product(named: name)
    switch basis {
    case .priceList(let name):
      return try PriceSimulation(
        of: quantity, product, on: day, by: priceList(named: name), contract: nil)
    case .contract(let organisation, let listName):
      let contract = try contract(of: self.organisation(named: organisation), on: day)
      let priceList = try priceList(named: listName ?? contract.priceList)
      try check(priceList, inPlaceOfThatOf: contract)
      return try PriceSimulation(
        of: quantity, product, on: day, by: priceList, contract: contract)
    }
  }

  /// Throws `TermsError.otherCurrency` where a price list cannot stand in the place of a
  /// contract's.
  func check(_ priceList: PriceList, inPlaceOfThatOf contract: Contract) throws(TermsError) {
    let own = try self.priceList(named: contract.priceList)
    guard own.currency == priceList.currency else {
      throw .otherCurrency(
        priceList: priceList.name, currency: priceList.currency.code, contract: contract.name,
        itsCurrency: own.currency.code)
    }
  }

  private func contract(
    of organisation: Organisation, on day: LocalDate
  ) throws(TermsError) -> Contract {
    let contracts = contracts(of: organisation.name)
    let inForce = contracts.first { $0.from <= day && $0.to.map { day < $0 } ?? true }
    guard let inForce else {
      throw .noContract(
        organisation: organisation.name, on: day,
        contracts: contracts.map { contract in
          "`\(contract.name)` from \(contract.from)" + (contract.to.map { " to \($0)" } ?? " on")
        })
    }
    return inForce
  }
}
