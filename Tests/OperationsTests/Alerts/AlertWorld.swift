import Calendars
import Catalogue
import Documents
import Metering
import PostgreSQL
import ServiceLevels
import TestSupport
import Testing

@testable import Operations
@testable import TestModel

/// A customer with usage, a commitment and a promised availability, in which a test looks for
/// alerts. Its days are those of Paris, its agreement's those of UTC.
struct AlertWorld {
  private let world: MeteredWorld
  /// Works as the program does.
  var connection: Connection { world.connection }

  static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: act, sku: "csp:act", label: { fr: Acte, en: Act }, service: Housing,
            unit: act, meter: { aggregation: count } }
        - { product: level, sku: "csp:level", label: { fr: Niveau, en: Level },
            service: Housing, unit: VM, meter: { aggregation: time_weighted, step: STEP } }
        - { product: free, sku: "csp:free", label: { fr: Libre, en: Free }, service: Housing,
            unit: x, meter: { aggregation: sum } }
        - { product: peak, sku: "csp:peak", label: { fr: Pic, en: Peak }, service: Housing,
            unit: x, meter: { aggregation: max } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - from: 2026-01-01
          prices:
            - { product: act, charge: { model: per_unit, unit_price: "1" } }
            - { product: level, charge: { model: per_unit, unit_price: "1" } }
            - { product: peak, charge: { model: per_unit, unit_price: "1" } }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Vendeur SAS
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    ---
    kind: ServiceLevels
    name: offer
    spec:
      timezone: UTC
      commitments:
        - { id: infra, label: { fr: Infra, en: Infra }, components: ["*/*/compute/*"],
            target: "99.9", maintenance: included, services: [Housing],
            credits: { basis: point_gap, cap_percent: "30" }, claim_days: 30,
            claim_from: period_end }
    ---
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [ prod ]
    ---
    kind: Contract
    name: acme-2026
    spec:
      organisation: acme
      seller: s
      price_list: l
      from: 2026-01-01
      vat: { category: S, rate: "20" }
      service_levels: [offer]
      components: [ { match: "fr1/az05/compute/*", from: 2026-01-01 } ]
      commitments: [ { product: act, quantity: "3", from: 2026-01-01, months: 12 } ]
    """

  static let cluster = "fr1/az05/compute/clu-001"

  /// With the cluster declared; `changing` replaces parts of the documents.
  init(step: String = "day", changing: KeyValuePairs<String, String> = [:]) throws {
    var text = Self.documents.replacing("STEP", with: step)
    for (old, new) in changing { text = text.replacing(old, with: new) }
    world = try MeteredWorld(yaml: text)
    try record(
      """
      {"kind":"component","id":"c","component":"\(Self.cluster)","from":"2026-01-01T00:00:00Z"}
      """)
  }

  /// Stores events `id sku resource time quantity` of a source and a tenant.
  @discardableResult
  func ingest(
    _ events: [String], source: String = "/collector", tenant: String = "prod"
  ) throws -> IngestCounts {
    try world.ingest(
      events.map { event in
        let words = event.split(separator: " ")
        return """
          {"id":"\(words[0])","source":"\(source)","type":"releve.usage.v1",\
          "subject":"\(tenant)","time":"\(words[3])","data":{"sku":"\(words[1])",\
          "resource":"\(words[2])","quantity":"\(words[4])"}}

          """
      }.joined())
  }

  /// Imports what is said of components, a JSON object for each.
  func record(_ records: String...) throws {
    var work = ServiceImport(world.connection)
    let bytes = Array(records.joined(separator: "\n").utf8)
    try ImportFormat.records.reader(map: nil)
      .read(ImportFile(name: "f", bytes: bytes)) { work.add($0) }
    let result = try work.store(format: "records", file: "f")
    #expect(result.refused.isEmpty)
  }

  /// An outage of the cluster; `to` nil where it is open.
  func outage(_ id: String, _ from: String, _ to: String?) throws {
    let end = to.map { ",\"to\":\"\($0)\"" } ?? ""
    try record(
      """
      {"kind":"outage","id":"\(id)","component":"\(Self.cluster)","from":"\(from)"\(end)}
      """)
  }

  /// Applies a document besides.
  func apply(_ yaml: String) throws {
    var world = world
    try world.apply(
      yaml: yaml, correctingBecause: nil,
      now: try #require(Instant(rfc3339: "2026-11-01T00:00:00Z")))
  }

  /// What is open at an instant, or at the end of a day.
  func alerts(_ time: String, of kinds: Set<Alert.Kind>? = nil) throws -> [Alert] {
    try OpenAlerts(try Self.night(time), world.connection).all().filter { alert in
      kinds.map { $0.contains(alert.kind) } ?? true
    }
  }

  static func night(_ time: String) throws -> Night {
    if let day = LocalDate(time) { return Night(pinnedTo: day) }
    return Night(now: try #require(Instant(rfc3339: time)))
  }

  /// The one number that a statement answers.
  func count(_ sql: String) throws -> Int64 { try world.count(sql) }

  /// Runs a script as the superuser.
  func run(_ script: String) throws {
    try world.database.connect().run(script: script, name: "test")
  }
}
