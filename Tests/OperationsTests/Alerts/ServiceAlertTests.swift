import Operations
import ServiceLevels
import Testing

/// Alerts of downtime that is spent, and of claims that are about to lapse.
@Suite struct ServiceAlertTests {
  private static let budgets: Set<Alert.Kind> = [.budget50, .budget80, .budget100]

  private func codes(_ world: AlertWorld, _ time: String) throws -> [String] {
    try world.alerts(time, of: Self.budgets).map(\.kind.rawValue)
  }

  // Of November's 2 592 000 seconds, a thousandth may be down: 2 592.
  @Test(
    arguments: [
      ("21:35", nil), ("21:36", "sla_budget_50"), ("34:33", "sla_budget_50"),
      ("34:34", "sla_budget_80"), ("43:11", "sla_budget_80"), ("43:12", "sla_budget_100"),
      ("43:13", "sla_budget_100"),
    ] as [(String, String?)])
  func `a share of the month's downtime is told once it is spent`(
    end: String, code: String?
  ) throws {
    let world = try AlertWorld()
    try world.outage("o", "2026-11-10T00:00:00Z", "2026-11-10T00:\(end)Z")
    #expect(try codes(world, "2026-11-20") == [code].compactMap(\.self))
  }

  @Test func `an open outage has spent what has passed, not what is to come`() throws {
    let world = try AlertWorld()
    try world.outage("o", "2026-11-10T10:00:00Z", nil)
    #expect(try codes(world, "2026-11-10T10:21:35Z") == [])
    #expect(try codes(world, "2026-11-10T10:21:36Z") == ["sla_budget_50"])
    #expect(try codes(world, "2026-11-10T09:00:00Z") == [])
    #expect(try codes(world, "2026-11-10T12:00:00Z") == ["sla_budget_100"])
    let alert = try #require(try world.alerts("2026-11-10T10:21:36Z", of: Self.budgets).first)
    #expect(alert.subject == "acme-2026/offer/infra/2026-11")
    #expect(
      alert.message
        == "50 % of the downtime that offer/infra allows acme in 2026-11 is spent: 1296 s of"
        + " 2592 s, on \(AlertWorld.cluster)."
        + " See `releve sla report --period 2026-11 --organisation acme`")
  }

  @Test func `a month's end is told of on the first day of the next, and then no more`() throws {
    let world = try AlertWorld()
    try world.outage("o", "2026-10-31T22:00:00Z", "2026-10-31T23:00:00Z")
    #expect(try codes(world, "2026-11-01T03:00:00Z") == ["sla_budget_100"])
    #expect(try codes(world, "2026-11-02T03:00:00Z") == [])
  }

  @Test func `the component that has spent most speaks for its commitment`() throws {
    let world = try AlertWorld()
    try world.record(
      """
      {"kind":"component","id":"d","component":"fr1/az05/compute/clu-002",\
      "from":"2026-01-01T00:00:00Z"}
      """,
      """
      {"kind":"outage","id":"p","component":"fr1/az05/compute/clu-002",\
      "from":"2026-11-10T00:00:00Z","to":"2026-11-10T00:40:00Z"}
      """)
    try world.outage("o", "2026-11-10T00:00:00Z", "2026-11-10T00:25:00Z")
    let alerts = try world.alerts("2026-11-20", of: Self.budgets)
    #expect(alerts.map(\.kind) == [.budget80])
    #expect(alerts.first?.message.contains("on fr1/az05/compute/clu-002.") == true)
  }

  @Test func `where nothing may be down, the first second is all of it`() throws {
    let world = try AlertWorld(changing: ["target: \"99.9\"": "target: \"100\""])
    #expect(try codes(world, "2026-11-20") == [])
    try world.outage("o", "2026-11-10T00:00:00Z", "2026-11-10T00:00:01Z")
    #expect(try codes(world, "2026-11-20") == ["sla_budget_100"])
  }

  /// An hour down on 4 October, and a claim for it.
  private func claimed(_ changes: KeyValuePairs<String, String> = [:]) throws -> AlertWorld {
    let world = try AlertWorld(changing: changes)
    try world.outage("o", "2026-10-04T01:00:00Z", "2026-10-04T02:00:00Z")
    try world.record(
      """
      {"kind":"ticket","id":"T1","organisation":"acme","component":"\(AlertWorld.cluster)",\
      "opened_at":"2026-10-04T01:30:00Z","claim":true}
      """,
      """
      {"kind":"ticket","id":"T2","organisation":"acme","component":"\(AlertWorld.cluster)",\
      "opened_at":"2026-10-04T01:40:00Z"}
      """)
    return world
  }

  private func lapsing(_ world: AlertWorld, _ time: String) throws -> [String] {
    try world.alerts(time, of: [.claimLapsing]).map(\.subject)
  }

  @Test func `a claim is told of three days before its deadline, and on it`() throws {
    let world = try claimed()
    for (day, tickets) in [
      ("2026-11-26", []), ("2026-11-27", ["T1"]), ("2026-11-30", ["T1"]), ("2026-12-01", []),
    ] {
      // Days are those of the agreement: UTC.
      #expect(try lapsing(world, "\(day)T12:00:00Z") == tickets, "\(day)")
    }
    _ = try ClaimDecisions(world.connection).decide("T1", accepted: false, reason: "no")
    #expect(try lapsing(world, "2026-11-30T12:00:00Z") == [])
  }

  @Test func `days may count from the incident, as many as they are`() throws {
    let world = try claimed(["period_end": "incident", "claim_days: 30": "claim_days: 100"])
    for (day, tickets) in [
      ("2027-01-08", []), ("2027-01-09", ["T1"]), ("2027-01-12", ["T1"]), ("2027-01-13", []),
    ] {
      #expect(try lapsing(world, "\(day)T12:00:00Z") == tickets, "\(day)")
    }
  }

  @Test func `a claim of a month that kept its target lapses without a word`() throws {
    let world = try claimed(["target: \"99.9\"": "target: \"99\""])
    #expect(try lapsing(world, "2026-11-30T12:00:00Z") == [])
  }

  @Test func `the same night of the same database has the same alerts, in one order`() throws {
    let world = try claimed()
    try world.outage("p", "2026-11-10T00:00:00Z", "2026-11-10T00:25:00Z")
    try world.ingest(["e1 csp:free r 2026-10-10T10:00:00Z 1"])
    try world.ingest(["q1 csp:act r 2026-11-19T10:00:00Z 1"], tenant: "nobody")
    let alerts = try world.alerts("2026-11-29")
    #expect(
      alerts.map(\.kind) == [
        .quarantine, .billingObstacle, .budget50, .claimLapsing, .commitmentEnding,
      ])
    #expect(try world.alerts("2026-11-29") == alerts)
  }
}
