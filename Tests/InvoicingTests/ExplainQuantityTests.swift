import Calendars
import Catalogue
import Decimals
import Invoicing
import Testing

/// How a quantity is explained, for each aggregation: what is expected is reckoned by hand.
@Suite struct ExplainQuantityTests {
  /// In March 2026 in Paris: 31 days, 743 hours, 2 674 800 seconds. `a` holds 2 since February, 5
  /// from the 5th at 10:00 UTC until the 10th at 9:30; `b` 3.5 for the month's last half hour.
  private static let events = [
    "e1 prod csp:tiered a 2026-02-10T10:00:00Z 2", "e2 prod csp:tiered a 2026-03-05T10:00:00Z 5",
    "e3 prod csp:tiered a 2026-03-10T09:30:00Z 0",
    "e4 prod csp:tiered b 2026-03-31T21:30:00Z 3.5",
  ]

  @Test(arguments: [
    ("{ aggregation: sum }", ["a 5", "a 0", "b 3.5"], "8.5", "8.5"),
    ("{ aggregation: sum, round_each_up: true }", ["a 5", "a 0", "b 4"], "9", "9"),
    ("{ aggregation: count }", ["a 1", "a 1", "b 1"], "3", "3"),
    ("{ aggregation: max }", ["a 5"], "5", "5"),
    ("{ aggregation: last }", ["a 0", "b 3.5"], "3.5", "3.5"),
    ("{ aggregation: unique }", ["a 1", "b 1"], "2", "2"),
    // 4 days, then 6 with the first and the last one of the level 5.
    (
      "{ aggregation: time_weighted, step: day }",
      ["a 2 × 4 = 8", "a 5 × 6 = 30", "b 3.5 × 1 = 3.5"], "41.5", "1.33871"
    ),
    (
      "{ aggregation: time_weighted, step: day, result: unit_hours }",
      ["a 2 × 96 = 192", "a 5 × 144 = 720", "b 3.5 × 24 = 84"], "996", "996"
    ),
    ("{ aggregation: time_weighted, step: month }", ["a 5 × 5", "b 3.5 × 3.5"], "8.5", "8.5"),
    (
      "{ aggregation: time_weighted, step: month, result: unit_hours }",
      ["a 5 × 5", "b 3.5 × 3.5"],
      "8.5", "6315.5"
    ),
    // 107 hours at 2, 120 started ones at 5, one at 3.5: a day with events has no one level.
    (
      "{ aggregation: time_weighted, step: hour, result: unit_hours }",
      ["a 2 × 96 = 192", "a 24 = 87", "a 5 × 96 = 480", "a 24 = 55", "b 24 = 3.5"], "817.5",
      "817.5"
    ),
    (
      "{ aggregation: time_weighted, step: hour }",
      ["a 2 × 96 = 192", "a 24 = 87", "a 5 × 96 = 480", "a 24 = 55", "b 24 = 3.5"], "817.5",
      "1.100269"
    ),
    // In seconds: the 5th is 11 hours at 2 and 13 at 5, the 10th 10.5 at 5.
    (
      "{ aggregation: time_weighted, step: second }",
      [
        "a 2 × 345600 = 691200", "a 86400 = 313200", "a 5 × 345600 = 1728000",
        "a 86400 = 189000", "b 86400 = 6300",
      ], "2927700", "1.094549"
    ),
    (
      "{ aggregation: time_weighted, step: second, result: unit_hours }",
      [
        "a 2 × 345600 = 691200", "a 86400 = 313200", "a 5 × 345600 = 1728000",
        "a 86400 = 189000", "b 86400 = 6300",
      ], "2927700", "813.25"
    ),
  ])
  func `each aggregation adds up to the line`(
    meter: String, stretches: [String], sum: String, quantity: String
  ) throws {
    let world = try BillingWorld(BillingWorld.documents(metering: meter))
    for event in Self.events { try world.ingest(event) }
    let issued = try #require(
      try world.issue("2026-03", on: "2026-04-02").documents.first { $0.period == "2026-03" })
    let explanation = try world.explain(issued.number ?? "")
    #expect(explanation.stretches == stretches)
    #expect(explanation.quantity?.usage.total.plain == sum)
    #expect(explanation.quantity?.metered.plain == quantity)
    #expect(issued.lines.first?.quantity == quantity)
    #expect(explanation.disagreements == [])
  }

  @Test func `a level that is held since months before names the event that set it`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "l1 prod csp:fr1:level vm 2025-12-15T10:00:00Z 1",
      "l2 prod csp:fr1:level vm 2026-01-20T10:00:00Z 3",
      "l3 prod csp:fr1:level gone 2026-01-20T10:00:00Z 1",
      "l4 prod csp:fr1:level gone 2026-02-20T10:00:00Z 0")
    let documents = try world.issue("2026-04", on: "2026-05-02").documents
    let number = try #require(documents.last?.number)
    #expect(documents.last?.period == "2026-04")
    let explanation = try world.explain(number)
    #expect(explanation.stretches == ["vm 3 × 30 = 90"])
    let opening = try #require(explanation.quantity?.events.openings.first)
    #expect(opening.resource == "vm" && opening.level == DecimalNumber(3))
    #expect(opening.event?.id == "l2" && opening.event?.line == 2)
    #expect(opening.event?.time.description == "2026-01-20T10:00:00Z")
    #expect(opening.event?.file.hasSuffix(".ndjson") == true)
    #expect(explanation.events == [])
    #expect(explanation.disagreements == [])
  }

  @Test func `a percentile names its window, its rank and the resources' means in it`() throws {
    let world = try BillingWorld()
    // 20 windows: rank ⌈0.95 × 20⌉ = 19. The second largest is that of 10:00: (100 + 50) ÷ 2 of one
    // link and (7 + 8 + 5) ÷ 3 of the other.
    try world.ingest(
      "p1 prod csp:link a 2026-03-02T10:00:00Z 100", "p2 prod csp:link a 2026-03-02T10:04:59Z 50",
      "p3 prod csp:link b 2026-03-02T10:01:00Z 7", "p4 prod csp:link b 2026-03-02T10:02:00Z 8",
      "p5 prod csp:link b 2026-03-02T10:03:00Z 5", "p6 prod csp:link a 2026-03-02T11:00:00Z 900")
    for minute in 0..<18 {
      let time = "2026-03-03T1\(minute / 10):\(minute % 10 * 5 + 10):00Z"
      try world.ingest("q\(minute) prod csp:link a \(time) 1")
    }
    try world.issue("2026-03", on: "2026-04-02")
    let explanation = try world.explain()
    let percentile = try #require(explanation.quantity?.percentile)
    #expect(percentile.sampledWindows == 20 && percentile.windows == 20 && percentile.rank == 19)
    #expect(percentile.window?.from.description == "2026-03-02T10:00:00Z")
    #expect(percentile.window?.to.description == "2026-03-02T10:05:00Z")
    #expect(
      percentile.means.map { "\($0.resource) \($0.total.plain) ÷ \($0.samples) = \($0.mean.plain)" }
        == ["a 150 ÷ 2 = 75", "b 20 ÷ 3 = 6.666667"])
    // 75 + 20 ÷ 3, exactly, rounded once.
    #expect(explanation.quantity?.metered.plain == "81.666667")
    #expect(explanation.events == ["p1", "p2", "p3", "p4", "p5"])
    #expect(explanation.disagreements == [])
  }

  @Test func `windows without a sample are ranked where they count`() throws {
    let meter =
      "{ aggregation: percentile, percentile: 100, window_seconds: 3600, missing: zero }"
    let world = try BillingWorld(BillingWorld.documents(metering: meter))
    try world.ingest("p1 prod csp:tiered a 2026-10-05T10:00:00Z 4")
    let documents = try world.issue("2026-10", on: "2026-11-02").documents
    let explanation = try world.explain(try #require(documents.last?.number))
    let percentile = try #require(explanation.quantity?.percentile)
    // October has 745 hours.
    #expect(percentile.sampledWindows == 1 && percentile.windows == 745)
    #expect(percentile.rank == 745 && explanation.disagreements == [])
  }

  @Test(arguments: [("2026-03", "743", "23"), ("2026-10", "745", "25")])
  func `a day has the hours that it has`(month: String, hours: String, day: String) throws {
    let meter = "{ aggregation: time_weighted, step: day, result: unit_hours }"
    let world = try BillingWorld(BillingWorld.documents(metering: meter))
    try world.ingest("e1 prod csp:tiered a 2025-12-10T10:00:00Z 1")
    let documents = try world.issue(month, on: "2026-11-02").documents
    let number = try #require(documents.first { $0.period == month }?.number)
    #expect(try world.explain(number).stretches == ["a 1 × \(hours) = \(hours)"])
    let change = try #require(LocalDate(month == "2026-03" ? "2026-03-29" : "2026-10-25"))
    let explanation = try world.explain(number, scope: ExplanationScope(day: change))
    #expect(explanation.stretches == ["a 1 × \(day) = \(day)"])
    #expect(explanation.quantity?.usage.total.plain == hours)
    #expect(explanation.disagreements == [])
  }

  @Test func `parts of a divided month are explained each by its own days`() throws {
    // 3 days of a level in each of the parts of March but the last.
    let entries = ["2026-03-03: 10", "2026-03-04: 20"].map { entry in
      let words = entry.split(separator: ": ")
      return "{ product: level, from: \(words[0]),"
        + " charge: { model: per_unit, unit_price: \"\(words[1])\" } }"
    }
    let world = try BillingWorld(
      BillingWorld.documents(acme: "overrides: [ \(entries.joined(separator: ", ")) ]"))
    try world.ingest(
      "l1 prod csp:fr1:level vm 2026-03-02T10:00:00Z 1",
      "l2 prod csp:fr1:level vm 2026-03-05T10:00:00Z 0")
    let document = try #require(try world.issue("2026-03", on: "2026-04-02").documents.first)
    #expect(document.lines.map(\.quantity) == ["0.032258", "0.032258", "0.064516"])
    let parts = try (1...3).map { try world.explain(line: $0) }
    #expect(parts.map(\.stretches) == [["vm 1 × 1 = 1"], ["vm 1 × 1 = 1"], ["vm 1 × 2 = 2"]])
    #expect(
      parts.map { "\($0.quantity?.part?.first.day ?? 0)–\($0.quantity?.part?.last.day ?? 0)" }
        == ["1–2", "3–3", "4–31"])
    // 4/31 is 0.129032 (258…); less 0.032258 twice, 0.064516: what its own days give too.
    let remainder = try #require(parts[2].quantity?.remainder)
    #expect(remainder.month.plain == "0.129032" && remainder.own.plain == "0.064516")
    #expect(remainder.others.map(\.plain) == ["0.032258", "0.032258"])
    #expect(parts[0].quantity?.remainder == nil && parts[0].events == ["l1"])
    #expect(parts.flatMap(\.disagreements) == [])
  }

  @Test func `what lies outside contract and tenancy is not counted`() throws {
    let world = try BillingWorld()
    // Beta's contract begins on the 16th of February: 13 of 28 days.
    try world.ingest(
      "b1 beta csp:fr1:level vm 2026-02-02T10:00:00Z 1")
    try world.issue("2026-02", on: "2026-03-02")
    let explanation = try world.explain()
    #expect(explanation.stretches == ["vm 1 × 13 = 13"])
    #expect(explanation.quantity?.covered.first?.from.description == "2026-02-15T23:00:00Z")
    #expect(explanation.quantity?.events.openings.first?.event?.id == "b1")
    #expect(explanation.disagreements == [])
  }

  @Test func `started units are rounded up after the sum`() throws {
    let world = try BillingWorld()
    try world.ingest("s1 prod csp:started r 2026-03-02T10:00:00Z 1.25")
    try world.issue("2026-03", on: "2026-04-02")
    let explanation = try world.explain()
    #expect(explanation.quantity?.metered.plain == "1.25")
    #expect(explanation.quantity?.quantity.sum.plain == "2" && explanation.disagreements == [])
  }
}
