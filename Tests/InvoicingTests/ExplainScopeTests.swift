import Calendars
import Decimals
import Invoicing
import Testing

/// What of a line is shown, and what cannot be.
@Suite struct ExplainScopeTests {
  /// Three resources with an event on each of ten days.
  private func world() throws -> BillingWorld {
    let world = try BillingWorld()
    for day in 1...10 {
      try world.ingest(
        "a\(day) prod csp:fr1:act a 2026-03-\(day < 10 ? "0" : "")\(day)T10:00:00Z 1",
        "b\(day) prod csp:fr1:act b 2026-03-\(day < 10 ? "0" : "")\(day)T11:00:00Z 1",
        "c\(day) prod csp:fr1:act c 2026-03-\(day < 10 ? "0" : "")\(day)T12:00:00Z 1")
    }
    try world.issue("2026-03", on: "2026-04-02")
    return world
  }

  @Test func `sums are of all, whatever is shown`() throws {
    let world = try world()
    let all = try world.explain()
    #expect(all.quantity?.usage.stretches.count == 30 && all.quantity?.usage.isComplete == true)
    let few = try world.explain(scope: ExplanationScope(eventsMax: 4, rowsMax: 2))
    let usage = try #require(few.quantity?.usage)
    #expect(!usage.isComplete && usage.stretchCount == 30 && usage.resourceCount == 3)
    #expect(usage.resources.map { "\($0.resource) \($0.value.plain)" } == ["a 10", "b 10"])
    #expect(usage.resourceSum.plain == "20" && usage.selectedSum.plain == "30")
    #expect(few.events == ["a1", "a2", "a3", "a4"])
    #expect(few.quantity?.events.counted == 30 && few.quantity?.events.more == 26)
    #expect(few.quantity?.days.count == 10 && few.quantity?.daySum?.sum.plain == "30")
    #expect(few.quantity?.days.first?.resources == 3)
    #expect(few.disagreements == [])
  }

  @Test func `a resource and a day narrow what is shown`() throws {
    let world = try world()
    let day = try #require(LocalDate("2026-03-05"))
    let cases: [(ExplanationScope, [String], selected: String)] = [
      (ExplanationScope(resource: "b"), (1...10).map { "b\($0)" }, "10"),
      (ExplanationScope(day: day), ["a5", "b5", "c5"], "3"),
      (ExplanationScope(resource: "c", day: day), ["c5"], "1"),
    ]
    for (scope, events, selected) in cases {
      let explanation = try world.explain(scope: scope)
      #expect(explanation.events == events)
      #expect(explanation.quantity?.usage.selectedSum.plain == selected)
      #expect(explanation.quantity?.usage.total.plain == "30")
      #expect(explanation.disagreements == [])
    }
  }

  @Test func `what does not exist is named, with what is near`() throws {
    let world = try world()
    #expect(throws: InvoicingError.unknownDocument("FR-2026-000009")) {
      try world.explain("FR-2026-000009")
    }
    for line in [0, 2] {
      #expect(throws: ExplainError.unknownLine(line, document: "FR-2026-000001", count: 1)) {
        try world.explain(line: line)
      }
    }
    #expect(throws: ExplainError.unknownResource("d", nearest: ["a", "b", "c"])) {
      try world.explain(scope: ExplanationScope(resource: "d"))
    }
    let april = try #require(LocalDate("2026-04-01"))
    let march = try #require(Period("2026-03"))
    #expect(throws: ExplainError.dayOutsidePeriod(april, period: march)) {
      try world.explain(scope: ExplanationScope(day: april))
    }
  }
}
