import ServiceLevels
import Testing

/// Samples: a state holds until the next one, where that comes in time.
@Suite struct SampleTests {
  /// A sample each hour of the days from the 1st on, but for those of some hours; `down` are down.
  private func world(days: Int, down: Set<Int> = [], without missing: Set<Int> = []) throws
    -> ServiceWorld
  {
    let world = try ServiceWorld()
    for hour in 0..<(days * 24) where !missing.contains(hour) {
      let day = hour / 24 + 1
      let time = "\(day < 10 ? "0" : "")\(day) \(hour % 24 < 10 ? "0" : "")\(hour % 24):00"
      try world.sample("s-\(hour)", time, up: !down.contains(hour))
    }
    return world
  }

  @Test func `consecutive samples that are down are one outage, of the first one's id`() throws {
    let world = try world(days: 31, down: [25, 26, 30])
    let month = try world.month()
    #expect(try month.classes == "10800 0/0 0")
    #expect(month.told == ["02T01:00:00Z 02T03:00:00Z 7200 -", "02T06:00:00Z 02T07:00:00Z 3600 -"])
    #expect(month.outages.map(\.id) == ["s-25", "s-30"])
    #expect(month.outages.map(\.isSampled) == [true, true])
  }

  @Test func `within three intervals a state holds, beyond it for one`() throws {
    // From 10:00 to 13:00 are three intervals; from 20:00 to 24:00 four, and up is unknown.
    let world = try world(days: 31, without: [11, 12, 21, 22, 23])
    #expect(try world.month().classes == "0 0/0 10800")
    try world.sample("s-10", "01 10:00", up: false, known: "02 00:00")
    try world.sample("s-20", "01 20:00", up: false, known: "02 00:00")
    #expect(
      try world.month().told.map { $0.prefix(25) } == [
        "01T10:00:00Z 01T13:00:00Z", "01T20:00:00Z 01T21:00:00Z",
      ])
  }

  @Test func `what was sampled is unknown once samples end, and not judged before they begin`()
    throws
  {
    let world = try world(days: 2, without: [0, 1])
    // From the 3rd at 00:00: 29 days.
    #expect(try world.month().classes == "0 0/0 2505600")
    // The month after has no sample: nothing is known.
    #expect(try world.month(period: "2026-11").percentages == "- -")
    #expect(try world.month(period: "2026-09").percentages == "100 100")
  }

  @Test func `a month between two samples is unknown`() throws {
    let world = try ServiceWorld()
    try world.sample("a", "2026-09-15T00:00:00Z", up: true)
    try world.sample("b", "2026-11-15T00:00:00Z", up: true)
    #expect(try world.month().percentages == "- -")
  }

  @Test func `an outage of samples is whole: it is long enough beyond the month's ends`() throws {
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing(
        "minimum_outage_seconds: 240", with: "minimum_outage_seconds: 7200"))
    for hour in 20..<24 {
      try world.sample("p-\(hour)", "2026-09-30T\(hour):00:00Z", up: hour != 23)
    }
    for hour in 0..<24 {
      try world.sample("q-\(hour)", "01 \(hour < 10 ? "0" : "")\(hour):00", up: hour > 0)
    }
    let month = try world.month("excluded")
    #expect(month.told == ["2026-09-30T23:00:00Z 01T01:00:00Z 3600 outside"])
    #expect(month.outages.map(\.id) == ["p-23"])
  }

  @Test func `samples and records of outages are united, and tickets are of both`() throws {
    let world = try world(days: 31, down: [25])
    try world.outage("a", "02 01:30", "02 02:30")
    try world.ticket("INC-1", "02 00:50")
    #expect(
      try world.month().told == [
        "02T00:50:00Z 02T02:00:00Z 4200 - INC-1", "02T01:30:00Z 02T02:30:00Z 1800 overlap",
      ])
  }

  @Test func `a sample that is withdrawn or moved is as if it had never been so`() throws {
    let world = try world(days: 31, down: [25])
    try world.sample("s-25", "02 01:00", up: false, known: "03 00:00", retracted: true)
    #expect(try world.month().classes == "0 0/0 0")
    try world.sample("s-25", "02 01:00", up: false, known: "04 00:00")
    #expect(try world.month().classes == "3600 0/0 0")
    #expect(try world.month(known: "03 12:00").classes == "0 0/0 0")
  }

  @Test func `of two at one instant the one that is down holds`() throws {
    let world = try world(days: 31)
    try world.sample("x", "02 01:00", up: false)
    #expect(try world.month().outages.map(\.id) == ["x"])
  }

  @Test func `an outage reaches back beyond a sample that was up while another was down`() throws {
    let world = try ServiceWorld()
    for hour in 20..<24 {
      try world.sample("p-\(hour)", "2026-09-30T\(hour):00:00Z", up: hour < 22)
    }
    try world.sample("x", "2026-09-30T23:00:00Z", up: true)
    for hour in 0..<24 {
      try world.sample("q-\(hour)", "01 \(hour < 10 ? "0" : "")\(hour):00", up: hour > 0)
    }
    #expect(try world.month().outages.map(\.id) == ["p-22"])
  }
}
