import Catalogue

/// Finds the product of an event: by SKU, a canonical SKU before an alias, then by unit
/// (contract, section 3).
struct ProductResolver {
  /// A product and the SKU as it is canonically spelt, with the event's region.
  struct Item: Hashable {
    let product: String
    let sku: String

    /// By bytes, as the database compares: to Swift, é and e with an accent are the same text.
    static func == (left: Item, right: Item) -> Bool {
      left.product == right.product && left.sku.utf8.elementsEqual(right.sku.utf8)
    }
  }

  private let products: [Product]

  /// The longest SKU that an event may have, in bytes: PostgreSQL's indexes take 2704 at most.
  private static let skuBytesMax = 1024

  init(_ products: some Sequence<Product>) {
    self.products = products.sorted { $0.name < $1.name }
  }

  /// The product of a SKU in a unit. O(products).
  func resolve(sku: String, unit: String?) -> Result<Item, Rejection> {
    guard sku.utf8.count <= Self.skuBytesMax else {
      return .failure(
        Rejection(
          reason: .unknownSKU,
          detail: "no product has a SKU of \(sku.utf8.count) bytes; at most"
            + " \(Self.skuBytesMax) are looked up"))
    }
    var candidates = products.compactMap { product in
      product.sku.match(sku).map { (product, product.sku.spelt($0)) }
    }
    if candidates.isEmpty {
      candidates = products.compactMap { product in
        product.aliases.lazy.compactMap { $0.match(sku) }.first
          .map { (product, product.sku.spelt($0)) }
      }
    }
    guard !candidates.isEmpty else {
      return .failure(
        Rejection(reason: .unknownSKU, detail: "no product has the SKU \"\(sku)\""))
    }
    let fitting = candidates.filter { unit == nil || $0.0.unit == unit }
    switch (fitting.count, fitting.first) {
    case (1, let (product, sku)?):
      return .success(Item(product: product.name, sku: sku))
    case (0, _):
      let units = candidates.map { "\"\($0.0.unit)\"" }.joined(separator: ", ")
      return .failure(
        Rejection(
          reason: .unitMismatch,
          detail: "the unit is \"\(unit ?? "")\"; \"\(sku)\" is measured in \(units)"))
    default:
      let names = fitting.map(\.0.name).joined(separator: ", ")
      return .failure(
        Rejection(
          reason: .ambiguousSKU, detail: "\"\(sku)\" is the SKU of several products: \(names)"))
    }
  }
}
