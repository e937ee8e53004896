import Calendars
import Catalogue
import Decimals
import Documents
import Foundation
import Invoicing
import Metering
import PostgreSQL
import TestSupport
import Testing

/// A database with documents and events, in which a test bills.
struct BillingWorld {
  let database: TestDatabase
  let connection: Connection

  /// A catalogue with a product of each simple meter, a price list, a seller and two customers.
  static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: act, sku: "csp:(region):act", label: { fr: Acte, en: Act }, service: Housing,
            unit: act, meter: { aggregation: count } }
        - { product: level, sku: "csp:(region):level", label: { fr: Niveau, en: Level },
            service: OpenIaaS, unit: VM, meter: { aggregation: time_weighted, step: day } }
        - { product: free, sku: "csp:free", label: { fr: Libre, en: Free }, service: Housing,
            unit: x, meter: { aggregation: sum } }
        - { product: tiered, sku: "csp:tiered", label: { fr: Paliers, en: Tiers }, service: Housing,
            unit: x, meter: { aggregation: sum } }
        - { product: started, sku: "csp:started", label: { fr: Entamé, en: Started },
            service: Support, unit: h, started_units: true, meter: { aggregation: sum } }
        - { product: link, sku: "csp:link", label: { fr: Lien, en: Link }, service: Network,
            unit: Mbps,
            meter: { aggregation: percentile, percentile: 95, window_seconds: 300, missing: skip } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - from: 2026-01-01
          prices:
            - { product: act, charge: { model: per_unit, unit_price: "1.25" } }
            - { product: level, charge: { model: per_unit, unit_price: "12.00" } }
            - { product: started, charge: { model: per_unit, unit_price: "80" } }
            - { product: tiered, charge: { model: flat, amount: "10" } }
            - { product: link, charge: { model: per_unit, unit_price: "1" } }
        - from: 2026-05-11
          prices:
            - { product: act, charge: { model: per_unit, unit_price: "1.50" } }
            - { product: level, charge: { model: per_unit, unit_price: "12.00" } }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Vendeur SAS
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}", credit_note_series: null }
    ---
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      language: fr
      tenants: [ prod, dev ]
    ---
    kind: Organisation
    name: beta
    spec:
      legal_name: Beta Ltd
      address: { line1: 2 Road, postcode: "1", city: London, country: GB }
      language: en
      tenants: [ beta ]
    ---
    kind: Contract
    name: acme-2026
    spec:
      organisation: acme
      seller: s
      price_list: l
      from: 2026-01-01
      payment_terms_days: 30
      vat:
        category: S
        rate: "20.00"
        exceptions: [ { services: [Support], category: E, rate: "0", reason: Article 261 } ]
    ---
    kind: Contract
    name: beta-2026
    spec:
      organisation: beta
      seller: s
      price_list: l
      from: 2026-02-16
      vat: { category: G, rate: "0", reason: Export }
    """

  /// The documents with keys more in acme's contract, and another charge of `tiered`.
  static func documents(acme keys: String, tiered charge: String? = nil) -> String {
    var text = documents.replacing(
      "  payment_terms_days: 30\n", with: "  payment_terms_days: 30\n  \(keys)\n")
    if let charge {
      text = text.replacing(
        "{ product: tiered, charge: { model: flat, amount: \"10\" } }",
        with: "{ product: tiered, charge: \(charge) }")
    }
    return text
  }

  /// Applies documents, as a correction, on a day.
  func correct(_ documents: String, on day: String) throws {
    let now = try #require(Instant(rfc3339: "\(day)T12:00:00Z"))
    _ = try Application(connection, now: now)
      .apply(DocumentNode.documents(of: documents, file: "w"), correctingBecause: "it was wrong")
  }

  init(_ documents: String = BillingWorld.documents) throws {
    database = try MigratedDatabase.make()
    connection = try database.connectAsProgram()
    // The prices of May were agreed in April.
    let applied = try #require(Instant(rfc3339: "2026-01-01T12:00:00Z"))
    _ = try Application(connection, now: applied)
      .apply(DocumentNode.documents(of: documents, file: "world.yaml"))
  }

  /// Another process in the same world.
  init(joining database: TestDatabase) throws {
    self.database = database
    connection = try database.connectAsProgram()
  }

  /// Stores usage events `id tenant sku resource time quantity`, and voids `void id target`.
  @discardableResult
  func ingest(_ events: String...) throws -> IngestCounts {
    let lines = events.map { event in
      let words = event.split(separator: " ").map(String.init)
      guard words[0] != "void" else {
        return
          """
          {"id":"\(words[1])","source":"/t","type":"releve.void.v1","data":{"id":"\(words[2])"}}
          """
      }
      return """
        {"id":"\(words[0])","source":"/t","type":"releve.usage.v1","subject":"\(words[1])",\
        "time":"\(words[4])","data":{"sku":"\(words[2])","resource":"\(words[3])",\
        "quantity":"\(words[5])"}}
        """
    }
    let path = FileManager.default.temporaryDirectory.path + "/releve-\(UUID()).ndjson"
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let now = try #require(Instant(rfc3339: "2027-01-01T00:00:00Z"))
    var ingestion = try Ingestion(connection, directory: DocumentStore(connection).directory())
    return try ingestion.run(try EventFormat.ndjson.open(path: path, now: now)) { _ in }
  }

  /// Billing as of an instant, on a connection of its own where several processes are played.
  func billing(
    at now: String = "2026-12-31T12:00:00Z", on connection: Connection? = nil
  ) throws -> Billing {
    let connection = connection ?? self.connection
    return try Billing(
      connection, directory: DocumentStore(connection).directory(),
      now: try #require(Instant(rfc3339: now)))
  }

  @discardableResult
  func issue(
    _ period: String, on date: String, organisations: [String] = []
  ) throws -> Billing.Result {
    try billing().issued(
      try #require(Period(period)), organisations: organisations, on: LocalDate(date))
  }

  func preview(_ period: String, organisations: [String] = []) throws -> Billing.Result {
    try billing().preview(try #require(Period(period)), organisations: organisations)
  }
}

extension InvoiceDocument {
  /// Lines as `kind product tenant period quantity × price = amount`.
  var summary: [String] {
    lines.map { line in
      "\(line.kind.rawValue) \(line.product ?? "-") \(line.tenant ?? "-") \(line.period)"
        + " \(line.quantity) × \(line.unitPrice ?? "null") = \(line.amount)"
    }
  }

  /// Lines as `label quantity amount`.
  var labels: [String] { lines.map { "\($0.label) \($0.quantity) \($0.amount)" } }
}
