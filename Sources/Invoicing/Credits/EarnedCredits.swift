import Calendars
import Catalogue
import PostgreSQL
import ServiceLevels

/// Finds which months of which contracts earn credits: those with an accepted claim (contract,
/// section 5, "Credits").
struct EarnedCredits {
  let connection: Connection
  let directory: Directory
  /// As of when claims and incidents are known; nil for now.
  var knownAt: Instant?

  /// By the place of the month, in document order; none for nearly all. Reads in the snapshot that
  /// is open.
  func credits(of months: [OwedMonth]) throws -> [Int: [EarnedCredit]] {
    let concerned = months.indices.filter { !months[$0].contract.serviceLevels.isEmpty }
    let organisations = Set(concerned.map { months[$0].contract.organisation }).sorted()
    guard !organisations.isEmpty else { return [:] }
    let accepted = try ClaimDecisions(connection).accepted(
      of: organisations, knownAt: knownAt)
    guard !accepted.isEmpty else { return [:] }
    let meter = AvailabilityMeter(connection, knownAt: knownAt)
    let claims = try meter.claims(since: .distantPast, of: organisations)
      .filter { accepted.contains($0.ticket) }
    let claimants = Set(claims.map(\.organisation))
    var credits: [Int: [EarnedCredit]] = [:]
    for place in concerned where claimants.contains(months[place].contract.organisation) {
      let earned = try self.credits(of: months[place], claims, meter)
      if !earned.isEmpty { credits[place] = earned }
    }
    return credits
  }

  private func credits(
    of month: OwedMonth, _ claims: [ServiceClaim], _ meter: AvailabilityMeter
  ) throws -> [EarnedCredit] {
    let coverages = ServiceCoverage.all(
      of: [month.contract.organisation], in: month.period, directory: directory
    ).filter { $0.contract == month.contract.name }
    let report = try ServiceLevelReport(
      period: month.period, Array(zip(coverages, meter.components(of: coverages))))
    let claimed = report.claims(among: claims)
    return report.results.indices.compactMap { place in
      claimed[place] == nil ? nil : EarnedCredit(report.results[place])
    }
  }
}
