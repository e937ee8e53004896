import Operations
import Testing

/// Alerts of sources that have fallen silent, and of usage that is out of line.
@Suite struct UsageAlertTests {
  /// Events of hours after an instant of November.
  private func events(_ day: Int, hours: [Int]) -> [String] {
    hours.map { hour in
      let (date, clock) = (day + hour / 24, hour % 24)
      let time = "2026-11-\(date < 10 ? "0" : "")\(date)T\(clock < 10 ? "0" : "")\(clock):00:00Z"
      return "s\(day)-\(hour) csp:act r \(time) 1"
    }
  }

  private func silent(_ world: AlertWorld, _ time: String) throws -> [String] {
    try world.alerts(time, of: [.sourceSilent]).map(\.subject)
  }

  @Test func `a source is silent after a day where it came each hour`() throws {
    let world = try AlertWorld()
    try world.ingest(events(2, hours: Array(0..<10)))
    #expect(try silent(world, "2026-11-03T09:00:00Z") == [])
    #expect(try silent(world, "2026-11-03T09:00:00.000001Z") == ["/collector"])
    // After four weeks it is out of use.
    #expect(try silent(world, "2026-11-30T09:00:00Z") == ["/collector"])
    #expect(try silent(world, "2026-11-30T09:00:00.000001Z") == [])
    // What comes later counts, also of a source that is known.
    try world.ingest(events(3, hours: [8]))
    #expect(try silent(world, "2026-11-03T09:00:00.000001Z") == [])
    #expect(try silent(world, "2026-11-04T08:00:00.000001Z") == ["/collector"])
  }

  @Test func `a source is silent after three times its usual gap`() throws {
    let world = try AlertWorld()
    try world.ingest(events(2, hours: [0, 24, 48, 72, 96]), source: "/daily")
    #expect(try silent(world, "2026-11-09T00:00:00Z") == [])
    #expect(try silent(world, "2026-11-09T00:00:00.000001Z") == ["/daily"])
  }

  @Test func `a source is silent after a longer gap than it ever had`() throws {
    let world = try AlertWorld()
    try world.ingest(events(2, hours: [0, 1, 2, 62, 63]), source: "/office")
    #expect(try silent(world, "2026-11-07T03:00:00Z") == [])
    #expect(try silent(world, "2026-11-07T03:00:00.000001Z") == ["/office"])
    let message = try #require(
      try world.alerts("2026-11-08T00:00:00Z", of: [.sourceSilent]).first?.message)
    #expect(message.contains("since the hour of 2026-11-04T15:00:00Z: "))
    #expect(message.contains("every 1 h, and at the longest after 60 h"))
  }

  @Test func `a source with four hours only is not regular`() throws {
    let world = try AlertWorld()
    try world.ingest(events(2, hours: [0, 1, 2, 3]))
    #expect(try silent(world, "2026-11-06T00:00:00Z") == [])
    try world.ingest(events(2, hours: [4]))
    #expect(try silent(world, "2026-11-06T00:00:00Z") == ["/collector"])
  }

  /// Counted events: so many on each of the days.
  private func acts(_ counts: KeyValuePairs<String, Int>) -> [String] {
    counts.flatMap { day, count in
      (0..<count).map { "\(day)-\($0) csp:act r \(day)T10:00:00Z 1" }
    }
  }

  private func unusual(_ world: AlertWorld, _ night: String) throws -> [String] {
    try world.alerts(night, of: [.usageUnusual]).map(\.subject)
  }

  @Test(arguments: [
    (4, 3, false), (7, 3, true), (6, 3, false), (2, 3, false), (1, 3, true), (0, 3, false),
    (1, 2, false),
  ])
  func `a day is unusual beyond twice the most and half the least of its weekday`(
    count: Int, least: Int, isUnusual: Bool
  ) throws {
    let world = try AlertWorld()
    try world.ingest(
      acts([
        "2026-10-23": least, "2026-10-30": 3, "2026-11-06": 3, "2026-11-13": 3,
        "2026-11-20": count, "2026-11-19": 1, "2026-11-12": 9,
      ]))
    #expect(try unusual(world, "2026-11-21") == (isUnusual ? ["prod/act/2026-11-20"] : []))
  }

  @Test func `fewer than three of the days say nothing`() throws {
    let world = try AlertWorld()
    try world.ingest(acts(["2026-11-06": 1, "2026-11-13": 1, "2026-11-20": 5]))
    #expect(try unusual(world, "2026-11-21") == [])
    try world.ingest(acts(["2026-10-23": 1]))
    #expect(try unusual(world, "2026-11-21") == ["prod/act/2026-11-20"])
    let alert = try #require(try world.alerts("2026-11-21", of: [.usageUnusual]).first)
    #expect(alert.message.contains("prod used 500 % of") && alert.severity == .info)
  }

  @Test(arguments: [
    ("day", 2, false), ("day", 3, true), ("hour", 3, true), ("second", 3, true),
    ("hour", 1, false), ("second", 1, false), ("month", 3, true),
  ])
  func `levels that are held count on days without events`(
    step: String, level: Int, isUnusual: Bool
  ) throws {
    let world = try AlertWorld(step: step)
    // Held from midnight in Paris, when it is winter there.
    try world.ingest([
      "l1 csp:level vm 2026-10-01T10:00:00Z 1", "l2 csp:level vm 2026-11-19T23:00:00Z \(level)",
    ])
    #expect(try unusual(world, "2026-11-21") == (isUnusual ? ["prod/level/2026-11-20"] : []))
    // Held, without an event.
    #expect(try unusual(world, "2026-11-22") == (isUnusual ? ["prod/level/2026-11-21"] : []))
  }

  @Test func `what cannot be added up is not compared`() throws {
    let world = try AlertWorld()
    try world.ingest(
      ["2026-10-23", "2026-10-30", "2026-11-06", "2026-11-20"].enumerated().map { place, day in
        "p\(place) csp:peak r \(day)T10:00:00Z \(place == 3 ? 9 : 1)"
      })
    #expect(try unusual(world, "2026-11-21") == [])
  }
}
