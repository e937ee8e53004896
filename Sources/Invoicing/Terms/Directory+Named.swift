public import Catalogue

// What was asked for by its name, or an error that says which names are near.
extension Directory {
  public func organisation(named name: String) throws(InvoicingError) -> Organisation {
    guard let organisation = organisations[name] else {
      throw .unknownOrganisation(name, nearest: NearestNames.of(name, among: organisations.keys))
    }
    return organisation
  }

  public func contract(named name: String) throws(TermsError) -> Contract {
    guard let contract = contracts[name] else {
      throw .unknownContract(name, nearest: NearestNames.of(name, among: contracts.keys))
    }
    return contract
  }

  public func priceList(named name: String) throws(TermsError) -> PriceList {
    guard let priceList = priceLists[name] else {
      throw .unknownPriceList(name, nearest: NearestNames.of(name, among: priceLists.keys))
    }
    return priceList
  }

  public func product(named name: String) throws(TermsError) -> Product {
    let products = products
    guard let product = products[name] else {
      throw .unknownProduct(name, nearest: NearestNames.of(name, among: products.keys))
    }
    return product
  }
}
