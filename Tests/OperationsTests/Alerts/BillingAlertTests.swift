import Invoicing
import Metering
import Operations
import Testing

/// Alerts of events that are kept aside, of contracts that cannot be billed, and of commitments.
@Suite struct BillingAlertTests {
  private let world: AlertWorld

  init() throws { world = try AlertWorld() }

  private func messages(_ time: String, _ kind: Alert.Kind) throws -> [String] {
    try world.alerts(time, of: [kind]).map(\.message)
  }

  @Test func `entries are told by reason, and the first that is new since the last night`() throws {
    #expect(try messages("2026-11-20", .quarantine) == [])
    try world.ingest(["q1 csp:act r 2026-11-19T10:00:00Z 1"], tenant: "nobody")
    try world.ingest(["q2 csp:none r 2026-11-19T10:00:00Z 1"])
    let first = try world.alerts("2026-11-20", of: [.quarantine])
    #expect(first.map(\.subject) == ["unknown_sku", "unknown_tenant"])
    #expect(first[0].message.hasPrefix("1 event is kept aside; the first: "))
    #expect(first[0].message.contains(", line 1: "))
    try world.run(
      """
      insert into releve.nightly_run (date, host, pid) values ('2026-11-19', 'h', 1);
      insert into releve.nightly_end (run_id, exit_code) values (1, 0);
      insert into releve.nightly_run (date, host, pid) values ('2026-11-20', 'h', 1)
      """)
    try world.ingest(["q3 csp:act r 2026-11-19T11:00:00Z 1"], tenant: "nobody")
    let second = try messages("2026-11-20", .quarantine)
    #expect(
      second[0]
        == "1 event is kept aside, 0 of them new since the night of 2026-11-19."
        + " See `releve quarantine list`; retry or drop them")
    #expect(
      second[1].hasPrefix(
        "2 events are kept aside, 1 of them new since the night of 2026-11-19; the first: "))
    #expect(second[1].contains(#"no organisation holds the tenant "nobody" at 2026-11-19T11:00"#))
  }

  @Test func `an entry that was dropped is no alert`() throws {
    try world.ingest(["q1 csp:act r 2026-11-19T10:00:00Z 1"], tenant: "nobody")
    try world.run("insert into releve.quarantine_drop (quarantine_id, reason) values (1, 'test')")
    #expect(try messages("2026-11-20", .quarantine) == [])
  }

  @Test func `a contract is due when its grace days are over, and a hold is no alert`() throws {
    try world.ingest(["e1 csp:free r 2026-10-10T10:00:00Z 1"])
    #expect(try messages("2026-11-05", .billingObstacle) == [])
    let alerts = try world.alerts("2026-11-06", of: [.billingObstacle])
    #expect(alerts.map(\.subject) == ["acme/no_price/2026-10"])
    #expect(alerts.first?.severity == .critical)
    #expect(alerts.first?.message.hasPrefix("acme is not billed for 2026-10: ") == true)
    _ = try Holds(world.connection).set(
      "acme", held: true, reason: "a dispute")
    #expect(try messages("2026-11-06", .billingObstacle) == [])
  }

  @Test func `what can be billed is no alert, and nothing is issued by looking`() throws {
    try world.ingest(["e1 csp:act r 2026-10-10T10:00:00Z 1"])
    #expect(try messages("2026-11-06", .billingObstacle) == [])
    #expect(try world.count("select count(*) from releve.invoice") == 0)
  }

  @Test(
    arguments: [
      ("2026-11-01", nil), ("2026-11-02", "in 60 days"), ("2026-12-31", "in 1 day"),
      ("2027-01-01", nil),
    ] as [(String, String?)])
  func `a commitment is told of sixty days before it ends`(day: String, left: String?) throws {
    let alerts = try world.alerts(day, of: [.commitmentEnding])
    #expect(alerts.map(\.subject) == (left == nil ? [] : ["acme-2026/act/2026-01-01/2027-01-01"]))
    if let left { #expect(alerts.first?.message.contains("from 2027-01-01, \(left): ") == true) }
  }
}
