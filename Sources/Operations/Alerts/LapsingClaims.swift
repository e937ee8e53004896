import Calendars
import Catalogue
import PostgreSQL
import SQL
import ServiceLevels

/// Claims that nobody has decided, and whose deadline is the night's day or one of the next three.
struct LapsingClaims {
  /// How many days before the deadline somebody is told.
  static let daysMax = 3

  private let night: Night
  private let connection: Connection
  private let directory: Directory

  init(_ night: Night, _ connection: Connection, _ directory: Directory) {
    self.night = night
    self.connection = connection
    self.directory = directory
  }

  func open() throws -> [Alert] {
    try connection.transaction(.snapshot) {
      let undecided = try connection.query(.named("alert_claims_undecided"))
        .decode(String.self, String.self)
      guard !undecided.isEmpty else { return [] }
      let tickets = Set(undecided.map(\.0))
      let coverages = self.coverages(of: Set(undecided.map(\.1)).sorted())
      guard let start = coverages.map({ $0.zone.span(of: $0.period).from }).min() else { return [] }
      let meter = AvailabilityMeter(connection, knownAt: nil)
      let claims = try meter.claims(
        since: start, of: Set(coverages.map(\.organisation)).sorted()
      ).filter { tickets.contains($0.ticket) }
      var lapsing: [String: (claim: ServiceClaim, result: CommitmentResult, deadline: LocalDate)] =
        [:]
      for (coverage, components) in zip(coverages, try meter.components(of: coverages))
      where !components.isEmpty {
        let result = try CommitmentResult(coverage, components)
        guard let deadline = result.credit.deadline, isNear(deadline, coverage) else { continue }
        for claim in result.claims(among: claims) {
          if let known = lapsing[claim.ticket], known.deadline <= deadline { continue }
          lapsing[claim.ticket] = (claim, result, deadline)
        }
      }
      return lapsing.values.map { alert($0.claim, $0.result.coverage, $0.deadline) }
    }
  }

  private func today(_ coverage: ServiceCoverage) -> LocalDate {
    coverage.zone.date(of: night.now)
  }

  private func isNear(_ deadline: LocalDate, _ coverage: ServiceCoverage) -> Bool {
    let today = today(coverage)
    return today <= deadline && deadline <= today.adding(days: Self.daysMax)
  }

  /// What commitments promised in the months of which a claim may lapse now: nearly always one or
  /// two, by how many days there are to claim.
  private func coverages(of organisations: [String]) -> [ServiceCoverage] {
    let commitments = directory.serviceLevels.values.flatMap(\.commitments)
    let claimDays = commitments.map(\.claimDays).max() ?? 0
    let first = Period(containing: night.date.adding(days: -claimDays - 1)).previous
    var (coverages, period) = ([ServiceCoverage](), first)
    while period.firstDay <= night.date {
      coverages += ServiceCoverage.all(of: organisations, in: period, directory: directory)
        .filter(mayLapse)
      period = period.next
    }
    return coverages
  }

  /// Whether a deadline of the month can be near: the last outage ended on one of its days, as far
  /// as the days are counted from that, or is told to have ended later.
  private func mayLapse(_ coverage: ServiceCoverage) -> Bool {
    let (period, commitment) = (coverage.period, coverage.commitment)
    switch commitment.claimStart {
    case .periodEnd:
      return commitment.claimDeadline(in: period, zone: coverage.zone, lastOutageEnd: nil)
        .map { isNear($0, coverage) } ?? false
    case .incident:
      // An outage of the month may have ended in the one after.
      let first = period.firstDay.adding(days: commitment.claimDays - Self.daysMax)
      let last = period.next.firstDayAfter.adding(days: commitment.claimDays)
      return first <= today(coverage) && today(coverage) <= last
    }
  }

  private func alert(
    _ claim: ServiceClaim, _ coverage: ServiceCoverage, _ deadline: LocalDate
  ) -> Alert {
    Alert(
      .claimLapsing, claim.ticket,
      "\(claim.organisation)'s claim \(claim.ticket) for \(coverage.serviceLevel) in"
        + " \(coverage.period) is not decided, and its deadline is \(deadline): `releve sla claim"
        + " \(claim.ticket) --accept --reason TEXT`, or --refuse")
  }
}
