import ServiceLevels
import TestSupport
import Testing

/// Notifications of alerts do not say when they were sent: what is old changes nothing.
@Suite struct OldNotificationTests {
  private let world: ImportWorld

  init() throws {
    world = try ImportWorld()
    try world.load(#"{"kind":"component","id":"c","component":"a","from":"2026-01-01T00:00:00Z"}"#)
  }

  private static let firing = notification("firing", to: "0001-01-01T00:00:00Z")
  private static let resolved = notification("resolved", to: "2026-10-04T01:31:30Z")
  /// It was thought to be over, and fired on.
  private static let later = notification("resolved", to: "2026-10-04T02:00:00Z")

  private static func notification(
    _ status: String, from: String = "2026-10-04T01:10:00Z", to end: String,
    severity: String = "high"
  ) -> String {
    #"{"alerts":[{"status":"\#(status)","labels":{"on":"a","severity":"\#(severity)"},"#
      + #""startsAt":"\#(from)","endsAt":"\#(end)","fingerprint":"f"}]}"#
  }

  private func load(_ files: String...) throws -> [Int] {
    try world.load(
      files, as: .alertmanager,
      map: """
        component: { label: on }
        impact: { label: severity, values: { high: "1", low: "0.5" } }
        """
    ).counts
  }

  /// `version end impact` of what is stored of the alert.
  private func stored() throws -> [String] {
    try world.rows(
      "select version, to_char(ends_at at time zone 'UTC', 'HH24:MI:SS'), impact"
        + " from releve.outage_version order by record_id, version")
  }

  @Test func `one that fires does not open again what is resolved`() throws {
    #expect(try load(Self.firing, Self.resolved) == [1, 1, 0, 0, 0, 0])
    #expect(try load(Self.firing) == [0, 0, 0, 1, 0, 0])
    #expect(try stored() == ["1,,1", "2,01:31:30,1"])
  }

  @Test func `files may come in any order`() throws {
    #expect(try load(Self.resolved, Self.firing) == [1, 0, 0, 1, 0, 0])
    #expect(try load(Self.later) == [0, 1, 0, 0, 0, 0])
    #expect(try load(Self.resolved) == [0, 0, 0, 1, 0, 0])
    #expect(try load(Self.firing, Self.resolved, Self.later) == [0, 0, 0, 3, 0, 0])
    #expect(try stored() == ["1,01:31:30,1", "2,02:00:00,1"])
  }

  @Test func `what else it says still counts`() throws {
    _ = try load(Self.resolved)
    let low = Self.notification("firing", to: "0001-01-01T00:00:00Z", severity: "low")
    #expect(try load(low) == [0, 1, 0, 0, 0, 0])
    #expect(try stored() == ["1,01:31:30,1", "2,01:31:30,0.5"])
  }

  @Test func `an alert that fires anew is another outage, and open`() throws {
    _ = try load(Self.resolved)
    let anew = Self.notification(
      "firing", from: "2026-10-05T00:00:00Z", to: "0001-01-01T00:00:00Z")
    #expect(try load(anew) == [1, 0, 0, 0, 0, 0])
    #expect(try stored() == ["1,01:31:30,1", "1,,1"])
  }

  @Test func `a record says when it was over: it may open an outage again`() throws {
    _ = try load(Self.resolved)
    try world.load(
      #"{"kind":"outage","id":"f/2026-10-04T01:10:00Z","component":"a","#
        + #""from":"2026-10-04T01:10:00Z"}"#)
    #expect(try stored() == ["1,01:31:30,1", "2,,1"])
    #expect(try load(Self.firing) == [0, 0, 0, 1, 0, 0])
    #expect(try load(Self.resolved) == [0, 1, 0, 0, 0, 0])
  }
}
