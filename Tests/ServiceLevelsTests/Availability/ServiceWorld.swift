import Calendars
import Catalogue
import Decimals
import Documents
import PostgreSQL
import ServiceLevels
import TestSupport
import Testing

/// A database in which a test says what happened to components. Times are of October 2026 in UTC,
/// such as `04 01:10` or `04 01:10:30`, or written in full.
struct ServiceWorld {
  let database: TestDatabase
  /// Works as the program does.
  let connection: Connection
  let superuser: Connection

  /// The component that is meant where none is named.
  static let cluster = "fr1/az05/compute/clu-001"

  /// Two customers of one cluster, under a commitment of each way with maintenance.
  static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: p, sku: s, label: { fr: p, en: p }, service: OpenIaaS, unit: VM,
            meter: { aggregation: count } }
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
    name: offer
    spec:
      timezone: UTC
      commitments:
        - { id: included, label: { fr: Puissance, en: Compute }, components: ["*/*/compute/*"],
            target: "99.9", maintenance: included, services: [OpenIaaS],
            credits: { basis: point_gap, cap_percent: "30" }, claim_from: incident }
        - { id: excluded, label: { fr: Puissance, en: Compute }, components: ["*/*/compute/*"],
            target: "99.9", maintenance: excluded, minimum_outage_seconds: 240 }
    ---
    kind: Organisation
    name: acme
    spec:
      legal_name: ACME SAS
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      language: en
    ---
    kind: Organisation
    name: beta
    spec:
      legal_name: Beta SARL
      address: { line1: 1 rue C, postcode: "75002", city: Paris, country: FR }

    """ + "---\n" + contract(of: "acme") + "---\n" + contract(of: "beta")

  /// An organisation's contract, with further keys of its spec.
  static func contract(
    of organisation: String, components: String = "[ { match: \"fr1/az05/compute/*\" } ]",
    levels: String = "[offer]", zone: String = "UTC", from: String = "2026-01-01", to: String = ""
  ) -> String {
    """
    kind: Contract
    name: \(organisation)-2026
    spec:
      organisation: \(organisation)
      seller: s
      price_list: l
      from: \(from)
      \(to.isEmpty ? "" : "to: \(to)")
      timezone: \(zone)
      vat: { category: S, rate: "20" }
      service_levels: \(levels)
      components: \(components)

    """
  }

  /// With the cluster, unless it is said otherwise.
  init(_ documents: String = ServiceWorld.documents, declaringCluster: Bool = true) throws {
    database = try MigratedDatabase.make()
    connection = try database.connectAsProgram()
    superuser = try database.connect()
    try apply(documents)
    if declaringCluster { try component(Self.cluster) }
  }

  func apply(_ text: String) throws {
    let now = try #require(Instant(rfc3339: "2026-09-01T00:00:00Z"))
    _ = try Application(connection, now: now).apply(
      DocumentNode.documents(of: text, file: "f.yaml"), correctingBecause: nil, dryRun: false)
  }

  /// Reads a time of the month.
  static func time(_ text: String) throws -> Instant {
    let clock = text.split(separator: ":").count == 2 ? text + ":00" : text
    let full = text.contains("T") ? text : "2026-10-\(clock.replacing(" ", with: "T"))Z"
    return try #require(Instant(rfc3339: full), "\(text)")
  }

  private func optionalTime(_ text: String?) throws -> Instant? { try text.map(Self.time) }

  // What is said: the next version of its id, known from `known` on.

  func component(
    _ path: String, _ from: String = "2026-01-01T00:00:00Z", _ to: String? = nil,
    id: String? = nil, known: String = "01 00:00", retracted: Bool = false
  ) throws {
    try superuser.execute(
      RecordTable.component, id ?? path, Self.time(known), Instant?.none, path, Self.time(from),
      optionalTime(to), retracted)
  }

  func outage(
    _ id: String, _ from: String, _ to: String?, impact: String = "1",
    on component: String = ServiceWorld.cluster, known: String = "01 00:00",
    retracted: Bool = false
  ) throws {
    try superuser.execute(
      RecordTable.outage, id, Self.time(known), Instant?.none, component, Self.time(from),
      optionalTime(to), DecimalNumber(impact, limits: .price), retracted)
  }

  func maintenance(
    _ id: String, _ from: String, _ to: String?, announced: String? = "2026-09-20T00:00:00Z",
    recorded: String? = nil, on component: String = ServiceWorld.cluster,
    known: String = "01 00:00", retracted: Bool = false
  ) throws {
    try superuser.execute(
      RecordTable.maintenance, id, Self.time(known), optionalTime(recorded), component,
      Self.time(from), optionalTime(to), optionalTime(announced), retracted)
  }

  func unknown(
    _ id: String, _ from: String, _ to: String?, on component: String = ServiceWorld.cluster,
    known: String = "01 00:00", retracted: Bool = false
  ) throws {
    try superuser.execute(
      RecordTable.unknown, id, Self.time(known), Instant?.none, component, Self.time(from),
      optionalTime(to), retracted)
  }

  func sample(
    _ id: String, _ at: String, up isUp: Bool, on component: String = ServiceWorld.cluster,
    known: String = "01 00:00", retracted: Bool = false
  ) throws {
    try superuser.execute(
      RecordTable.sample, id, Self.time(known), Instant?.none, component, Self.time(at), isUp,
      retracted)
  }

  func ticket(
    _ id: String, _ opened: String, of organisation: String = "acme", priority: String? = "P1",
    response: String? = nil, claim: Bool = false, on component: String = ServiceWorld.cluster,
    known: String = "01 00:00", retracted: Bool = false
  ) throws {
    try superuser.execute(
      RecordTable.ticket, id, Self.time(known), Instant?.none, organisation, component, priority,
      Self.time(opened), optionalTime(response), Instant?.none, claim, String?.none, retracted)
  }

  /// Runs a script as the superuser.
  func run(_ script: String) throws { try superuser.run(script: script, name: "test") }
}
