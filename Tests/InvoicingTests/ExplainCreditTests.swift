import Calendars
import Catalogue
import Decimals
import Invoicing
import ServiceLevels
import Testing

/// Where service credits come from, down to the outages and the claim.
@Suite struct ExplainCreditTests {
  private func credit(
    _ world: CreditedWorld, _ number: String, line: Int
  ) throws -> CreditedAmount {
    let explanation = try world.billing.explain(number, line: line)
    #expect(explanation.disagreements == [])
    guard case .credit(let amount) = explanation.amount else {
      Issue.record("no credit: \(explanation.amount)")
      throw NoCredit()
    }
    return amount
  }

  private struct NoCredit: Error {}

  @Test func `a band of a percentage of lines, with the outage and the claim`() throws {
    let world = try CreditedWorld()
    try world.decide("T1")
    try world.billing.issue("2026-03", on: "2026-04-02")
    let amount = try credit(world, "FR-2026-000001", line: 2)
    #expect(amount.amount.sum.description == "-93.00" && amount.statedPercent?.plain == "25")
    #expect(amount.lines.map { "\($0.line) \($0.amount)" } == ["1 372.00"])
    let kept = try #require(amount.availability)
    #expect(kept.band?.below.plain == "99")
    #expect(kept.result.worst?.figures.percent?.plain == "98.6541")
    #expect(kept.classes?.sum.plain == "2674800" && kept.counted?.sum.plain == "36000")
    #expect(
      kept.outages.map { "\($0.outage.id) \($0.source?.file ?? "-"):\($0.source?.line ?? 0)" }
        == ["o march.ndjson:2"])
    #expect(
      amount.claims.map { "\($0.ticket) \($0.decision?.isAccepted as Any) \($0.isLate)" }
        == ["T1 Optional(true) false", "T2 nil false"])
    #expect(amount.claims.map(\.source?.line) == [3, 4])
    #expect(amount.percentNow.plain == "25" && amount.capped.isEmpty)
  }

  @Test func `an adjustment is explained as of its own document, and what is known now is told`()
    throws
  {
    let world = try CreditedWorld()
    try world.decide("T1")
    try world.billing.issue("2026-03", on: "2026-04-02")
    // 2 of 743 hours: 10 %.
    try world.say(CreditedWorld.outage(until: "2026-03-10T02:00:00Z"))
    let first = try credit(world, "FR-2026-000001", line: 2)
    #expect(first.percent?.stated.plain == "25" && first.percentNow.plain == "10")
    #expect(first.availability?.band?.percent.plain == "25")
    #expect(first.availability?.counted?.sum.plain == "36000")
    try world.billing.issue("2026-04", on: "2026-05-02")
    let second = try credit(world, "FR-2026-000002", line: 2)
    #expect(second.amount.sum.description == "-37.20" && second.percent?.sum.plain == "10")
    #expect(second.availability?.outages.first?.source?.version == 2)
    try world.say(#"{"kind":"outage","id":"o","retracted":true}"#)
    try world.billing.issue("2026-05", on: "2026-06-02")
    let third = try credit(world, "FR-2026-000003", line: 2)
    #expect(third.amount.sum.isZero && third.percent == nil && third.base == nil)
    #expect(third.availability?.result.isMet == true)
  }

  @Test func `points within a cap, after discounts, and what earlier credits took of it`() throws {
    let world = try CreditedWorld(
      ["one", "two"].map { CreditedWorld.commitment($0, credits: CreditedWorld.points) },
      keys: "discounts: [ { percent: \"10\", services: [OpenIaaS] } ]",
      outage: "2026-03-17T10:00:00Z")
    try world.decide("T1")
    let issued = try world.billing.issue("2026-03", on: "2026-04-02")
    let lines = issued.documents[0].lines.filter { $0.kind == .serviceCredit }
    // 178 of 743 hours: 23.85… points, then what is left of 30 %.
    #expect(lines.map(\.amount) == ["-79.87", "-20.57"])
    for line in lines {
      let amount = try credit(world, "FR-2026-000001", line: line.line)
      #expect(amount.base?.sum.plain == "334.8" && amount.linesSum.plain == "372")
      #expect(amount.capped.map(\.amount.description) == ["-79.87", "-20.57"])
      #expect(amount.capped.map(\.isThisLine) == lines.map { $0.line == line.line })
      #expect(amount.availability?.band == nil)
    }
  }

  @Test func `a credit that is divided among VAT groups`() throws {
    let world = try CreditedWorld(
      [CreditedWorld.commitment("infra", services: "[OpenIaaS, Support]")])
    try world.billing.ingest("s1 prod csp:started r 2026-03-15T10:00:00Z 1")
    try world.decide("T1")
    let issued = try world.billing.issue("2026-03", on: "2026-04-02")
    for line in issued.documents[0].lines where line.kind == .serviceCredit {
      let amount = try credit(world, "FR-2026-000001", line: line.line)
      #expect(amount.lines.count == 1 && amount.amount.sum.description == line.amount)
    }
  }
}
