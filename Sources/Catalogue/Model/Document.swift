public import Documents

/// The kinds of documents (contract, section 2).
public enum DocumentKind: String, CaseIterable, Sendable {
  case catalogue = "Catalogue"
  case priceList = "PriceList"
  case organisation = "Organisation"
  case contract = "Contract"
  case serviceLevels = "ServiceLevels"
  case seller = "Seller"
  case inventoryMap = "InventoryMap"

  /// The kind that a person means, in capitals or not, in the plural or not: `contracts` is
  /// `Contract`, `price-list` is `PriceList`; nil where there is none.
  public init?(meant text: String) {
    let word = text.lowercased().filter { $0 != "-" && $0 != "_" }
    let kind = Self.allCases.first { kind in
      let name = kind.rawValue.lowercased()
      return word == name || word == name + "s" || word + "s" == name
    }
    guard let kind else { return nil }
    self = kind
  }
}

/// A document that was read and is sound in itself; what it refers to is checked by `Directory`.
public struct Document: Sendable {
  public enum Content: Hashable, Sendable {
    case catalogue(ProductCatalogue)
    case priceList(PriceList)
    case organisation(Organisation)
    case contract(Contract)
    case serviceLevels(ServiceLevelAgreement)
    case seller(Seller)
    case inventoryMap(InventoryMap)
  }

  public let kind: DocumentKind
  public let name: String
  public let content: Content
  /// The document as it was written: the place for errors, and the form that is stored.
  public let node: DocumentNode

  /// Reads one document with its `kind`, `name` and `spec`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var document = try node.mapping()
    kind = try document.required("kind").choice(DocumentKind.self)
    name = try document.required("name").normalisedName()
    let spec = try document.required("spec")
    try document.finish()
    switch kind {
    case .catalogue: content = .catalogue(try ProductCatalogue(name: name, spec: spec))
    case .priceList: content = .priceList(try PriceList(name: name, spec: spec))
    case .organisation: content = .organisation(try Organisation(name: name, spec: spec))
    case .contract: content = .contract(try Contract(name: name, spec: spec))
    case .serviceLevels:
      content = .serviceLevels(try ServiceLevelAgreement(name: name, spec: spec))
    case .seller: content = .seller(try Seller(name: name, spec: spec))
    case .inventoryMap: content = .inventoryMap(try InventoryMap(name: name, spec: spec))
    }
    self.node = node
  }
}
