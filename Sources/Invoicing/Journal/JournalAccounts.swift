import Catalogue

/// The account that a line is booked on, by the documents that are in force now.
struct JournalAccounts {
  private let contracts: [String: RevenueAccounts]
  private let products: [String: Product]
  /// Of services whose products share one account.
  private let byService: [String: String]

  init(_ directory: Directory) {
    contracts = directory.contracts.mapValues(\.accounts)
    products = directory.products
    let accounts = Dictionary(grouping: products.values, by: \.service)
      .mapValues { Set($0.map(\.account)) }
    byService = accounts.compactMapValues { $0.count == 1 ? $0.first ?? nil : nil }
  }

  /// The contract's for the service, else the contract's, else the product's, else, of a line
  /// without product, that which all products of its service have, else the standard one.
  func account(contract: String, product: String?, service: String?) -> String {
    let product = product.flatMap { products[$0] }
    let service = service ?? product?.service
    let own = contracts[contract]
    return service.flatMap { own?.byService[$0] } ?? own?.account
      ?? (product == nil ? service.flatMap { byService[$0] } : product?.account)
      ?? RevenueAccounts.standard
  }
}
