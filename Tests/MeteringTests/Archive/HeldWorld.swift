import Calendars
import Catalogue
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Two customers in Paris and months of theirs that are archived and restored.
struct HeldWorld {
  var metered: MeteredWorld
  let folder: String

  static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: level, sku: level, label: { fr: l, en: l }, service: S, unit: VM,
            meter: { aggregation: time_weighted, step: second } }
        - { product: act, sku: act, label: { fr: a, en: a }, service: S, unit: act,
            meter: { aggregation: sum } }
    ---
    kind: PriceList
    name: l
    spec: { currency: EUR, from: 2026-01-01, prices: [] }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Vendeur SAS
      identifiers: {}
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }

    """
    + ["a", "b"].map { name in
      """
      ---
      kind: Organisation
      name: \(name)
      spec:
        legal_name: \(name)
        address: { line1: a, postcode: "1", city: b, country: FR }
        tenants: [ \(name)-tenant ]
      ---
      kind: Contract
      name: \(name)-2026
      spec:
        organisation: \(name)
        seller: s
        price_list: l
        from: 2026-01-01
        timezone: Europe/Paris
        vat: { category: S, rate: "20.00" }

      """
    }.joined()

  /// January to March of both: levels that are held from one month to the next, and acts.
  static let events = ["a", "b"].flatMap { name in
    [
      "\(name)1 level vm 2026-01-10T12:00:00Z 4", "\(name)2 level vm 2026-02-10T12:00:00Z 2",
      "\(name)3 level disk 2026-02-20T12:00:00Z 7", "\(name)4 level vm 2026-03-10T12:00:00Z 3",
      "\(name)5 act r 2026-01-15T12:00:00Z 1", "\(name)6 act r 2026-02-15T12:00:00Z 5",
      "\(name)7 act r 2026-03-01T12:00:00Z 8", "\(name)8 act r 2026-03-15T12:00:00Z 9",
    ]
  }

  /// Runs `body` in a new world, in which all of `events` is metered.
  static func with<Result>(_ body: (inout HeldWorld) throws -> Result) throws -> Result {
    try MigratedDatabase.with { database in
      try TemporaryFolder.with { folder in
        var world = HeldWorld(
          metered: try MeteredWorld(yaml: documents, in: database), folder: folder)
        try world.ingest(events)
        try world.metered.update()
        return try body(&world)
      }
    }
  }

  /// Stores events `id sku resource time quantity`, where the id begins with the customer's name,
  /// and voids `void id target`.
  func ingest(_ events: [String]) throws {
    let lines = events.map { event in
      let words = event.split(separator: " ").map(String.init)
      guard words[0] != "void" else {
        return
          """
          {"id":"\(words[1])","source":"/t","type":"releve.void.v1","data":{"id":"\(words[2])"}}
          """
      }
      return """
        {"id":"\(words[0])","source":"/t","type":"releve.usage.v1",\
        "subject":"\(words[0].prefix(1))-tenant","time":"\(words[3])",\
        "data":{"sku":"\(words[1])","resource":"\(words[2])","quantity":"\(words[4])"}}
        """
    }
    #expect(try metered.ingest(lines.joined(separator: "\n")).accepted == events.count)
  }

  /// Archives the months before one; returns which.
  @discardableResult
  func archive(before limit: String) throws -> [String] {
    var months: [String] = []
    _ = try EventArchive(metered.connection).archive(
      before: #require(Period(limit)), into: folder, now: testNow,
      done: { months.append($0.month.description) })
    return months
  }

  /// Puts a month back, from its table, or from its file.
  func restore(_ month: String, fromFile: Bool = false) throws {
    if fromFile {
      let table = "releve_archive.event_\(month.replacing("-", with: "_"))"
      try metered.database.connect().run(script: "drop table \(table)", name: "drop")
    }
    let restored = try EventArchive(metered.connection).restore(#require(Period(month)))
    #expect((restored.file != nil) == fromFile)
  }

  /// What the program says of a customer's month, told apart by everything.
  func report(_ organisation: String, _ month: String) throws -> UsageReport {
    try UsageReport(
      metered.connection, directory: metered.directory, period: #require(Period(month)),
      organisations: [organisation], by: [.tenant, .resource, .day], now: testNow)
  }

  /// All quantities of both customers from January to April.
  func usage() throws -> [String] {
    try ["a", "b"].flatMap { name in
      try ["2026-01", "2026-02", "2026-03", "2026-04"].flatMap { month in
        try report(name, month).lines.map { "\($0)" }
      }
    }
  }

  /// The archived months that a customer's usage waits for, month by month from January to April.
  func held(_ organisation: String) throws -> [[String]] {
    try ["2026-01", "2026-02", "2026-03", "2026-04"].map { month in
      try report(organisation, month).heldMonths
    }
  }

  /// The quantities of a world that nothing was ever archived in, after the same events.
  static func usageUnarchived(after more: [String]) throws -> [String] {
    try with { world in
      try world.ingest(more)
      return try world.usage()
    }
  }
}
