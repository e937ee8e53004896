import Calendars
import Catalogue
import Documents
import PostgreSQL
import TestSupport
import Testing

/// A database in which a test applies documents.
struct ApplyWorld {
  let database: TestDatabase
  let connection: Connection

  /// A catalogue with two products, a price list, a seller and an organisation with two tenants.
  static let base = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: p, sku: s, label: { fr: p, en: p }, service: OpenIaaS, unit: VM,
            meter: { aggregation: count } }
        - { product: q, sku: "csp:(region):q", label: { fr: q, en: q }, service: Support, unit: h,
            meter: { aggregation: sum } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - { from: 2026-01-01, prices: [
            { product: p, charge: { model: per_unit, unit_price: "1.00" } } ] }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Seller
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    ---
    kind: ServiceLevels
    name: v
    spec:
      commitments:
        - { id: i, label: { fr: i, en: i }, components: ["*/*/compute/*"], target: "99.9",
            maintenance: included }
    ---
    kind: Organisation
    name: o
    spec:
      legal_name: Customer
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [ t1, { name: t2, from: 2026-03-01 } ]

    """

  init(applying text: String = ApplyWorld.base) throws {
    database = try MigratedDatabase.make()
    connection = try database.connectAsProgram()
    try apply(text)
  }

  /// Another process in the same world.
  init(joining database: TestDatabase) throws {
    self.database = database
    connection = try database.connectAsProgram()
  }

  /// A contract of the organisation, with further keys of its spec.
  static func contract(
    _ name: String = "k", _ keys: String = "", from: String = "2026-01-01",
    vat: String = "{ category: S, rate: 20 }"
  ) -> String {
    """
    kind: Contract
    name: \(name)
    spec:
      organisation: o
      seller: s
      price_list: l
      from: \(from)
      vat: \(vat)
      \(keys)

    """
  }

  /// Applies documents in the middle of June 2026; returns `outcome kind name` of each.
  @discardableResult
  func apply(
    _ text: String, because reason: String? = nil, dryRun: Bool = false,
    at now: String = "2026-06-15T12:00:00Z"
  ) throws -> [String] {
    let nodes = try DocumentNode.documents(of: text, file: "f.yaml")
    let now = try #require(Instant(rfc3339: now))
    return try Application(connection, now: now)
      .apply(nodes, correctingBecause: reason, dryRun: dryRun)
      .map { "\($0.outcome) \($0.kind.rawValue) \($0.name)" }
  }

  /// What applying documents is refused with; nil where it is not.
  func fault(_ text: String, because reason: String? = nil) throws -> DocumentError? {
    do {
      try apply(text, because: reason)
      return nil
    } catch let error as DocumentError {
      return error
    }
  }

  /// Runs a query of one text column as the superuser.
  func texts(_ query: String) throws -> [String?] {
    try database.connect().query(Statement(name: "test", text: query)).decode(String?.self)
  }
}
