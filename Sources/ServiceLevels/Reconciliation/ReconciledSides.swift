import Calendars

/// Outages and tickets of a month, and which of them belong together.
struct ReconciledSides {
  let zone: Zone
  let month: TimeSpan
  let tickets: [ServiceTicket]
  let matched: [IncidentReconciliation.Match]
  let outagesWithoutTicket: [IncidentReconciliation.Outage]
  let inMaintenance: [(outage: IncidentReconciliation.Outage, ticket: ServiceTicket?)]
  /// Tickets that have an outage.
  let matchedIDs: Set<String>

  /// `components` may name one twice: outages are taken from those that are listed, and matched
  /// with the tickets that are given.
  init(
    zone: Zone, month: TimeSpan,
    components: [(isListed: Bool, component: String, outages: [DecidedOutage])],
    tickets: [ServiceTicket]
  ) {
    let known = Dictionary(uniqueKeysWithValues: tickets.map { ($0.id, $0) })
    var matched: [IncidentReconciliation.Match] = []
    var alone: [IncidentReconciliation.Outage] = []
    var maintained: [(outage: IncidentReconciliation.Outage, ticket: ServiceTicket?)] = []
    var seen: Set<String> = []
    for (isListed, component, outages) in components {
      for outage in outages {
        let isOfMonth = outage.from < month.to
        let own = outage.tickets.compactMap { known[$0] }
          .filter { isOfMonth || month.contains($0.openedAt) }
        let fact = IncidentReconciliation.Outage(
          id: outage.id, component: component, from: outage.recordedFrom, to: outage.to)
        let news = own.filter { seen.insert($0.id).inserted }
        if outage.isInMaintenance {
          if !news.isEmpty {
            maintained += news.map { (fact, $0) }
          } else if isListed, isOfMonth, own.isEmpty {
            maintained.append((fact, nil))
          }
        } else {
          matched += news.map { Self.match($0, outage, among: own) }
          if isListed, isOfMonth, own.isEmpty { alone.append(fact) }
        }
      }
    }
    self.zone = zone
    self.month = month
    self.tickets = tickets
    self.matched = matched.sorted {
      ($0.recordedFrom, $0.outage, $0.ticket.openedAt, $0.ticket.id)
        < ($1.recordedFrom, $1.outage, $1.ticket.openedAt, $1.ticket.id)
    }
    outagesWithoutTicket = alone.sorted { ($0.from, $0.id) < ($1.from, $1.id) }
    inMaintenance = maintained.sorted {
      ($0.outage.from, $0.outage.id, $0.ticket?.id ?? "")
        < ($1.outage.from, $1.outage.id, $1.ticket?.id ?? "")
    }
    matchedIDs = seen
  }

  private static func match(
    _ ticket: ServiceTicket, _ outage: DecidedOutage, among tickets: [ServiceTicket]
  ) -> IncidentReconciliation.Match {
    let first = tickets.filter { $0.organisation == ticket.organisation }.map(\.openedAt).min()
    return IncidentReconciliation.Match(
      ticket: ticket, outage: outage.id, recordedFrom: outage.recordedFrom,
      decidedFrom: first.map { min($0, outage.recordedFrom) } ?? outage.recordedFrom,
      decidedTo: outage.to)
  }
}
