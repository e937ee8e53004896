public import Calendars
import Documents

/// A customer: the one who has a contract and gets invoices.
public struct Organisation: Hashable, Sendable {
  /// A tenant held by this organisation, from a local date on or from the beginning of time.
  public struct Tenancy: Hashable, Sendable {
    public let tenant: String
    public let from: LocalDate?
  }

  public let name: String
  public let legalName: String
  public let identifiers: Identifiers
  public let address: Address
  public let email: String?
  public let language: Language
  public let tenancies: [Tenancy]
}

extension Organisation {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    self.name = name
    legalName = try spec.required("legal_name").normalisedName()
    if let node = spec.optional("identifiers") {
      identifiers = try Identifiers(node)
    } else {
      identifiers = .none
    }
    address = try Address(try spec.required("address"))
    email = try spec.optional("email")?.normalisedName()
    language = try spec.optional("language")?.choice(Language.self) ?? .french
    var tenancies: [Tenancy] = []
    var known: Set<Tenancy> = []
    for item in try spec.optional("tenants")?.list() ?? [] {
      let tenancy = try Tenancy(item)
      guard known.insert(tenancy).inserted else {
        throw item.error(.duplicateName, "the tenant `\(tenancy.tenant)` stands twice")
      }
      tenancies.append(tenancy)
    }
    self.tenancies = tenancies
    try spec.finish()
  }
}

extension Organisation.Tenancy {
  /// Reads a name, or `{ name: …, from: … }`.
  fileprivate init(_ node: DocumentNode) throws(DocumentError) {
    if case .scalar = node.content {
      self.init(tenant: try node.normalisedName(), from: nil)
      return
    }
    var tenancy = try node.mapping()
    self.init(
      tenant: try tenancy.required("name").normalisedName(),
      from: try tenancy.optional("from")?.date())
    try tenancy.finish()
  }
}
