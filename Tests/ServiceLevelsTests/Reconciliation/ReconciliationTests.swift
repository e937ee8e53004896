import Calendars
import Catalogue
import Decimals
import PostgreSQL
import ServiceLevels
import Testing

/// What monitoring and customers said of a month, side by side.
@Suite struct ReconciliationTests {
  private func reconciliation(
    _ world: ServiceWorld, of organisation: String? = nil, period: String = "2026-10",
    tolerance: Int = 15, known: String? = nil
  ) throws -> IncidentReconciliation {
    let directory = try DocumentStore(world.connection).directory()
    return try Reconciler(
      world.connection, directory: directory, knownAt: known.map(ServiceWorld.time),
      toleranceMinutes: tolerance
    ).reconciliation(of: #require(Period(period)), organisation: organisation)
  }

  private func json(_ reconciliation: IncidentReconciliation) -> String {
    String(decoding: reconciliation.json, as: UTF8.self)
  }

  @Test func `each ticket and each outage is in one list`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    try world.outage("b", "05 01:00", nil)
    try world.outage("c", "05 03:00", "05 04:00", on: "fr1/az09/compute/other")
    try world.component("fr1/az09/compute/other")
    try world.maintenance("m", "06 00:00", "06 06:00")
    try world.outage("d", "06 01:00", "06 02:00", on: ServiceWorld.cluster)
    try world.ticket("INC-1", "04 00:46")
    try world.ticket("INC-2", "04 01:30", of: "beta")
    try world.ticket("INC-3", "03 12:00")
    try world.ticket("INC-4", "06 00:50")
    // An open outage goes on, so it is what later tickets were opened during.
    try world.outage("b", "05 01:00", "05 02:00", known: "02 00:00")
    let found = try reconciliation(world)
    #expect(found.needsPerson)
    #expect(
      json(found) == """
        {"matched":[\
        {"ticket":"INC-1","outage":"a","start_difference_seconds":"-840",\
        "decided_from":"2026-10-04T00:46:00Z","decided_to":"2026-10-04T02:00:00Z"},\
        {"ticket":"INC-2","outage":"a","start_difference_seconds":"1800",\
        "decided_from":"2026-10-04T01:00:00Z","decided_to":"2026-10-04T02:00:00Z"}],\
        "tickets_without_outage":[{"ticket":"INC-3","component":"fr1/az05/compute/clu-001"}],\
        "outages_without_ticket":[{"outage":"b","component":"fr1/az05/compute/clu-001"},\
        {"outage":"c","component":"fr1/az09/compute/other"}],\
        "in_maintenance":[{"outage":"d","ticket":"INC-4"}],\
        "late_claims":[],"response_times":[]}

        """)
    let acme = try reconciliation(world, of: "acme")
    #expect(acme.matched.map(\.ticket.id) == ["INC-1"])
    #expect(acme.outagesWithoutTicket.map(\.id) == ["b"])
    let beta = try reconciliation(world, of: "beta")
    #expect(beta.matched.map(\.decidedFrom) == [try ServiceWorld.time("04 01:00")])
    #expect(beta.ticketsWithoutOutage.isEmpty && beta.inMaintenance.map(\.ticket) == [nil])
  }

  @Test func `a ticket about an outage of a component that is not declared says so`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    try world.component(ServiceWorld.cluster, known: "02 00:00", retracted: true)
    try world.ticket("INC-1", "04 00:50")
    try world.ticket("INC-2", "04 03:00")
    let found = try reconciliation(world)
    #expect(
      found.ticketsWithoutOutage.map { "\($0.ticket.id) \($0.reason?.rawValue ?? "-")" }
        == ["INC-1 component_not_declared", "INC-2 -"])
    #expect(
      json(found).contains(
        #"{"ticket":"INC-1","component":"fr1/az05/compute/clu-001","#
          + #""reason":"component_not_declared"}"#))
    try world.outage("a", "04 01:00", "04 02:00", known: "03 00:00", retracted: true)
    #expect(try reconciliation(world).ticketsWithoutOutage.allSatisfy { $0.reason == nil })
    #expect(
      try reconciliation(world, known: "01 12:00").matched.map(\.ticket.id) == ["INC-1"])
  }

  @Test func `another tolerance looks, and changes no report`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    try world.ticket("INC-1", "04 00:00")
    #expect(try reconciliation(world).ticketsWithoutOutage.map(\.ticket.id) == ["INC-1"])
    let wide = try reconciliation(world, tolerance: 60)
    #expect(wide.matched.map(\.startDifferenceSeconds.plain) == ["-3600"] && !wide.needsPerson)
    #expect(try reconciliation(world, tolerance: 59).matched.isEmpty)
    #expect(try world.month().classes == "3600 0/0 0")
  }

  @Test func `the month's ends cut neither tickets from outages nor outages from tickets`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "2026-09-30T23:00:00Z", "01 01:00")
    try world.outage("b", "2026-11-01T00:05:00Z", "2026-11-01T01:00:00Z")
    try world.ticket("INC-1", "2026-09-30T23:10:00Z")
    try world.ticket("INC-2", "31 23:55")
    #expect(
      try reconciliation(world).matched.map { "\($0.ticket.id) \($0.outage)" }
        == ["INC-1 a", "INC-2 b"])
    // November has the outage, and its ticket of October.
    let november = try reconciliation(world, period: "2026-11")
    #expect(november.matched.map(\.ticket.id) == ["INC-2"] && !november.needsPerson)
    // In October b is no outage without a ticket.
    try world.ticket("INC-2", "31 23:55", known: "02 00:00", retracted: true)
    #expect(try !reconciliation(world).needsPerson)
  }

  @Test func `only what lies wholly in announced windows is apart`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 00:00", "04 02:00", on: "fr1/az05")
    try world.maintenance("n", "04 02:00", "04 04:00")
    try world.maintenance("o", "05 00:00", "05 04:00", announced: "05 00:00")
    try world.outage("a", "04 01:00", "04 03:00")
    try world.outage("b", "04 03:00", "04 04:00:01")
    try world.outage("c", "05 01:00", "05 02:00")
    let found = try reconciliation(world)
    #expect(found.inMaintenance.map(\.outage.id) == ["a"])
    #expect(found.outagesWithoutTicket.map(\.id) == ["b", "c"])
  }

  @Test(
    arguments: [
      ("2026-11-30T23:59:00Z", false, false), ("2026-12-01T00:00:00Z", false, true),
      ("2026-11-05T23:59:00Z", true, false), ("2026-11-06T00:00:00Z", true, true),
    ])
  func `a claim after the last local day is late`(
    opened: String, isFromIncident: Bool, isLate: Bool
  ) throws {
    // 31 October and 30 days are 30 November; the outage of 6 October ends at midnight of UTC.
    let start = isFromIncident ? "incident" : "period_end"
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing("claim_from: incident", with: "claim_from: \(start)")
        .replacing("minimum_outage_seconds: 240 }", with: "claim_days: 3650 }"))
    try world.outage("a", "05 01:00", "06 23:59:59")
    try world.ticket("INC-1", opened, claim: true)
    #expect(try reconciliation(world).lateClaims.map(\.ticket) == (isLate ? ["INC-1"] : []))
    // It is listed in the month in which it was made, too.
    let made = try reconciliation(world, period: String(opened.prefix(7)))
    #expect(made.lateClaims.map(\.ticket) == (isLate ? ["INC-1"] : []))
    #expect(try reconciliation(world, period: "2026-09").lateClaims.isEmpty)
  }

  @Test func `a claim is for its own outage, else for the last one that had ended`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "05 01:00", "05 02:00")
    try world.outage("b", "2026-11-20T01:00:00Z", "2026-11-20T02:00:00Z")
    // For a; during b; for b; 10 minutes before b.
    try world.ticket("INC-1", "2026-11-19T01:00:00Z", claim: true)
    try world.ticket("INC-2", "2026-11-20T01:30:00Z", claim: true)
    try world.ticket("INC-3", "2026-11-21T01:00:00Z", claim: true)
    try world.ticket("INC-4", "2026-11-21T01:00:00Z")
    try world.ticket("INC-5", "2026-11-20T00:50:00Z", claim: true)
    let report = try world.report()
    let claims = try world.connection.transaction(.snapshot) {
      try AvailabilityMeter(world.connection, knownAt: nil)
        .claims(since: ServiceWorld.time("01 00:00"), of: ["acme"])
    }
    #expect(claims.map(\.ticket) == ["INC-1", "INC-5", "INC-2", "INC-3"])
    #expect(
      report.claims(among: claims).mapValues { $0.map(\.ticket) } == [
        0: ["INC-1"], 1: ["INC-1"],
      ])
    let november = try world.report(period: "2026-11")
    #expect(november.claims(among: claims)[0]?.map(\.ticket) == ["INC-5", "INC-2", "INC-3"])
    // Samples say when a component was down, too.
    try world.sample("s1", "2026-11-10T00:00:00Z", up: true)
    try world.sample("s2", "2026-11-10T01:00:00Z", up: false)
    try world.sample("s3", "2026-11-10T02:00:00Z", up: true)
    let again = try world.connection.transaction(.snapshot) {
      try AvailabilityMeter(world.connection, knownAt: nil)
        .claims(since: ServiceWorld.time("01 00:00"), of: ["acme"])
    }
    #expect(try world.report().claims(among: again).isEmpty)
    #expect(
      try world.report(period: "2026-11").claims(among: again)[0]?.map(\.ticket)
        == ["INC-1", "INC-5", "INC-2", "INC-3"])
  }

  @Test func `a lone sample that was down is an instant's outage, which can be claimed`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "05 01:00", "05 02:00")
    // The only sample ever holds for no time: nothing counts, and October's last outage is this.
    try world.sample("s1", "20 00:00", up: false)
    try world.ticket("INC-1", "2026-12-15T00:00:00Z", claim: true)
    let claims = try world.connection.transaction(.snapshot) {
      try AvailabilityMeter(world.connection, knownAt: nil)
        .claims(since: ServiceWorld.time("01 00:00"), of: ["acme"])
    }
    let report = try world.report()
    #expect(
      report.claims(among: claims).mapValues { $0.map(\.ticket) } == [
        0: ["INC-1"], 1: ["INC-1"],
      ])
    #expect(report.results[0].components[0].outages.map(\.id) == ["a", "s1"])
    #expect(try reconciliation(world).lateClaims.map(\.ticket) == ["INC-1"])
    #expect(try world.report(period: "2026-11").claims(among: claims).isEmpty)
  }

  @Test func `a lone sample is the last of what ends together`() throws {
    let world = try ServiceWorld()
    // October ends there.
    try world.outage("a", "31 22:00", "2026-11-01T00:00:00Z")
    try world.sample("s1", "2026-11-01T00:00:00Z", up: false)
    try world.ticket("INC-1", "2026-12-15T00:00:00Z", claim: true)
    let claims = try world.connection.transaction(.snapshot) {
      try AvailabilityMeter(world.connection, knownAt: nil)
        .claims(since: ServiceWorld.time("01 00:00"), of: ["acme"])
    }
    #expect(try world.report().claims(among: claims).isEmpty)
    let november = try world.report(period: "2026-11").claims(among: claims)
    #expect(november.mapValues { $0.map(\.ticket) } == [0: ["INC-1"], 1: ["INC-1"]])
  }

  @Test func `H4: answers are measured from opening, without announced maintenance`() throws {
    let promise = """
        response_times: [ { priority: P1, minutes: 30, objective: "95" },
          { priority: P2, minutes: 120, objective: "90" } ]
        commitments:
      """
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing("  commitments:", with: promise).replacing(
        ServiceWorld.contract(of: "beta"),
        with: ServiceWorld.contract(of: "beta", levels: "[]")))
    try world.maintenance("m", "04 01:00", "04 02:00", on: "fr1/az05")
    try world.maintenance("n", "04 01:30", "04 02:10")
    try world.ticket("INC-1", "03 01:00", response: "03 01:30")
    try world.ticket("INC-2", "03 01:00", response: "03 01:30:01")
    try world.ticket("INC-3", "03 01:00")
    // Of 1 h 40 min, 70 were maintenance.
    try world.ticket("INC-4", "04 00:50", response: "04 02:30")
    try world.ticket("INC-5", "04 00:50", response: "04 02:30:01")
    try world.ticket("INC-6", "04 00:50", priority: nil, response: "04 00:51")
    try world.ticket("INC-7", "04 00:50", of: "beta", response: "04 00:51")
    try world.ticket("INC-8", "2026-11-01T00:00:00Z", response: "2026-11-01T00:00:01Z")
    let found = try reconciliation(world)
    #expect(
      json(found).hasSuffix(
        """
        "response_times":[\
        {"priority":"P1","target_minutes":"30","objective_percent":"95","measured_percent":"40",\
        "tickets":5},\
        {"priority":"P2","target_minutes":"120","objective_percent":"90",\
        "measured_percent":null,"tickets":0}]}

        """))
    #expect(try reconciliation(world, of: "beta").responseTimes.isEmpty)
  }
}
