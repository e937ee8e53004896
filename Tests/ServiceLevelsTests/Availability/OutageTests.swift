import Calendars
import Decimals
import ServiceLevels
import Testing

/// Outages of a month: united, cut, and told one by one. October 2026 has 2 678 400 s in UTC.
@Suite struct OutageTests {
  @Test func `a month without outages is 100 % of the month, not of 30 days`() throws {
    let world = try ServiceWorld()
    let month = try world.month()
    #expect(month.periodSeconds.plain == "2678400")
    #expect(try month.classes == "0 0/0 0")
    #expect(month.percentages == "100 100")
    #expect(month.told == [])
  }

  @Test func `an outage counts from its start to its end, whenever it was entered`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:10", "04 01:31:30", known: "20 00:00")
    let month = try world.month()
    #expect(try month.classes == "1290 0/0 0")
    // 2677110 ÷ 2678400 = 0.999518369…
    #expect(month.percentages == "99.95183 99.95183")
    #expect(month.told == ["04T01:10:00Z 04T01:31:30Z 1290 -"])
    #expect(try month.figures.budgetLeftSeconds?.plain == "1388.4")
  }

  @Test func `overlapping outages count once, with the largest impact at each instant`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00", impact: "0.5")
    try world.outage("b", "04 01:30", "04 03:00", impact: "1")
    try world.outage("c", "04 01:45", "04 04:00", impact: "0.25")
    try world.outage("d", "04 02:00", "04 02:10", impact: "1")
    // 1800 × ½ + 5400 × 1 + 3600 × ¼ = 7200.
    let month = try world.month()
    #expect(try month.classes == "7200 0/0 0")
    #expect(
      month.told == [
        "04T01:00:00Z 04T02:00:00Z 900 overlap,partial",
        "04T01:30:00Z 04T03:00:00Z 5400 -",
        "04T01:45:00Z 04T04:00:00Z 900 overlap,partial",
        "04T02:00:00Z 04T02:10:00Z 0 overlap",
      ])
  }

  @Test func `outages that touch are one: together they are long enough`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 01:02")
    try world.outage("b", "04 01:02", "04 01:04")
    #expect(try world.month("excluded").classes == "240 0/0 0")
    try world.outage("b", "04 01:02:01", "04 01:04", known: "02 00:00")
    let apart = try world.month("excluded")
    #expect(try apart.classes == "0 0/0 0")
    #expect(
      apart.told == [
        "04T01:00:00Z 04T01:02:00Z 0 too_short", "04T01:02:01Z 04T01:04:00Z 0 too_short",
      ])
    #expect(try world.month("included").classes == "239 0/0 0")
  }

  @Test func `what is too short is tested before the month cuts, through chains of outages`() throws
  {
    let world = try ServiceWorld()
    // 230 s before the month, 10 s in it; the middle one makes the first two one.
    try world.outage("a", "2026-09-30T23:56:10Z", "2026-09-30T23:58:00Z")
    try world.outage("b", "2026-09-30T23:57:00Z", "2026-09-30T23:59:55Z")
    try world.outage("c", "2026-09-30T23:59:55Z", "01 00:00:10")
    let month = try world.month("excluded")
    #expect(try month.classes == "10 0/0 0")
    #expect(month.told == ["2026-09-30T23:59:55Z 01T00:00:10Z 10 outside"])
    #expect(try world.month("excluded", period: "2026-09").classes == "230 0/0 0")
    try world.outage("d", "31 23:59", "2026-11-01T00:03:00Z")
    #expect(try world.month("excluded").classes == "70 0/0 0")
    #expect(try world.month("excluded", period: "2026-11").classes == "180 0/0 0")
  }

  @Test func `what is open goes on to the end of the month`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "31 23:00", nil)
    let month = try world.month("excluded")
    #expect(try month.classes == "3600 0/0 0")
    #expect(month.told == ["31T23:00:00Z open 3600 outside"])
    #expect(try world.month(period: "2026-11").classes == "2592000 0/0 0")
  }

  @Test func `what has no length counts nothing, and microseconds count`() throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 01:00")
    try world.outage("b", "05 01:00", "2026-10-05T01:00:00.000001Z", impact: "0.000001")
    let month = try world.month()
    #expect(try month.classes == "0.000000000001 0/0 0")
    #expect(month.percentages == "99.99999 99.99999")
    #expect(
      month.told == [
        "04T01:00:00Z 04T01:00:00Z 0 -", "05T01:00:00Z 05T01:00:00.000001Z 0.000000000001 partial",
      ])
  }

  @Test func `months of a zone have its hours`() throws {
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing("timezone: UTC", with: "timezone: Europe/Paris"))
    #expect(try world.month(period: "2026-03").periodSeconds.plain == "2674800")
    #expect(try world.month(period: "2026-10").periodSeconds.plain == "2682000")
    try world.outage("a", "2026-10-31T22:59:00Z", "2026-10-31T23:01:00Z")
    #expect(try world.month().classes == "60 0/0 0")
    #expect(try world.month(period: "2026-11").classes == "60 0/0 0")
  }

  @Test func `unknown time is no downtime, and a known outage is not unknown`() throws {
    let world = try ServiceWorld()
    try world.unknown("u", "04 00:00", "04 04:00")
    try world.outage("a", "04 01:00", "04 02:00")
    // Too short to count, and yet known.
    try world.outage("b", "04 03:00", "04 03:01")
    #expect(try world.month("included").classes == "3660 0/0 10740")
    let month = try world.month("excluded")
    #expect(try month.classes == "3600 0/0 10740")
    // Of 2667660 known seconds 3600 were down: both figures are by the commitment's minimum.
    #expect(month.percentages == "99.86505 99.86505")
  }

  @Test func `a month without data is not measurable`() throws {
    let world = try ServiceWorld()
    try world.unknown("u", "2026-09-01T00:00:00Z", nil)
    let month = try world.month()
    #expect(try month.classes == "0 0/0 2678400")
    #expect(month.percentages == "- -")
    let report = try world.report()
    #expect(report.results.map(\.isMet) == [nil, nil])
    #expect(String(decoding: report.json, as: UTF8.self).contains(#""availability":null,"#))
  }

  @Test func `only what contract, entry and component cover of the month is measured`() throws {
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing(
        ServiceWorld.contract(of: "acme"),
        with: ServiceWorld.contract(
          of: "acme",
          components: "[ { match: fr1/az05/compute/clu-001, from: 2026-10-03, to: 2026-10-05 },"
            + " { match: \"fr1/**\", from: 2026-10-07 } ]",
          to: "2026-10-09")),
      declaringCluster: false)
    try world.component(ServiceWorld.cluster, "03 12:00")
    try world.outage("a", "02 00:00", "04 00:00")
    try world.outage("b", "04 23:00", "07 01:00")
    let month = try world.month()
    // 36 h of the first entry, 48 h of the second.
    #expect(month.periodSeconds.plain == "302400")
    #expect(try month.classes == "50400 0/0 0")
    #expect(
      month.told == [
        "02T00:00:00Z 04T00:00:00Z 43200 outside", "04T23:00:00Z 07T01:00:00Z 7200 outside",
      ])
  }
}
