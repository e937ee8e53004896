import BigInt
import Calendars
import Catalogue
import Decimals
import PostgreSQL
import ServiceLevels
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// Random records, in any order, known by and by: what SQL says of them is what a model says that
/// goes record by record and step by step.
@Suite struct DecisionModelTests {
  private static let stepSeconds = 900

  /// The commitments of the world, as the model has them.
  private static let policies = [
    "included": ModelPolicy(isMaintenanceIncluded: true, minimumOutageSeconds: 1800),
    "excluded": ModelPolicy(isMaintenanceIncluded: false, minimumOutageSeconds: 3600),
  ]

  private static let documents = ServiceWorld.documents
    .replacing(
      "maintenance: included,", with: "maintenance: included, minimum_outage_seconds: 1800,"
    )
    .replacing("minimum_outage_seconds: 240", with: "minimum_outage_seconds: 3600")
    .replacing("spec:\n  timezone: UTC", with: "spec:\n  timezone: Europe/Paris")

  @Test(arguments: ["2026-10", "2026-03", "2026-06"])
  func `what is decided and measured is what a model says, at every time`(month: String) throws {
    let period = try #require(Period(month))
    let span = Zone.default.span(of: period)
    let steps = Int(span.microseconds / 1_000_000) / Self.stepSeconds
    var random = SeededGenerator.seeded(for: "decided months of \(month)")
    let world = try ServiceWorld(Self.documents, declaringCluster: false)
    for component in RandomRecords.components {
      try world.component(component, known: "2020-01-01T00:00:00Z")
    }
    for round in 0..<25 {
      let drawn = RandomRecords(SeededGenerator(seed: random.next()), steps: steps)
      try world.forget()
      for record in drawn.records { try world.say(record, since: span.from) }
      let last = drawn.lastKnown
      for known in Set([last, Int.random(in: 0...last, using: &random)]) {
        try compare(drawn, in: world, period, known: known, "round \(round)")
      }
    }
  }

  @Test func `outages that lie upon each other in crowds are what a model says`() throws {
    let period = try #require(Period("2026-10"))
    let span = Zone.default.span(of: period)
    let steps = Int(span.microseconds / 1_000_000) / Self.stepSeconds
    var random = SeededGenerator.seeded(for: "crowds of outages")
    let world = try ServiceWorld(Self.documents, declaringCluster: false)
    for component in RandomRecords.components {
      try world.component(component, known: "2020-01-01T00:00:00Z")
    }
    // From many small crowds to a single one.
    for length in [3, 20, 400] {
      let drawn = RandomRecords(
        crowdOf: 300, length: length, SeededGenerator(seed: random.next()), steps: steps)
      try world.forget()
      for record in drawn.records { try world.say(record, since: span.from) }
      try compare(drawn, in: world, period, known: drawn.lastKnown, "up to \(length) steps")
    }
  }

  private func compare(
    _ drawn: RandomRecords, in world: ServiceWorld, _ period: Period, known: Int, _ drawing: String
  ) throws {
    let span = Zone.default.span(of: period)
    let steps = Int(span.microseconds / 1_000_000) / Self.stepSeconds
    let report = try world.report(
      of: RandomRecords.organisations, period: period.description, known: "\(world.known(known))")
    try #require(report.results.count == 4)
    for result in report.results {
      for component in result.components {
        let decisions = ModelDecisions(
          drawn.records, of: component.component, organisation: result.coverage.organisation,
          knownAt: known, tolerance: 1, period: 0..<steps)
        try compare(
          component, with: decisions, period: 0..<steps, start: span.from,
          policy: #require(Self.policies[result.coverage.commitment.id]),
          "\(drawing), known \(known), \(result.coverage.organisation)")
      }
    }
  }

  private func compare(
    _ component: ComponentAvailability, with decisions: ModelDecisions, period: Range<Int>,
    start: Instant, policy: ModelPolicy, _ place: String
  ) throws {
    let history = decisions.history(
      of: period, stepMicroseconds: Self.stepSeconds * 1_000_000)
    let model = ModelAvailability(of: history, policy: policy)
    let time = component.availability.time
    let comment: Comment = "\(place), \(component.component)"
    #expect(Self.fraction(time.up) == model.classes.up, comment)
    #expect(Self.fraction(time.down) == model.classes.down, comment)
    #expect(Self.fraction(time.maintenanceDown) == model.classes.maintenanceDown, comment)
    #expect(Self.fraction(time.maintenanceUp) == model.classes.maintenanceUp, comment)
    #expect(Self.fraction(time.unknown) == model.classes.unknown, comment)
    let figures = [
      (component.figures.percentIncludingMaintenance, model.includingMaintenance),
      (component.figures.percentExcludingMaintenance, model.excludingMaintenance),
    ]
    for (figure, expected) in figures {
      #expect(figure?.plain == expected?.truncatedText(digits: 5), comment)
    }
    let counted = decisions.countedStepMillionths(
      in: period, policy: policy, stepSeconds: Self.stepSeconds)
    let touching = zip(decisions.outages, counted).filter { $0.0.touches(period) }
    let told = touching.map { outage, millionths in
      let from = start.adding(microseconds: Int64(outage.from) * 900_000_000)
      let seconds = ExactFraction(BigInt(millionths * Self.stepSeconds), over: 1_000_000)
      return "\(outage.id) \(from) \(seconds.truncatedText(digits: 6)) \(outage.tickets)"
    }
    #expect(
      component.outages.map { "\($0.id) \($0.from) \($0.countedSeconds.plain) \($0.tickets)" }
        == told, comment)
  }

  private static func fraction(_ number: DecimalNumber) -> ExactFraction {
    ExactFraction(BigInt(number.coefficient), over: BigInt(10).power(number.scale))
  }
}
