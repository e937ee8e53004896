import Calendars
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// What is metered anew is what has changed, and nothing else.
@Suite struct RollupScopeTests {
  private let world: MeteredWorld

  /// Three resources with events at noon of some days in March, all of them metered.
  init() throws {
    world = try MeteredWorld(yaml: HeldWorld.documents)
    try ingest(
      ["vm-1", "vm-2"].flatMap { resource in
        [1, 2, 9, 12].map { Self.event("level", resource, day: $0, "1") }
      } + (1...12).map { Self.event("act", "r", day: $0, "1") })
    try world.update()
  }

  private static func event(
    _ sku: String, _ resource: String, day: Int, _ quantity: String, hour: Int = 12
  ) -> String {
    let time = "2026-03-\(day < 10 ? "0" : "")\(day)T\(hour):00:00Z"
    return """
      {"id":"\(sku)/\(resource)/\(time)","source":"/t","type":"releve.usage.v1",\
      "subject":"a-tenant","time":"\(time)",\
      "data":{"sku":"\(sku)","resource":"\(resource)","quantity":"\(quantity)"}}
      """
  }

  private func ingest(_ lines: [String]) throws {
    let counts = try world.ingest(lines.joined(separator: "\n"))
    #expect(counts.accepted == lines.count)
  }

  /// Every row with where it lies: a row that is written again lies somewhere else.
  private func rows() throws -> Set<String> {
    let days = Statement(
      name: "days", text: "select resource || ' ' || day || ' ' || ctid from releve.usage_daily")
    let carried = Statement(
      name: "carried",
      text: """
        select resource || ' from ' || (from_at at time zone 'Europe/Paris')::date || ' ' || ctid
        from releve.usage_carried
        """)
    let connection = try world.database.connect()
    return try Set(
      connection.query(days).decode(String.self) + connection.query(carried).decode(String.self))
  }

  /// What an update writes, without where it lies.
  private func written(_ change: () throws -> Void) throws -> [String] {
    let before = try rows()
    try change()
    try world.update()
    return try rows().subtracting(before)
      .map { $0.split(separator: " ").dropLast().joined(separator: " ") }.sorted()
  }

  @Test func `a late level has its day metered, and the resource's next day with events`() throws {
    let written = try written { try ingest([Self.event("level", "vm-1", day: 5, "3")]) }
    // What is carried to the late day now ends there; from it on there is something new to carry.
    #expect(
      written == [
        "vm-1 2026-03-05", "vm-1 2026-03-09", "vm-1 from 2026-03-03", "vm-1 from 2026-03-06",
      ])
  }

  @Test func `a late quantity has its day metered`() throws {
    let written = try written { try ingest([Self.event("act", "r", day: 5, "3", hour: 13)]) }
    #expect(written == ["r 2026-03-05"])
  }

  @Test func `a void has the day of its event metered, and the level's next one`() throws {
    let void = """
      {"id":"v","source":"/t","type":"releve.void.v1",\
      "data":{"id":"level/vm-2/2026-03-09T12:00:00Z"}}
      """
    let written = try written { try ingest([void]) }
    // The day has no event any more: it is a part of what is carried.
    #expect(written == ["vm-2 2026-03-12", "vm-2 from 2026-03-03"])
  }

  @Test func `the next night writes the next day`() throws {
    let written = try written {
      try ingest(
        [Self.event("level", "vm-1", day: 13, "2"), Self.event("act", "r", day: 13, "1")])
    }
    #expect(written == ["r 2026-03-13", "vm-1 2026-03-13", "vm-1 from 2026-03-14"])
  }

  @Test func `where nothing has changed nothing is written`() throws {
    let written = try written {
      // The same events again, and a document that changes nothing of how they are metered.
      _ = try world.ingest(Self.event("act", "r", day: 5, "1"))
    }
    #expect(written == [])
  }

  @Test func `a rebuild works on months that have events, however far apart clocks are`() throws {
    // What lies before 2000 is in one partition.
    try ingest(
      ["1990-01-02", "1999-12-31"].map {
        Self.event("act", "clock", day: 1, "1").replacing("2026-03-01", with: $0)
      })
    var months: [String] = []
    try Rollup(world.connection).rebuild { month, _, _ in months.append("\(month)") }
    // The first one is metered before all is dropped.
    #expect(months.suffix(3) == ["1990-01", "1999-12", "2026-03"])
    #expect(months.count == 5)
  }
}
