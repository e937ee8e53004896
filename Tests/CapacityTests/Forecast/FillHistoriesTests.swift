import Calendars
import Capacity
import Testing

/// What forecasts are made of, as it is read from the measures of snapshots.
struct FillHistoriesTests {
  private let world: InventoryWorld

  init() throws { world = try InventoryWorld() }

  private func repositories(_ time: String, _ used: [String: Int]) throws {
    var work = InventoryImport()
    let items = used.sorted { $0.key < $1.key }.map { id, gib in
      """
      {"id":"\(id)","name":"n-\(id)","maxCapacity":\(100 << 30),\
      "freeCapacity":\((100 - gib) << 30),"storageType":"lvmohba","shared":true}
      """
    }
    try work.add(
      Array("[\(items.joined(separator: ","))]".utf8), as: .storageRepositories, file: "sr")
    let takenAt = try #require(Instant(rfc3339: time))
    _ = try work.store(tenant: "acme-prod", takenAt: takenAt, world.connection)
  }

  private func histories(asOf time: String? = nil) throws -> [String] {
    let asOf = try time.map { try #require(Instant(rfc3339: $0)) }
    return try (FillHistories(world.connection).all(asOf: asOf)["acme-prod"] ?? []).map { history in
      "\(history.id) "
        + history.days.map { "\($0.date):\($0.used.bytes >> 30)" }.joined(separator: " ")
    }
  }

  @Test func `the last measure of each local day counts, of what was measured last`() throws {
    // The second is of the next day in Paris.
    try repositories("2026-11-01T22:59:59Z", ["a": 10, "b": 1])
    try repositories("2026-11-01T23:00:00Z", ["a": 20, "b": 2])
    try repositories("2026-11-02T22:00:00Z", ["a": 30, "b": 3])
    try repositories("2026-11-03T22:00:00Z", ["a": 40])
    #expect(try histories() == ["a 2026-11-01:10 2026-11-02:30 2026-11-03:40"])
    #expect(
      try histories(asOf: "2026-11-02T22:00:00Z") == [
        "a 2026-11-01:10 2026-11-02:30", "b 2026-11-01:1 2026-11-02:3",
      ])
    #expect(try histories(asOf: "2026-11-01T22:59:58Z") == [])
    #expect(try FillHistories(world.connection).all(of: "acme-dev").isEmpty)
    #expect(try FillHistories(world.connection).all(of: "acme-prod").keys.sorted() == ["acme-prod"])
  }
}
