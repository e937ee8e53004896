import Calendars
import Catalogue
import Documents
import Foundation
import Invoicing
import PostgreSQL
import ServiceLevels
import Testing

/// Claims that become credits (contract, section 5, "Credits"; G12, G13).
@Suite struct ServiceCreditTests {
  private static let point = "point_gap, cap_percent: \"30\""
  private static let bands =
    "bands, bands: [ {below: \"99.9\", percent: \"10\"}, {below: \"99\", percent: \"25\"} ]"

  /// A commitment to clusters, of which a miss is credited on `services`.
  private static func commitment(
    _ id: String, credits: String = bands, services: String = "[OpenIaaS]", more: String = ""
  ) -> String {
    """
        - id: \(id)
          label: { fr: Disponibilité \(id), en: Availability \(id) }
          components: ["*/*/compute/*"]
          target: "99.9"
          maintenance: included
          services: \(services)
          credits: { basis: \(credits) }
          \(more)
    """
  }

  /// acme promised what the commitments say, with a cluster that was down for ten hours on 10 March
  /// and two tickets that claim it. Level 31 is used the month long: 31 × 12 = 372.00.
  private func world(
    _ commitments: String..., keys: String = "", outage: String = "2026-03-10T10:00:00Z"
  ) throws -> BillingWorld {
    let world = try BillingWorld(Self.documents(commitments, keys: keys))
    try say(
      """
      {"kind":"component","id":"c","component":"fr1/az05/compute/c1",\
      "from":"2026-01-01T00:00:00Z"}
      """,
      Self.outage(until: outage), Self.ticket("T1"), Self.ticket("T2"), in: world)
    try world.ingest("l1 prod csp:fr1:level vm 2026-02-28T23:00:00Z 31")
    try world.issue("2026-02", on: "2026-03-02")
    return world
  }

  private static func documents(_ commitments: [String], keys: String = "") -> String {
    BillingWorld.documents(
      acme: """
        service_levels: [offer]
          components: [ { match: "fr1/**", from: 2026-01-01 } ]
          \(keys)
        """) + """

        ---
        kind: ServiceLevels
        name: offer
        spec:
          commitments:
        \(commitments.joined(separator: "\n"))
        """
  }

  private static func outage(_ id: String = "o", until end: String) -> String {
    """
    {"kind":"outage","id":"\(id)","component":"fr1/az05/compute/c1","from":"2026-03-10T00:00:00Z",\
    "to":"\(end)"}
    """
  }

  private static func ticket(_ id: String, more: String = "") -> String {
    """
    {"kind":"ticket","id":"\(id)","organisation":"acme","component":"fr1/az05/compute/c1",\
    "priority":"P1","opened_at":"2026-03-10T01:00:00Z","claim":true\(more)}
    """
  }

  private func say(_ records: String..., in world: BillingWorld) throws {
    var work = ServiceImport(world.connection)
    let bytes = Array((records.joined(separator: "\n") + "\n").utf8)
    try ImportFormat.records.reader(map: nil)
      .read(ImportFile(name: "r", bytes: bytes)) { work.add($0) }
    let result = try work.store(format: "records", file: "r")
    #expect(result.refused.isEmpty)
  }

  private func decide(_ ticket: String, accepted: Bool, in world: BillingWorld) throws {
    _ = try ClaimDecisions(world.connection).decide(ticket, accepted: accepted, reason: "seen")
  }

  /// The lines that are no plain usage.
  private func credits(_ result: Billing.Result) -> [String] {
    result.documents.filter { $0.organisation == "acme" }.flatMap(\.summary)
      .filter { !$0.hasPrefix("usage") }
  }

  @Test func `G13: an accepted claim is a credit on its month's document, once`() throws {
    let world = try world(Self.commitment("infra"))
    #expect(try credits(world.preview("2026-03")) == [])
    try decide("T1", accepted: true, in: world)
    try decide("T2", accepted: true, in: world)
    let preview = try world.preview("2026-03")
    // 31 VMs the month long: 372.00; 10 of 743 hours are 98.654 %: 25 % of it are 93.00.
    #expect(credits(preview) == ["service_credit - - 2026-03 1 × -93.00 = -93.00"])
    let issued = try world.issue("2026-03", on: "2026-04-02")
    #expect(credits(issued) == credits(preview))
    let line = try #require(issued.documents.first?.lines.last)
    #expect(line.priceVersion == "offer/infra")
    #expect(line.label == "Avoir de service · Disponibilité infra")
    #expect(line.derivation?.percent == "25")
    #expect(line.derivation?.base == "372")
    #expect(line.derivation?.availability == "98.6541" && line.derivation?.target == "99.9")
    #expect(issued.documents.first?.totals.net == "279.00")
    #expect(try credits(world.issue("2026-04", on: "2026-05-02")) == [])
  }

  @Test func `what changes after the invoice is an adjustment`() throws {
    let world = try world(Self.commitment("infra"))
    try world.issue("2026-03", on: "2026-04-02")
    try decide("T1", accepted: true, in: world)
    #expect(
      try credits(world.issue("2026-04", on: "2026-05-02"))
        == ["adjustment - - 2026-03 1 × -93.00 = -93.00"])
    // 2 of 743 hours: 99.73 %, 10 %.
    try say(Self.outage(until: "2026-03-10T02:00:00Z"), in: world)
    #expect(
      try credits(world.issue("2026-05", on: "2026-06-02")).contains { $0.contains("= 55.80") })
    try say(#"{"kind":"outage","id":"o","retracted":true}"#, in: world)
    #expect(
      try credits(world.issue("2026-06", on: "2026-07-02")).contains { $0.contains("= 37.20") })
    #expect(try credits(world.issue("2026-07", on: "2026-08-02")) == [])
  }

  @Test func `a refused or withdrawn claim gives back nothing`() throws {
    let world = try world(Self.commitment("infra"))
    try decide("T1", accepted: true, in: world)
    try decide("T1", accepted: false, in: world)
    #expect(try credits(world.preview("2026-03")) == [])
    try decide("T2", accepted: true, in: world)
    #expect(try credits(world.preview("2026-03")).count == 1)
    try say(#"{"kind":"ticket","id":"T2","retracted":true}"#, in: world)
    #expect(try credits(world.preview("2026-03")) == [])
    #expect(throws: ClaimError.unknownTicket("T2")) {
      try decide("T2", accepted: true, in: world)
    }
    try say(Self.ticket("T3").replacing("\"claim\":true", with: "\"claim\":false"), in: world)
    #expect(throws: ClaimError.noClaim("T3")) { try decide("T3", accepted: true, in: world) }
  }

  @Test func `G12: missing points are credited after discounts, within the cap of the services`()
    throws
  {
    // 500 of 743 hours down: the cap of 30 % is reached by the first commitment.
    let world = try world(
      Self.commitment("one", credits: Self.point), Self.commitment("two", credits: Self.point),
      keys: "discounts: [ { percent: \"10\", services: [OpenIaaS] } ]",
      outage: "2026-03-30T20:00:00Z")
    try decide("T1", accepted: true, in: world)
    #expect(
      try credits(world.preview("2026-03")) == [
        "discount - - 2026-03 1 × -37.20 = -37.20",
        // 30 % of 334.80.
        "service_credit - - 2026-03 1 × -100.44 = -100.44",
      ])
  }

  @Test func `a credit is divided among the VAT groups of its services`() throws {
    let world = try world(Self.commitment("infra", services: "[OpenIaaS, Support]"))
    try world.ingest("s1 prod csp:started r 2026-03-15T10:00:00Z 1")
    try decide("T1", accepted: true, in: world)
    let document = try #require(try world.issue("2026-03", on: "2026-04-02").documents.first)
    let lines = document.lines.filter { $0.kind == .serviceCredit }
    // 25 % of 372.00 + 80.00 = 113.00.
    #expect(lines.map(\.amount) == ["-20.00", "-93.00"])
    #expect(lines.map(\.vatCategory) == ["E", "S"])
  }

  @Test func `too few zones give back nothing`() throws {
    let world = try world(Self.commitment("infra", more: "minimum_zones: 2"))
    try decide("T1", accepted: true, in: world)
    #expect(try credits(world.preview("2026-03")) == [])
  }

  @Test func `an earlier report is made again, whatever became of amounts and documents`() throws {
    let world = try world(Self.commitment("infra"))
    try decide("T1", accepted: true, in: world)
    let first = try report(world)
    #expect(first.contains("\"credit_amount\":\"93.00\""), "\(first)")
    #expect(first.contains("\"claims\":[\"T1\",\"T2\"]"), "\(first)")
    let then = try clock(of: world)
    try world.ingest("l2 dev csp:fr1:level vm2 2026-02-28T23:00:00Z 31")
    try say(Self.outage(until: "2026-03-10T02:00:00Z"), in: world)
    try world.correct(
      BillingWorld.documents(acme: "service_levels: []"), on: "2026-04-02")
    #expect(try report(world) != first)
    #expect(try report(world, knownAt: then) == first)
  }

  @Test func `every report is made again to the byte, whatever came after it`() throws {
    let commitments = [Self.commitment("infra"), Self.commitment("points", credits: Self.point)]
    let world = try world(commitments[0], commitments[1])
    let changes: [() throws -> Void] = [
      { try self.decide("T1", accepted: true, in: world) },
      { try world.ingest("l2 dev csp:fr1:level vm2 2026-02-28T23:00:00Z 31") },
      { try world.ingest("void v1 l1") },
      {
        try world.correct(
          Self.documents(commitments, keys: "discounts: [ { percent: \"10\" } ]"),
          on: "2026-04-02")
      },
      { try self.say(Self.outage(until: "2026-03-10T02:00:00Z"), in: world) },
      { try self.decide("T1", accepted: false, in: world) },
      { try self.decide("T2", accepted: true, in: world) },
      { try world.correct(Self.documents([commitments[1]]), on: "2026-04-03") },
      { try self.say(Self.outage("o2", until: "2026-03-11T00:00:00Z"), in: world) },
      { try self.say(#"{"kind":"ticket","id":"T2","retracted":true}"#, in: world) },
      { try self.say(#"{"kind":"outage","id":"o","retracted":true}"#, in: world) },
    ]
    var reports: [(then: Instant, text: String)] = []
    for change in changes {
      let text = try report(world)
      #expect(reports.last?.text != text, "each change is one of the report")
      reports.append((try clock(of: world), text))
      try change()
    }
    try world.issue("2026-03", on: "2026-04-02")
    for (then, text) in reports { #expect(try report(world, knownAt: then) == text) }
  }

  @Test func `a report of what was known earlier writes nothing`() throws {
    let world = try world(Self.commitment("infra"))
    try decide("T1", accepted: true, in: world)
    // Nobody has told yet what is due, and not all that was used is metered.
    let then = try clock(of: world)
    try world.ingest("l2 dev csp:fr1:level vm2 2026-02-28T23:00:00Z 31")
    let facts = try StoredFacts(world.database)
    let before = try facts.rows(without: [])
    #expect(try report(world, knownAt: then).contains("\"credit_amount\":\"0.00\""))
    let after = try facts.rows(without: [])
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    #expect(changed == [])
    // A report of now writes down what it tells.
    #expect(try report(world).contains("\"credit_amount\":\"186.00\""))
    let told = try facts.rows(without: [])["releve.credit_told"]
    #expect(told?.count == 1)
  }

  private func clock(of world: BillingWorld) throws -> Instant {
    let clock = Statement(name: "clock", text: "select clock_timestamp()")
    return try world.connection.query(clock).single(Instant.self)
  }

  private func report(_ world: BillingWorld, knownAt: Instant? = nil) throws -> String {
    let store = DocumentStore(world.connection)
    let directory = try knownAt.map(store.directory(asOf:)) ?? store.directory()
    var report = try ServiceLevelReport(
      world.connection, directory: directory, period: try #require(Period("2026-03")),
      organisations: ["acme"], knownAt: knownAt)
    try ReportedCredits(world.connection, directory: directory).add(
      to: &report, knownAt: knownAt,
      now: try #require(Instant(rfc3339: "2026-12-31T12:00:00Z")))
    return String(decoding: report.json, as: UTF8.self)
  }
}
