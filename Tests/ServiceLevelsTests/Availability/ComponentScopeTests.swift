import Calendars
import Decimals
import ServiceLevels
import Testing

/// Which components a commitment is about, and what its result is.
@Suite struct ComponentScopeTests {
  private static let names = [
    "fr1", "fr1/az05", "fr1/az05/compute", "fr1/az05/compute/clu-1", "fr1/az05/compute/clu.1",
    "fr1/az05/compute/clux1", "fr1/az06/compute/clu-1", "fr1/internet",
  ]

  @Test(
    arguments: [
      ("**", 0b1111_1111), ("fr1/**", 0b1111_1111), ("*", 0b0000_0001), ("fr1/*", 0b1000_0010),
      ("**/clu-1", 0b0100_1000), ("fr1/**/clu-1", 0b0100_1000), ("**/compute/**", 0b0111_1100),
      ("fr1/az05/compute/clu.1", 0b0001_0000), ("fr1/az05/compute/clu?1", 0),
      ("fr1/az0*/compute/clu*1", 0b0111_1000), ("**/**/az05", 0b0000_0010),
      ("FR1/az05", 0), ("fr1/az0(5|6)/compute/clu-1", 0), ("fr1/**/**", 0b1111_1111),
    ])
  func `patterns stand for segments, and every other character for itself`(
    pattern: String, matching: Int
  ) throws {
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing("\"*/*/compute/*\"", with: "\"**\"").replacing(
        ServiceWorld.contract(of: "acme"),
        with: ServiceWorld.contract(of: "acme", components: "[ { match: \"\(pattern)\" } ]")),
      declaringCluster: false)
    for name in Self.names { try world.component(name) }
    let found = try world.report().results.first?.components.map(\.component) ?? []
    #expect(
      found == Self.names.enumerated().filter { matching >> $0.offset & 1 == 1 }.map(\.element))
  }

  @Test func `a component must match the commitment's patterns and the contract's`() throws {
    let world = try ServiceWorld()
    try world.component("fr1/az05/storage/s-1")
    try world.component("fr1/az06/compute/clu-002")
    try world.component("fr1/az05/compute/clu-003", retracted: true)
    let results = try world.report(of: ["acme", "beta"]).results
    #expect(
      results.map { "\($0.coverage.organisation) \($0.coverage.serviceLevel)" } == [
        "acme offer/included", "acme offer/excluded", "beta offer/included", "beta offer/excluded",
      ])
    #expect(results.allSatisfy { $0.components.map(\.component) == [ServiceWorld.cluster] })
  }

  @Test func `the result is that of the worst measurable component`() throws {
    let world = try ServiceWorld()
    try world.component("fr1/az05/compute/clu-000")
    try world.component("fr1/az05/compute/clu-002")
    try world.component("fr1/az05/compute/clu-003")
    try world.unknown("u", "2026-09-01T00:00:00Z", nil, on: "fr1/az05/compute/clu-000")
    try world.outage("a", "04 01:00", "04 01:44:39")
    try world.outage("b", "05 01:00", "05 01:44:38.4", on: "fr1/az05/compute/clu-002")
    try world.outage("c", "06 01:00", "06 01:44:39", on: "fr1/az05/compute/clu-003")
    let result = try #require(try world.report().results.first)
    #expect(result.worst?.component == ServiceWorld.cluster)
    #expect(result.isMet == false)
    // 2678.4 s are a thousandth: that meets the target of 99.9 %, 0.6 s more miss it.
    #expect(try world.month(component: "fr1/az05/compute/clu-002").availability.isMet == true)
    #expect(try result.worst?.figures.budgetLeftSeconds?.plain == "-0.6")
    // 0.6 ÷ 2678400 is 0.0000224 %: truncated, nothing is left of it.
    #expect(result.credit.percent.plain == "0.00002")
    #expect(result.credit.deadline?.description == "2026-11-05")
  }

  @Test func `zones are those of the components, and too few are credited nothing`() throws {
    let world = try ServiceWorld(
      ServiceWorld.documents.replacing(
        "claim_from: incident", with: "claim_from: incident, minimum_zones: 2"
      ).replacing("fr1/az05/compute/*", with: "fr1/**"))
    try world.outage("a", "04 01:00", "04 03:00")
    var result = try #require(try world.report().results.first)
    #expect(result.zones == ["fr1/az05"] && !result.hasEnoughZones)
    #expect(result.isMet == false && result.credit.percent.plain == "0")
    try world.component("fr1/az06/compute/clu-007")
    result = try #require(try world.report().results.first)
    #expect(result.zones == ["fr1/az05", "fr1/az06"] && result.hasEnoughZones)
    #expect(result.credit.percent.plain == "0.16881")
  }

  @Test func `a claim's last day is counted in local days`() throws {
    let report = try ServiceWorld(
      ServiceWorld.documents.replacing("timezone: UTC", with: "timezone: Europe/Paris")
    ).report()
    let incident = report.results[0].coverage.commitment
    let periodEnd = report.results[1].coverage.commitment
    let february = try #require(Period("2026-02"))
    #expect(
      periodEnd.claimDeadline(in: february, zone: .default, lastOutageEnd: nil)?.description
        == "2026-03-30")
    // 23:30 in UTC is the next day in Paris.
    let end = try ServiceWorld.time("2026-02-03T23:30:00Z")
    #expect(
      incident.claimDeadline(in: february, zone: .default, lastOutageEnd: end)?.description
        == "2026-03-06")
    #expect(incident.claimDeadline(in: february, zone: .default, lastOutageEnd: nil) == nil)
  }
}
