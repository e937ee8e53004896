public import Calendars
import Catalogue

/// A ticket that claims a credit, with what tells which outage it is for (contract, section 5,
/// "Credits"): the one that it was opened about, else the last one of its component that had ended
/// by then.
public struct ServiceClaim: Hashable, Sendable {
  public let ticket: String
  public let organisation: String
  public let component: String
  public let openedAt: Instant
  /// Whether a recorded outage of whatever month is its own.
  let isMatched: Bool
  /// When the last recorded outage of the component ended by then.
  let lastEnd: Instant?
  /// When the component was last sampled down by then, or shortly after.
  let lastDown: Instant?

  /// Which of a month's outages of its component it is for, as they were decided for its
  /// organisation; nil where it is for another month's, or for none.
  public func outage(among outages: [DecidedOutage]) -> DecidedOutage? {
    if let own = outages.first(where: { $0.tickets.contains(ticket) }) { return own }
    guard !isMatched else { return nil }
    let ended = outages.compactMap { outage in
      outage.to.flatMap { $0 <= openedAt ? (outage: outage, end: $0) : nil }
    }
    guard let last = ended.max(by: { $0.end < $1.end }) else { return nil }
    // An outage that is sampled ends with its last sample where that holds for no time.
    let isSampled = ended.contains { $0.end == last.end && $0.outage.isSampled }
    let isLast =
      lastEnd.map { $0 <= last.end } ?? true
      && lastDown.map { $0 < last.end || $0 == last.end && isSampled } ?? true
    return isLast ? last.outage : nil
  }
}

extension ServiceLevelReport {
  /// The claims for outages of the month, by the place of their result in `results`, in the order
  /// in which they were made.
  public func claims(among claims: [ServiceClaim]) -> [Int: [ServiceClaim]] {
    var found: [Int: [ServiceClaim]] = [:]
    for (place, result) in results.enumerated() {
      let own = result.claims(among: claims)
      if !own.isEmpty { found[place] = own }
    }
    return found
  }
}

extension CommitmentResult {
  /// The claims for its outages, in the order in which they were made.
  public func claims(among claims: [ServiceClaim]) -> [ServiceClaim] {
    let outages = Dictionary(
      components.map { ($0.component, $0.outages) }, uniquingKeysWith: { one, _ in one })
    return claims.filter { claim in
      claim.organisation == coverage.organisation
        && claim.outage(among: outages[claim.component] ?? []) != nil
    }
  }

  /// Whether a claim for it came after its last day.
  public func isLate(_ claim: ServiceClaim) -> Bool {
    let deadline = coverage.commitment.claimDeadline(
      in: coverage.period, zone: coverage.zone, lastOutageEnd: lastOutageEnd)
    return deadline.map { $0 < coverage.zone.date(of: claim.openedAt) } ?? false
  }
}
