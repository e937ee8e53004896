import Calendars
import Capacity
import Testing

@testable import Operations

/// Alerts of inventories, and what the stages of a night tell of them.
@Suite struct CapacityAlertTests {
  private let world: AlertWorld

  init() throws { world = try AlertWorld() }

  /// Imports one repository, so many GiB of 1000 full, as of 04:00 UTC of a day.
  private func repository(_ day: String, used: Int) throws {
    var work = InventoryImport()
    let gib = 1 << 30
    let answer = """
      [ { "id": "sr-1", "name": "sr001", "maxCapacity": \(1000 * gib),
          "freeCapacity": \((1000 - used) * gib), "storageType": "lvmohba", "shared": true } ]
      """
    try work.add(Array(answer.utf8), as: .storageRepositories, file: "sr.json")
    let takenAt = try #require(Instant(rfc3339: "\(day)T04:00:00Z"))
    _ = try work.store(tenant: "prod", takenAt: takenAt, world.connection)
  }

  private func subjects(_ day: String, _ kind: Alert.Kind) throws -> [String] {
    try world.alerts(day, of: [kind]).map(\.subject)
  }

  @Test func `a critical finding of the last inventory of the day is an alert`() throws {
    try repository("2026-11-01", used: 500)
    try repository("2026-11-02", used: 800)
    try repository("2026-11-03", used: 500)
    #expect(try subjects("2026-10-31", .capacityCritical) == [])
    #expect(try subjects("2026-11-01", .capacityCritical) == [])
    let alerts = try world.alerts("2026-11-02", of: [.capacityCritical])
    #expect(alerts.map(\.subject) == ["prod/repository_nearly_full/sr-1"])
    #expect(alerts.first?.severity == .critical)
    #expect(
      alerts.first?.message
        == "prod: repository sr001: repository_nearly_full, rule B5: `releve capacity report"
        + " --tenant prod` says what to do")
    #expect(try subjects("2026-11-03", .capacityCritical) == [])
  }

  @Test func `what is full within a month is an alert, from 14 days of data on`() throws {
    for day in 1...14 {
      try repository("2026-11-\(day < 10 ? "0" : "")\(day)", used: 100 + 25 * day)
    }
    #expect(try subjects("2026-11-13", .capacityFullSoon) == [])
    let alerts = try world.alerts("2026-11-14", of: [.capacityFullSoon])
    #expect(alerts.map(\.subject) == ["prod/repository/sr-1"])
    #expect(alerts.first?.message.hasPrefix("prod: repository sr001 is full in 22 days, ") == true)
    var work = StageWork()
    try ForecastStage(AlertWorld.night("2026-11-14"), world.connection).run({ _ in }, &work)
    #expect(work.rows == 1 && work.matters.isEmpty)
    #expect(
      work.notes == ["prod: 1 of 1 are full within 30 days: `releve capacity forecast`"])
  }

  @Test func `slow growth and repositories that are gone are no alert`() throws {
    for day in 10...30 { try repository("2026-11-\(day)", used: 100 + day) }
    #expect(try subjects("2026-11-30", .capacityFullSoon) == [])
  }

  @Test func `an inventory that does not come for two days is an alert`() throws {
    try repository("2026-11-01", used: 500)
    #expect(try subjects("2026-11-03T03:59:59Z", .inventoryStale) == [])
    let alerts = try world.alerts("2026-11-03T04:00:00Z", of: [.inventoryStale])
    #expect(alerts.map(\.subject) == ["prod"])
    #expect(
      alerts.first?.message.hasPrefix(
        "the last inventory of prod is of 2026-11-01T04:00:00Z, 48 h ago: ") == true)
  }

  @Test func `a part that is not read any more stays as it was, and is an alert in two days`()
    throws
  {
    try repository("2026-11-01", used: 900)
    var work = InventoryImport()
    try work.add(Array("[]".utf8), as: .pools, file: "pools.json")
    let takenAt = try #require(Instant(rfc3339: "2026-11-02T04:00:00Z"))
    _ = try work.store(tenant: "prod", takenAt: takenAt, world.connection)
    #expect(
      try subjects("2026-11-02", .capacityCritical) == ["prod/repository_nearly_full/sr-1"])
    #expect(try subjects("2026-11-03T03:59:59Z", .inventoryStale) == [])
    let alerts = try world.alerts("2026-11-03T04:00:00Z", of: [.inventoryStale])
    #expect(alerts.map(\.subject) == ["prod/parts"])
    #expect(
      alerts.first?.message.contains("storage_repositories (2026-11-01T04:00:00Z)") == true)
  }

  @Test func `what no map has is an alert, and one that ignores it ends it`() throws {
    try repository("2026-11-01", used: 500)
    #expect(try subjects("2026-11-01", .inventoryUnbilled) == ["prod"])
    try world.apply(Self.map("storage: []"))
    #expect(try subjects("2026-10-31", .inventoryUnbilled) == [])
    let alerts = try world.alerts("2026-11-01", of: [.inventoryUnbilled])
    #expect(alerts.map(\.subject) == ["prod/storage/sr-1"] && alerts[0].severity == .warning)
    try world.apply(Self.map("storage: [ { match: \"sr*\", ignore: lent } ]"))
    #expect(try subjects("2026-11-01", .inventoryUnbilled) == [])
  }

  private static func map(_ rules: String) -> String {
    """
    kind: InventoryMap
    name: m
    spec:
      region: fr1
      tenants: [ { id: p, tenant: prod } ]
      \(rules)
    """
  }

  @Test func `the stage tells of each tenant what there is`() throws {
    var work = StageWork()
    let night = try AlertWorld.night("2026-11-01")
    try CapacityStage(night, world.connection).run({ _ in }, &work)
    #expect(work.rows == 0 && work.notes.isEmpty && work.matters.isEmpty)
    try repository("2026-11-01", used: 900)
    try CapacityStage(night, world.connection).run({ _ in }, &work)
    #expect(work.rows == 1 && work.matters.isEmpty)
    #expect(
      work.notes == [
        "prod: 0 pools, 1 repositories, 0 machines; 1 critical, 1 warnings:"
          + " `releve capacity report`"
      ])
  }
}
