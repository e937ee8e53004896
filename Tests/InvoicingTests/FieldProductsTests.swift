import Calendars
import Catalogue
import Decimals
import Documents
import Foundation
import Metering
import PostgreSQL
import Rating
import TestSupport
import Testing

/// What the provider's own catalogue makes of events, reckoned by hand: October 2026 in Paris has
/// 31 days, 745 hours and 8940 windows of five minutes.
@Suite struct FieldProductsTests {
  /// An event: its time, resource and quantity.
  typealias Event = (time: String, resource: String, quantity: String)

  struct Case {
    let rule: String
    let sku: String
    var unit: String?
    let events: [Event]
    /// In billed units, and what of it is due.
    let metered: String
    let billed: String
  }

  private static let now = Instant(rfc3339: "2026-11-22T12:00:00Z") ?? Instant(seconds: 0)

  static let cases = [
    Case(
      rule: "G17: unit-hours, 730 to the month; every started hour counts",
      sku: "csp:fr1:vminstance:gp:vcpu:v1",
      events: [
        // From 08:30 to 09:15 two days later: 50 hours of 4 vCPU.
        ("2026-10-10T08:30:00+02:00", "a", "4"), ("2026-10-12T09:15:00+02:00", "a", "0"),
      ], metered: "0.273973", billed: "0.273973"),
    Case(
      rule: "G17: a whole October has 745 hours", sku: "csp:fr1:vminstance:gp:ram:v1",
      events: [("2026-09-01T00:00:00Z", "a", "1")], metered: "1.020548", billed: "1.020548"),
    Case(
      rule: "G18: every started hour of each act", sku: "csp:fr1:hosting:ho:std:v1", unit: "hour",
      events: [
        ("2026-10-05T09:00:00Z", "act-1", "0.25"), ("2026-10-06T09:00:00Z", "act-2", "1.5"),
        ("2026-10-06T09:00:00Z", "act-3", "2"),
      ], metered: "5", billed: "5"),
    Case(
      rule: "tokens by the million", sku: "csp:llmaas:output:v1",
      events: [
        ("2026-10-05T09:00:00Z", "model", "1234567"), ("2026-10-31T22:59:59Z", "model", "2500000"),
        // November in Paris.
        ("2026-10-31T23:00:00Z", "model", "1000000"),
      ], metered: "3.734567", billed: "3.734567"),
    Case(
      rule: "C6, G3: storage in GiB, inclusive days of the month",
      sku: "csp:fr1:iaas:storage:bloc:premium:v1",
      events: [("2026-10-16T15:00:00Z", "lun-1", "500")], metered: "258.064516",
      billed: "258.064516"),
    Case(
      rule: "C5, C6: mass storage in TiB, all volumes added",
      sku: "csp:fr1:iaas:storage:bloc:mass:v1",
      events: [
        ("2026-09-16T15:00:00Z", "lun-1", "2"), ("2026-01-16T15:00:00Z", "lun-2", "1.5"),
        // Grown on the last day: the day's maximum.
        ("2026-10-31T20:00:00Z", "lun-2", "4.6"),
      ], metered: "3.6", billed: "3.6"),
    Case(
      rule: "D2: an address counts from its reservation on", sku: "csp:fr1:network:ipv4:v2",
      events: [("2026-10-31T23:30:00+01:00", "192.0.2.1", "1")], metered: "0.032258",
      billed: "0.032258"),
    Case(
      rule: "D2: addresses by blocks of eight", sku: "csp:fr1:network:ipv4:v1",
      events: [("2026-10-01T00:00:00+02:00", "192.0.2.0/28", "16")], metered: "2", billed: "2"),
    Case(
      rule: "E1: protected VMs", sku: "csp:fr1:openiaas:backup:vm:v1",
      events: [
        ("2026-09-30T21:59:59Z", "vm-1", "1"), ("2026-10-01T00:00:00+02:00", "vm-1", "0"),
        ("2026-10-15T08:00:00Z", "vm-2", "1"), ("2026-10-15T09:00:00Z", "vm-2", "0"),
        ("2026-10-15T10:00:00Z", "vm-3", "1"),
      ], metered: "0.580645", billed: "0.580645"),
    Case(
      rule: "D3: the 95th percentile of both links together, every started 100 Mbps",
      sku: "csp:fr1:network:trafic:internet:v1", events: links(bursts: 447), metered: "3.1",
      billed: "4"),
    Case(
      rule: "D3: one window more than 5 % counts", sku: "csp:fr1:network:trafic:internet:v1",
      events: links(bursts: 448), metered: "10.3", billed: "11"),
  ]

  /// Two links, sampled every five minutes all October: 180 and 130 Mbps, but for so many windows
  /// in which the first has 900.
  private static func links(bursts: Int) -> [Event] {
    let start = Instant(rfc3339: "2026-09-30T22:02:30Z") ?? Instant(seconds: 0)
    return (0..<8940).flatMap { window -> [Event] in
      let time = start.adding(microseconds: Int64(window) * 300_000_000).description
      // Spread over the month: 7919 is a prime that does not divide 8940.
      let isBurst = window * 7919 % 8940 < bursts
      return [(time, "link-1", isBurst ? "900" : "180"), (time, "link-2", "130")]
    }
  }

  @Test(arguments: cases.indices)
  func `a product of the catalogue is metered as its rule says`(index: Int) throws {
    let example = Self.cases[index]
    try MigratedDatabase.with { database in
      let connection = try database.connect(role: "releve_app")
      let directory = try directory(connection)
      try ingest(example, connection, directory)
      let report = try UsageReport(
        connection, directory: directory, period: #require(Period("2026-10")),
        organisations: ["acme"], by: [.tenant], now: Self.now)
      let line = try #require(report.lines.first, "\(example.rule): nothing was metered")
      let product = try #require(directory.products[line.product])
      #expect(report.lines.count == 1, "\(example.rule)")
      #expect(line.quantity.plain == example.metered, "\(example.rule)")
      let billed = try product.billedQuantity(metered: line.quantity)
      #expect(billed.plain == example.billed, "\(example.rule)")
    }
  }

  private func directory(_ connection: Connection) throws -> Directory {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let catalogue = try String(
      contentsOf: root.appending(path: "demo/documents/catalogue.yaml"), encoding: .utf8)
    let customer = """
      ---
      kind: Organisation
      name: acme
      spec:
        legal_name: ACME SAS
        address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
        tenants: [ prod ]
      """
    _ = try Application(connection, now: Self.now)
      .apply(DocumentNode.documents(of: catalogue + "\n" + customer, file: "world.yaml"))
    return try DocumentStore(connection).directory()
  }

  private func ingest(
    _ example: Case, _ connection: Connection, _ directory: Directory
  ) throws {
    let unit = example.unit.map { #","unit":"\#($0)""# } ?? ""
    let lines = example.events.enumerated().map { number, event in
      #"{"specversion":"1.0","id":"\#(number)","source":"/t","type":"releve.usage.v1","#
        + #""time":"\#(event.time)","subject":"prod","data":{"sku":"\#(example.sku)","#
        + #""resource":"\#(event.resource)","quantity":"\#(event.quantity)"\#(unit)}}"#
    }
    var ingestion = try Ingestion(connection, directory: directory)
    let counts = try TemporaryFolder.with { folder in
      let path = folder + "/events.ndjson"
      try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      return try ingestion.run(
        EventFormat.ndjson.open(path: path, now: Self.now), progress: { _ in })
    }
    #expect(counts.accepted == example.events.count, "\(example.rule)")
  }
}
