import ServiceLevels
import Testing

/// H1: downtime begins with the earlier of detection and the customer's ticket, and ends with the
/// outage.
@Suite struct TicketTests {
  @Test(
    arguments: [
      ("04 00:45", 4500), ("04 00:44:59", 3600), ("04 00:59:59", 3601), ("04 01:00", 3600),
      ("04 01:30", 3600), ("04 02:00", 3600), ("04 02:00:01", 3600),
    ])
  func `H1: a ticket at most 15 minutes before an outage moves its start`(
    opened: String, seconds: Int
  ) throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    try world.ticket("INC-1", opened)
    #expect(try world.month().classes == "\(seconds) 0/0 0")
    let isMatched = !["04 00:44:59", "04 02:00:01"].contains(opened)
    #expect(try world.month().outages[0].tickets == (isMatched ? ["INC-1"] : []))
  }

  @Test func `H1: a ticket moves starts for its organisation alone`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    try world.ticket("INC-1", "04 00:50", of: "acme")
    #expect(try world.month(of: "acme").told == ["04T00:50:00Z 04T02:00:00Z 4200 - INC-1"])
    #expect(try world.month(of: "beta").told == ["04T01:00:00Z 04T02:00:00Z 3600 -"])
  }

  @Test func `H1: a ticket without an outage is no downtime`() throws {
    let world = try ServiceWorld()
    try world.ticket("INC-1", "04 00:50")
    try world.component("fr1/az05/compute/clu-002")
    try world.outage("a", "04 01:00", "04 02:00", on: "fr1/az05/compute/clu-002")
    #expect(try world.month().classes == "0 0/0 0")
  }

  @Test func `H1: opened during an outage comes before opened shortly before another`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    try world.outage("b", "04 02:05", "04 03:00")
    try world.ticket("INC-1", "04 02:00")
    #expect(
      try world.month().told == [
        "04T01:00:00Z 04T02:00:00Z 3600 - INC-1", "04T02:05:00Z 04T03:00:00Z 3300 -",
      ])
    // At 02:01 none is under way: the next one begins then, and the one after is not moved.
    try world.ticket("INC-1", "04 02:01", known: "02 00:00")
    try world.outage("c", "04 02:06", "04 02:10")
    #expect(
      try world.month().told == [
        "04T01:00:00Z 04T02:00:00Z 3600 -", "04T02:01:00Z 04T03:00:00Z 3540 - INC-1",
        "04T02:06:00Z 04T02:10:00Z 0 overlap",
      ])
  }

  @Test func `H1: of outages under way the earliest has the ticket, then the smallest id`() throws {
    let world = try ServiceWorld()
    try world.outage("b", "04 01:00", "04 02:00")
    try world.outage("a", "04 01:10", "04 03:00")
    try world.outage("c", "04 01:00", "04 02:30")
    try world.ticket("INC-1", "04 01:20")
    #expect(
      try world.month().told == [
        "04T01:00:00Z 04T02:00:00Z 3600 - INC-1", "04T01:00:00Z 04T02:30:00Z 1800 overlap",
        "04T01:10:00Z 04T03:00:00Z 1800 overlap",
      ])
  }

  @Test func `H1: of several tickets the first one moves the start, also of what has no length`()
    throws
  {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 01:00")
    try world.ticket("INC-1", "04 00:58")
    try world.ticket("INC-2", "04 00:56")
    try world.ticket("INC-3", "04 01:00")
    #expect(
      try world.month("excluded").told == ["04T00:56:00Z 04T01:00:00Z 240 - INC-1 INC-2 INC-3"])
    try world.ticket("INC-2", "04 00:56", known: "02 00:00", retracted: true)
    #expect(
      try world.month("excluded").told
        == ["04T00:58:00Z 04T01:00:00Z 0 too_short INC-1 INC-3"])
  }

  @Test func `H1: a moved start may reach into another outage, and into the month before`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "2026-09-30T23:55:00Z", "2026-09-30T23:57:00Z")
    try world.outage("b", "01 00:05", "01 00:06")
    try world.ticket("INC-1", "2026-09-30T23:57:00Z", known: "02 00:00")
    // During a; so b stands alone.
    #expect(try world.month("excluded").classes == "0 0/0 0")
    try world.ticket("INC-1", "2026-09-30T23:57:01Z", known: "03 00:00")
    #expect(
      try world.month("excluded").told == ["2026-09-30T23:57:01Z 01T00:06:00Z 360 outside INC-1"])
    #expect(try world.month("excluded", period: "2026-09").classes == "179 0/0 0")
  }
}
