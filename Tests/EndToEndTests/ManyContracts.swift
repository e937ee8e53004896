import PostgreSQL
import TestSupport
import Testing

/// Contracts whose November is issued and has been corrected since, and whose December and January
/// are to be issued.
struct ManyContracts {
  static let count = 200

  /// The periods that are to be issued, and the dates of it.
  static let periods = ["2025-12", "2026-01"]
  static let dates = ["2026-01-05", "2026-02-03"]

  /// To be copied; nobody is connected to it.
  let template: TestDatabase

  init() throws {
    template = try MigratedDatabase.make()
    let releve = Program(template)
    try Self.run(releve, "apply", "-", input: Self.documents)
    try Self.run(releve, "ingest", "-", input: Self.events("2025-11", "2025-12", "2026-01"))
    try Self.run(
      releve, "invoice", "issue", "--period", "2025-11", "--issue-date", "2025-12-02")
    // Late for every third: those get adjustments, some of them credit notes.
    try Self.run(releve, "ingest", "-", input: Self.lateEvents)
    try Self.run(releve, "meter")
  }

  private static func run(
    _ releve: Program, _ arguments: String..., input: String = ""
  ) throws {
    let run = try releve.run(arguments, input: input)
    try #require(run.status == 0, "\(arguments): \(run.errors)")
  }

  /// Runs `body` with a copy, which is dropped afterwards.
  func with<Value>(_ body: (TestDatabase) throws -> Value) throws -> Value {
    let copy = try TestServer.shared.makeDatabase(template: template.name)
    let result = Result { try body(copy) }
    try TestServer.shared.drop(copy)
    return try result.get()
  }

  private static var documents: String {
    """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: act, sku: "csp:act", label: { fr: Acte, en: Act }, service: Housing, unit: act,
            meter: { aggregation: sum } }
        - { product: level, sku: "csp:level", label: { fr: Niveau, en: Level }, service: Housing,
            unit: VM, meter: { aggregation: time_weighted, step: day } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - from: 2025-01-01
          prices:
            - { product: act, charge: { model: per_unit, unit_price: "1.25" } }
            - { product: level, charge: { model: graduated,
                tiers: [ { up_to: "2", unit_price: "12.00" }, { unit_price: "9.00" } ] } }
    """ + ["A", "B"].map(seller).joined() + (0..<count).map(customer).joined()
  }

  private static func seller(_ series: String) -> String {
    """

    ---
    kind: Seller
    name: seller-\(series)
    spec:
      legal_name: Vendeur \(series)
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: \(series), pattern: "{series}-{year}-{seq:6}" }
    """
  }

  private static func customer(_ number: Int) -> String {
    """

    ---
    kind: Organisation
    name: customer-\(number)
    spec:
      legal_name: Client \(number)
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [ tenant-\(number) ]
    ---
    kind: Contract
    name: contract-\(number)
    spec:
      organisation: customer-\(number)
      seller: seller-\(number % 5 == 0 ? "B" : "A")
      price_list: l
      from: 2025-11-01
      vat: { category: S, rate: "20.00" }
    """
  }

  private static func events(_ months: String...) -> String {
    // Much in November, of which some is taken back: December is less than that.
    (0..<count).flatMap { number in
      [event(number, "level", "level", "\(months[0])-05", 1 + number % 7)]
        + months.enumerated().map { index, month in
          event(number, "act \(month)", "act", "\(month)-10", index == 1 ? 1 : 1 + number)
        }
    }.joined()
  }

  /// Late for every third customer: an event more, or a void.
  private static var lateEvents: String {
    stride(from: 0, to: count, by: 3).map { number in
      number.isMultiple(of: 2)
        ? event(number, "late", "act", "2025-11-20", 1 + number % 4)
        : """
        {"id":"void \(number)","source":"/t","type":"releve.void.v1",\
        "data":{"id":"act 2025-11 \(number)"}}

        """
    }.joined()
  }

  private static func event(
    _ number: Int, _ id: String, _ product: String, _ day: String, _ quantity: Int
  ) -> String {
    """
    {"id":"\(id) \(number)","source":"/t","type":"releve.usage.v1","subject":"tenant-\(number)",\
    "time":"\(day)T10:00:00Z","data":{"sku":"csp:\(product)","resource":"r",\
    "quantity":"\(quantity)"}}

    """
  }
}
