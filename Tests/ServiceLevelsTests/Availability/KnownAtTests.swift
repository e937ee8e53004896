import ServiceLevels
import Testing

/// What is known, and when: a report says the same for ever of one instant.
@Suite struct KnownAtTests {
  @Test func `a report as of an instant stays the same, byte for byte`() throws {
    let world = try ServiceWorld()
    try world.component("fr1/az06/compute/clu-009", known: "02 00:00")
    try world.outage("a", "04 01:00", "04 02:00", known: "05 00:00")
    try world.maintenance("m", "06 00:00", "06 04:00", known: "05 00:00")
    try world.unknown("u", "07 00:00", "07 01:00", known: "05 00:00")
    try world.ticket("INC-1", "04 00:50", known: "05 00:00")
    try world.sample("s1", "08 00:00", up: true, known: "05 00:00")
    try world.sample("s2", "08 01:00", up: false, known: "05 00:00")
    let before = try world.report(of: ["acme", "beta"]).json
    let then = try world.report(of: ["acme", "beta"], known: "05 00:00").json
    #expect(before == then)
    // Of each table something is said otherwise, added, and withdrawn.
    try world.component(ServiceWorld.cluster, "01 12:00", known: "09 00:00")
    try world.component("fr1/az05/compute/clu-002", known: "09 00:00")
    try world.outage("a", "04 01:00", "04 05:00", known: "09 00:00")
    try world.outage("b", "20 01:00", "20 05:00", known: "09 00:00")
    try world.maintenance("m", "06 00:00", "06 01:00", recorded: "08 00:00", known: "09 00:00")
    try world.maintenance("n", "21 00:00", "21 01:00", known: "09 00:00")
    try world.unknown("u", "07 00:00", "07 01:00", known: "09 00:00", retracted: true)
    try world.unknown("v", "22 00:00", "22 01:00", known: "09 00:00")
    try world.ticket("INC-1", "04 00:50", known: "09 00:00", retracted: true)
    try world.ticket("INC-2", "04 00:46", known: "09 00:00")
    try world.sample("s2", "08 01:00", up: true, known: "09 00:00")
    try world.sample("s3", "08 02:00", up: false, known: "09 00:00")
    #expect(try world.report(of: ["acme", "beta"], known: "05 00:00").json == before)
    #expect(try world.report(of: ["acme", "beta"], known: "08 23:59:59").json == before)
    #expect(try world.report(of: ["acme", "beta"], known: "09 00:00").json != before)
    #expect(try world.report(of: ["acme"], known: "2026-09-30T00:00:00Z").results.isEmpty)
  }

  /// Each table alone: what came later is not seen earlier.
  @Test(arguments: ["component", "outage", "maintenance", "unknown", "ticket", "sample"])
  func `what came to be known later is not seen before`(table: String) throws {
    let world = try ServiceWorld()
    try world.outage("a", "04 01:00", "04 02:00")
    let before = try world.report().json
    switch table {
    case "component": try world.component("fr1/az05/compute/clu-002", known: "09 00:00")
    case "outage": try world.outage("a", "04 01:00", "04 05:00", known: "09 00:00")
    case "maintenance": try world.maintenance("m", "06 00:00", "06 01:00", known: "09 00:00")
    case "unknown": try world.unknown("u", "07 00:00", "07 01:00", known: "09 00:00")
    case "ticket": try world.ticket("INC-1", "04 00:50", known: "09 00:00")
    default: try world.sample("s1", "08 01:00", up: false, known: "09 00:00")
    }
    #expect(try world.report(known: "08 00:00").json == before)
    #expect(try world.report().json != before)
  }
}
