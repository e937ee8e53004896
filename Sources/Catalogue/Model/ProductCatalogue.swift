import Documents

/// The products of one provider: a document of kind `Catalogue`.
public struct ProductCatalogue: Hashable, Sendable {
  public let name: String
  public let products: [Product]
}

extension ProductCatalogue {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    var products: [Product] = []
    var names: Set<String> = []
    for item in try spec.required("products").list() {
      let product = try Product(item)
      guard names.insert(product.name).inserted else {
        throw item.error(.duplicateName, "the product `\(product.name)` stands twice")
      }
      products.append(product)
    }
    try spec.finish()
    self.init(name: name, products: products)
  }
}
