import Calendars
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Documents that change how the days of archived months are metered.
@Suite struct ArchivedDocumentTests {
  struct Change {
    let old: String
    let new: String
    /// The months that it takes; none where it does not matter to them.
    let months: [String]
  }

  private static let zone = "\n  timezone: Europe/Paris"
  private static let tenants = "tenants: [ b-tenant"

  static let changes: [Change] = [
    .init(
      old: zone, new: "\n  timezone: America/New_York", months: ["2026-01", "2026-02"]),
    .init(old: zone, new: "\n  to: 2026-02-15" + zone, months: ["2026-02"]),
    .init(old: "aggregation: sum", new: "aggregation: count", months: ["2026-01", "2026-02"]),
    .init(
      old: tenants, new: tenants + ", { name: a-tenant, from: 2026-02-18 }", months: ["2026-02"]),
    // These days have no usage yet, or are here.
    .init(old: zone, new: "\n  to: 2026-04-10" + zone, months: []),
    .init(old: zone, new: "\n  to: 2026-03-12" + zone, months: []),
    .init(old: zone, new: "\n  to: 2027-01-01" + zone, months: []),
    // It is billed in another way, not metered.
    .init(old: "unit: act,", new: "unit: Act,", months: []),
  ]

  @Test(arguments: changes.indices)
  func `they are refused until the months are here, and named`(number: Int) throws {
    let change = Self.changes[number]
    let documents = HeldWorld.documents.replacing(change.old, with: change.new)
    #expect(documents != HeldWorld.documents)
    try HeldWorld.with { world in
      try world.archive(before: "2026-03")
      let rows = try world.metered.keptRows()
      try world.metered.apply(yaml: documents, correctingBecause: "a reason", now: testNow)
      if change.months.isEmpty {
        try world.metered.update()
      } else {
        let error = RollupError.archivedMonths(change.months)
        #expect(error.code == "archived_months_change")
        #expect(change.months.allSatisfy { "\(error)".contains($0) })
        // Nothing is done by halves: it is told again.
        for _ in 0..<2 { #expect(throws: error) { try world.metered.update() } }
        #expect(throws: error) { try world.archive(before: "2026-04") }
        #expect(try world.metered.keptRows() == rows)
        for month in change.months.dropLast() {
          try world.restore(month)
          #expect(throws: RollupError.archivedMonths([change.months[change.months.count - 1]])) {
            try world.metered.update()
          }
        }
        try world.restore(change.months[change.months.count - 1])
      }
      let usage = try world.usage()
      #expect(try world.held("a") == [[], [], [], []])
      for month in try EventArchive(world.metered.connection).months()
      where month.restoredAt == nil {
        try world.restore(month.month.description)
      }
      try ModelComparison.expectAsAnew(world.metered, "change \(number)")
      #expect(try world.usage() == usage)
    }
  }

  @Test func `correcting the documents again is another way out`() throws {
    try HeldWorld.with { world in
      try world.archive(before: "2026-03")
      let usage = try world.usage()
      let documents = HeldWorld.documents.replacing("aggregation: sum", with: "aggregation: count")
      try world.metered.apply(yaml: documents, correctingBecause: "a mistake", now: testNow)
      #expect(throws: RollupError.archivedMonths(["2026-01", "2026-02"])) {
        try world.metered.update()
      }
      try world.metered.apply(
        yaml: HeldWorld.documents, correctingBecause: "taken back", now: testNow)
      #expect(try world.usage() == usage)
    }
  }

  /// January is here, and ends otherwise; but in February is a day that begins with what it leaves.
  @Test func `a day before an archived one is not made anew`() throws {
    try HeldWorld.with { world in
      try world.archive(before: "2026-03")
      try world.restore("2026-01")
      let documents = HeldWorld.documents.replacing(
        "tenants: [ b-tenant ]",
        with: "tenants: [ b-tenant, { name: a-tenant, from: 2026-01-10 } ]"
      ).replacing(
        "tenants: [ a-tenant ]",
        with: "tenants: [ a-tenant, { name: a-tenant, from: 2026-01-11 } ]")
      try world.metered.apply(yaml: documents, correctingBecause: "a reason", now: testNow)
      let rows = try world.metered.keptRows()
      #expect(throws: RollupError.archivedMonths(["2026-02"])) { try world.metered.update() }
      #expect(try world.metered.keptRows() == rows)
      try world.restore("2026-02")
      try ModelComparison.expectAsAnew(world.metered, "restored")
    }
  }
}
