import Calendars

/// Which claims came too late, as contract.md says it (section 5, "Credits"): commitment by
/// commitment, month by month.
struct ModelClaims {
  struct Commitment {
    let policy: ModelPolicy
    let claimDays: Int
    /// Whether days are counted from the end of the month's last outage, not from the month's.
    let isFromIncident: Bool
  }

  let records: [ModelRecord]
  let components: [String]
  let knownAt: Int
  let stepSeconds: Int
  let zone: Zone
  /// Where steps are counted from.
  let start: Instant

  /// The claims of an organisation that are late for a commitment in a month.
  func late(
    for commitment: Commitment, of organisation: String, in month: Period
  ) -> [(id: String, opened: Int)] {
    let span = zone.span(of: month)
    let steps = step(at: span.from)..<step(at: span.to)
    let decisions = components.map { component in
      ModelDecisions(
        records, of: component, organisation: organisation, knownAt: knownAt, tolerance: 1,
        period: steps)
    }
    guard let deadline = deadline(of: commitment, decisions, steps, month) else { return [] }
    let latest = ModelRecord.versions(of: records, knownAt: knownAt).compactMap(\.last)
    return latest.compactMap { record in
      guard case .ticket(let ticket) = record.content, ticket.isClaim, !record.isRetracted,
        ticket.organisation == organisation, deadline < date(of: ticket.opened),
        let place = components.firstIndex(of: record.component),
        decisions[place].isClaimed(by: record, in: steps)
      else { return nil }
      return (record.id, ticket.opened)
    }
  }

  /// nil where an outage that counts is open, or none counts, from whose end days are counted.
  private func deadline(
    of commitment: Commitment, _ decisions: [ModelDecisions], _ steps: Range<Int>, _ month: Period
  ) -> LocalDate? {
    guard commitment.isFromIncident else {
      return month.next.firstDay.adding(days: commitment.claimDays - 1)
    }
    let ends = decisions.flatMap { decisions in
      let counted = decisions.countedStepMillionths(
        in: steps, policy: commitment.policy, stepSeconds: stepSeconds)
      return zip(decisions.outages, counted).filter { $1 > 0 }.map(\.0.to)
    }
    guard let last = ends.max(), last < ModelDecisions.horizon else { return nil }
    return date(of: last).adding(days: commitment.claimDays)
  }

  func step(at instant: Instant) -> Int {
    Int((instant.microseconds - start.microseconds) / 1_000_000) / stepSeconds
  }

  private func date(of step: Int) -> LocalDate {
    zone.date(of: start.adding(microseconds: Int64(step * stepSeconds) * 1_000_000))
  }
}
