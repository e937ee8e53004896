import Decimals
import ServiceLevels
import Testing

/// H3: what maintenance is, and what it excludes.
@Suite struct MaintenanceTests {
  @Test func `H3: both figures are given, by each way with maintenance`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 00:00", "04 04:00")
    try world.outage("a", "04 03:00", "04 05:00")
    let included = try world.month("included")
    #expect(try included.classes == "3600 3600/14400 0")
    #expect(included.told == ["04T03:00:00Z 04T05:00:00Z 7200 -"])
    // 2671200 and 2674800 of 2678400.
    #expect(included.percentages == "99.73118 99.86559")
    #expect(included.figures.percent?.plain == "99.73118")
    let excluded = try world.month("excluded")
    #expect(try excluded.classes == "3600 3600/14400 0")
    #expect(excluded.told == ["04T03:00:00Z 04T05:00:00Z 3600 maintenance"])
    #expect(excluded.figures.percent?.plain == "99.86559")
  }

  @Test func `H3: what is too short without its part in a window stays maintenance`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 00:00", "04 04:00")
    try world.outage("a", "04 03:00", "04 04:03:59")
    let excluded = try world.month("excluded")
    #expect(try excluded.classes == "0 3600/14400 0")
    #expect(excluded.told == ["04T03:00:00Z 04T04:03:59Z 0 maintenance,too_short"])
    #expect(try world.month("included").classes == "239 3600/14400 0")
  }

  @Test func `H3: pieces of one outage around a window are added`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 01:00", "04 02:00")
    try world.outage("a", "04 00:58", "04 02:02")
    #expect(try world.month("excluded").classes == "240 3600/3600 0")
  }

  @Test(
    arguments: [
      ("03 23:59:59", 3600), ("04 00:00", 0), ("04 00:00:01", 0), (nil, 0),
    ] as [(String?, Int)])
  func `H3: it counts where it was announced strictly before it began`(
    announced: String?, seconds: Int
  ) throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 00:00", "04 01:00", announced: announced)
    #expect(try world.month().classes == "0 0/\(seconds) 0")
  }

  @Test func `H3: what was written down too late does not count, whatever it says`() throws {
    let world = try ServiceWorld()
    try world.maintenance(
      "m", "04 00:00", "04 01:00", announced: "01 00:00", recorded: "04 00:00")
    #expect(try world.month().classes == "0 0/0 0")
  }

  @Test func `H3: a later version narrows a window and never widens it`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 01:00", "04 03:00", announced: "01 00:00")
    try world.maintenance(
      "m", "04 00:00", "04 02:00", announced: "01 00:00", recorded: "04 02:00", known: "05 00:00")
    #expect(try world.month().classes == "0 0/3600 0")
    #expect(try world.month(known: "04 00:00").classes == "0 0/7200 0")
    // Back to more, later still: no more than was announced.
    try world.maintenance(
      "m", "04 00:00", "04 09:00", announced: "01 00:00", recorded: "05 02:00", known: "06 00:00")
    #expect(try world.month().classes == "0 0/7200 0")
  }

  @Test func `H3: a version that came in time widens; moving back the start does not`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 01:00", "04 03:00", announced: "01 00:00")
    try world.maintenance(
      "m", "04 00:00", "04 04:00", announced: "02 00:00", recorded: "03 00:00", known: "05 00:00")
    #expect(try world.month().classes == "0 0/14400 0")
    // Recorded at 04:30, when the first start had passed: that it is put off is no announcement.
    try world.maintenance(
      "m", "04 02:00", "04 09:00", announced: "01 12:00", recorded: "04 01:30", known: "06 00:00")
    #expect(try world.month().classes == "0 0/7200 0")
  }

  @Test func `H3: a withdrawal ends a window, and one in time stays`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 01:00", "04 03:00", announced: "01 00:00")
    try world.maintenance(
      "m", "04 01:00", "04 03:00", announced: "01 00:00", recorded: "03 00:00", known: "04 00:00",
      retracted: true)
    #expect(try world.month().classes == "0 0/0 0")
    #expect(try world.month(known: "03 00:00").classes == "0 0/7200 0")
    // Said again after it had begun: it was withdrawn by then.
    try world.maintenance(
      "m", "04 01:00", "04 03:00", announced: "01 00:00", recorded: "04 01:00", known: "05 00:00")
    #expect(try world.month().classes == "0 0/0 0")
  }

  @Test func `H3: it concerns its component and what is below it, by segments`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "04 01:00", "04 02:00", on: "fr1/az05")
    try world.maintenance("n", "05 01:00", "05 02:00", on: "fr1/az05/comp")
    try world.maintenance("o", "06 01:00", "06 02:00", on: "fr1")
    try world.maintenance("p", "07 01:00", "07 02:00", on: "fr1/az05/compute/clu-001/host")
    try world.maintenance("q", "06 01:30", "06 02:30", on: ServiceWorld.cluster)
    #expect(try world.month().classes == "0 0/9000 0")
    // Amended to another part of the tree: only what both concern.
    try world.maintenance(
      "m", "04 01:00", "04 02:00", recorded: "05 00:00", on: "fr1/az06", known: "05 00:00")
    #expect(try world.month().classes == "0 0/5400 0")
  }

  @Test func `H3: an open window goes on; windows far away do not matter`() throws {
    let world = try ServiceWorld()
    try world.maintenance("m", "31 23:00", nil)
    try world.maintenance(
      "n", "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z", announced: "01 00:00")
    #expect(try world.month().classes == "0 0/3600 0")
    // Before the month a window takes most of the outage: what remains is too short.
    try world.maintenance("o", "2026-09-30T20:00:00Z", "2026-09-30T23:59:00Z")
    try world.outage("a", "2026-09-30T20:00:00Z", "01 00:02")
    #expect(try world.month("excluded").classes == "0 0/3600 0")
    #expect(try world.month("included").classes == "120 0/3600 0")
  }

  @Test func `H3: excluded windows may leave the period`() throws {
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing(
        "maintenance: excluded,",
        with: "maintenance: excluded, excluded_maintenance_leaves_period: true,"))
    try world.maintenance("m", "01 00:00", "11 00:00")
    try world.outage("a", "10 23:00", "11 01:00")
    // 3600 of 21 days = 1814400 s: 99.80158…; the month has 31.
    #expect(try world.month("excluded").figures.percent?.plain == "99.80158")
    try world.maintenance("n", "11 00:00", nil)
    #expect(try world.month("excluded").figures.percent == nil)
  }
}
