public import Calendars
public import Catalogue
import Documents
public import PostgreSQL

/// Puts side by side what monitoring and customers said of a month.
public struct Reconciler {
  private let connection: Connection
  private let directory: Directory
  private let knownAt: Instant?
  private let toleranceMinutes: Int

  /// From what was known at an instant, nil for now. Another tolerance than the usual one is to see
  /// what would be matched by it; late claims are judged by the usual one, as credits are.
  public init(
    _ connection: Connection, directory: Directory, knownAt: Instant?,
    toleranceMinutes: Int = AvailabilityMeter.usualToleranceMinutes
  ) {
    self.connection = connection
    self.directory = directory
    self.knownAt = knownAt
    self.toleranceMinutes = toleranceMinutes
  }

  /// A month of one organisation, or of all: then also of components that nobody's contract has.
  public func reconciliation(
    of period: Period, organisation: String?
  ) throws -> IncidentReconciliation {
    let organisations = organisation.map { [$0] } ?? directory.organisations.keys.sorted()
    return try connection.transaction(.snapshot) {
      let sides = try sides(of: period, organisation: organisation, organisations)
      let tickets = sides.tickets.filter { sides.month.contains($0.openedAt) }
      let alone = tickets.filter { !sides.matchedIDs.contains($0.id) }
      return IncidentReconciliation(
        period: period, zone: sides.zone, matched: sides.matched,
        ticketsWithoutOutage: try withReasons(alone),
        outagesWithoutTicket: sides.outagesWithoutTicket, inMaintenance: sides.inMaintenance,
        lateClaims: try lateClaims(of: period, month: sides.month, organisations),
        responseTimes: try responseTimes(of: period, organisations))
    }
  }

  /// An outage of a declared component would have been matched: one that is recorded all the same
  /// is of a component that is not declared.
  private func withReasons(
    _ tickets: [ServiceTicket]
  ) throws -> [IncidentReconciliation.LoneTicket] {
    let ofOutages = try TicketArchive(connection: connection, knownAt: knownAt)
      .ofOutages(tickets.map(\.id), toleranceSeconds: Int32(toleranceMinutes * 60))
    return tickets.map {
      .init(ticket: $0, reason: ofOutages.contains($0.id) ? .componentNotDeclared : nil)
    }
  }

  private func sides(
    of period: Period, organisation: String?, _ organisations: [String]
  ) throws -> ReconciledSides {
    let contracts = organisations.flatMap { directory.contracts(of: $0) }
    let agreements = contracts.flatMap(\.serviceLevels).compactMap { directory.serviceLevels[$0] }
    let zones = Set(agreements.map(\.zone))
    // The month of the agreements, where they have one.
    let zone = zones.count == 1 ? zones.first ?? .default : .default
    let month = zone.span(of: period)
    let tolerance = Int64(toleranceMinutes) * 60 * Instant.microsecondsPerSecond
    // A ticket at the month's end may be of an outage that begins after it.
    let reach = TimeSpan(from: month.from, to: month.to.adding(microseconds: tolerance)) ?? month
    var questions = [AvailabilityQuestion(allIn: reach)]
    if organisation != nil {
      let own = contracts.flatMap { $0.scopes(in: reach) }
      questions.append(AvailabilityQuestion(allOf: own))
    }
    let meter = AvailabilityMeter(
      connection, knownAt: knownAt, toleranceMinutes: toleranceMinutes)
    let components = try meter.measured(questions, in: month).map { decided, time in
      (
        isListed: decided.number == questions.count, component: decided.component,
        outages: try time.outages(of: decided)
      )
    }
    let ids = components.flatMap { $0.outages.flatMap(\.tickets) }
    let tickets = try TicketArchive(connection: connection, knownAt: knownAt)
      .tickets(openedIn: month, or: Array(Set(ids)).sorted(), of: organisation.map { [$0] })
    return ReconciledSides(zone: zone, month: month, components: components, tickets: tickets)
  }

  private func lateClaims(
    of period: Period, month: TimeSpan, _ organisations: [String]
  ) throws -> [ServiceClaim] {
    let meter = AvailabilityMeter(connection, knownAt: knownAt)
    var late: Set<ServiceClaim> = []
    let made = try meter.claims(since: month.from, of: organisations)
    // What is claimed in the month may be of the months before; longer than a year ago is longer
    // than any claim takes that a commitment's usual days allow.
    var periods = [period]
    if made.contains(where: { month.contains($0.openedAt) }) {
      for _ in 0..<12 { periods.append(periods[periods.count - 1].previous) }
    }
    for earlier in periods {
      let claims = earlier == period ? made : made.filter { month.contains($0.openedAt) }
      guard !claims.isEmpty else { continue }
      let coverages = ServiceCoverage.all(
        of: Array(Set(claims.map(\.organisation))), in: earlier, directory: directory)
      let report = try ServiceLevelReport(
        period: earlier, Array(zip(coverages, try meter.components(of: coverages))))
      for (place, own) in report.claims(among: claims) {
        late.formUnion(own.filter { report.results[place].isLate($0) })
      }
    }
    return late.sorted { ($0.openedAt, $0.ticket) < ($1.openedAt, $1.ticket) }
  }

  /// Of each agreement that contracts list, the tickets of those whose contract lists it.
  private func responseTimes(
    of period: Period, _ organisations: [String]
  ) throws -> [ResponseTimes] {
    let contracts = organisations.flatMap { directory.contracts(of: $0) }
    let names = Set(contracts.flatMap(\.serviceLevels)).sorted()
    let archive = TicketArchive(connection: connection, knownAt: knownAt)
    let windows = WindowIndex(try AvailabilityMeter(connection, knownAt: knownAt).windows())
    return try names.compactMap { directory.serviceLevels[$0] }.flatMap { agreement in
      guard !agreement.responseTimes.isEmpty else { return [ResponseTimes]() }
      let month = agreement.zone.span(of: period)
      let listing = contracts.filter { $0.serviceLevels.contains(agreement.name) }
      let tickets = try archive.tickets(openedIn: month, or: [], of: organisations)
        .filter { ticket in
          listing.contains { contract in
            contract.organisation == ticket.organisation
              && contract.span?.contains(ticket.openedAt) ?? false
          }
        }
      return agreement.responseTimes.map {
        ResponseTimes($0, agreement: agreement.name, tickets: tickets, windows: windows)
      }
    }
  }
}

extension AvailabilityQuestion {
  /// About some components as they are, whoever runs on them: nobody's tickets move starts.
  init(allOf scopes: [ServiceCoverage.Scope]) {
    self.init(
      organisation: nil, components: ".*", minimumOutageSeconds: 0, isMaintenanceIncluded: true,
      scopes: scopes)
  }

  /// About all components for as long as they are declared within a span.
  init(allIn span: TimeSpan) {
    self.init(allOf: [ServiceCoverage.Scope(match: .all, span: span)])
  }
}
