import BigInt
import Calendars
import Catalogue
import Decimals
import ServiceLevels
import TestSeeds
import Testing

@testable import TestModel

/// Random records of monitoring and customers: every list of a reconciliation is what a model says
/// that goes outage by outage and ticket by ticket.
@Suite struct ReconciliationModelTests {
  private static let stepSeconds = 900

  private static let commitments = [
    ModelClaims.Commitment(
      policy: ModelPolicy(isMaintenanceIncluded: true), claimDays: 2, isFromIncident: true),
    ModelClaims.Commitment(
      policy: ModelPolicy(isMaintenanceIncluded: false, minimumOutageSeconds: 3600), claimDays: 5,
      isFromIncident: false),
  ]

  private static let documents = ServiceWorld.documents
    .replacing("claim_from: incident }", with: "claim_from: incident, claim_days: 2 }")
    .replacing("minimum_outage_seconds: 240", with: "minimum_outage_seconds: 3600, claim_days: 5")
    .replacing(
      "spec:\n  timezone: UTC",
      with: """
        spec:
          timezone: Europe/Paris
          response_times: [ { priority: P1, minutes: 30, objective: "95" },
            { priority: P2, minutes: 75, objective: "90" } ]
        """)

  @Test(arguments: ["2026-10", "2026-03"])
  func `monitoring and customers are put side by side as a model does`(month: String) throws {
    let period = try #require(Period(month))
    let span = Zone.default.span(of: period)
    let steps = Int(span.microseconds / 1_000_000) / Self.stepSeconds
    var random = SeededGenerator.seeded(for: "reconciled months of \(month)")
    let world = try ServiceWorld(Self.documents, declaringCluster: false)
    for component in RandomRecords.components {
      try world.component(component, known: "2020-01-01T00:00:00Z")
    }
    var lateClaims = 0
    for round in 0..<12 {
      let drawn = RandomRecords(SeededGenerator(seed: random.next()), steps: steps)
      try world.forget()
      for record in drawn.records { try world.say(record, since: span.from) }
      let known = Bool.random(using: &random) ? drawn.lastKnown : drawn.lastKnown / 2
      let claims = ModelClaims(
        records: drawn.records, components: RandomRecords.components, knownAt: known,
        stepSeconds: Self.stepSeconds, zone: .default, start: span.from)
      for reconciled in [period.previous, period, period.next] {
        let place = "round \(round), known \(known), \(reconciled) of the seed \(random.seed)"
        let found = try Reconciler(
          world.connection, directory: DocumentStore(world.connection).directory(),
          knownAt: world.known(known)
        ).reconciliation(of: reconciled, organisation: nil)
        compareLists(found, claims, "\(place)")
        lateClaims += compareLateClaims(found, claims, since: period.previous, "\(place)")
      }
    }
    #expect(lateClaims > 0, "claims come late")
  }

  private func compareLists(
    _ found: IncidentReconciliation, _ claims: ModelClaims, _ place: Comment
  ) {
    let month = Zone.default.span(of: found.period)
    let model = ModelReconciliation(
      claims.records, of: claims.components, knownAt: claims.knownAt, tolerance: 1,
      period: claims.step(at: month.from)..<claims.step(at: month.to))
    #expect(Set(found.matched.map { "\($0.ticket.id) \($0.outage)" }) == model.matched, place)
    #expect(Set(found.ticketsWithoutOutage.map(\.ticket.id)) == model.ticketsWithoutOutage, place)
    #expect(Set(found.outagesWithoutTicket.map(\.id)) == model.outagesWithoutTicket, place)
    #expect(
      Set(found.inMaintenance.map { "\($0.outage.id) \($0.ticket?.id ?? "-")" })
        == model.inMaintenance, place)
    // Each stands once.
    #expect(
      found.matched.count + found.ticketsWithoutOutage.count == model.matched.count
        + model.ticketsWithoutOutage.count, place)
    for (times, limit) in zip(found.responseTimes, [2, 5]) {
      let answers = model.answers(to: times.promise.priority, within: limit)
      let percent = ExactFraction(
        BigInt(100 * answers.inTime), over: BigInt(max(answers.tickets, 1)))
      #expect(times.tickets == answers.tickets, place)
      #expect(
        times.measuredPercent?.plain
          == (answers.tickets == 0 ? nil : percent.truncatedText(digits: 5)), place)
    }
    #expect(found.responseTimes.count == 2, place)
  }

  /// Those for the month's outages, and those that were made in it for outages of months before.
  private func compareLateClaims(
    _ found: IncidentReconciliation, _ claims: ModelClaims, since first: Period, _ place: Comment
  ) -> Int {
    let span = Zone.default.span(of: found.period)
    let month = claims.step(at: span.from)..<claims.step(at: span.to)
    var late: Set<String> = []
    for earlier in sequence(first: first, next: { $0 < found.period ? $0.next : nil }) {
      for commitment in Self.commitments {
        for organisation in RandomRecords.organisations {
          for claim in claims.late(for: commitment, of: organisation, in: earlier)
          where earlier == found.period || month.contains(claim.opened) {
            late.insert(claim.id)
          }
        }
      }
    }
    #expect(Set(found.lateClaims.map(\.ticket)) == late, place)
    return late.count
  }
}
