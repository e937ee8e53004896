import Calendars
public import Catalogue
import Decimals
public import ServiceLevels

/// Who said what of a month's outages, as a person reads it in a terminal.
public struct ReconciliationText {
  private let reconciliation: IncidentReconciliation
  private let words: ServiceLevelWords

  public init(_ reconciliation: IncidentReconciliation, in language: Language) {
    self.reconciliation = reconciliation
    words = ServiceLevelWords(language: language)
  }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    let title =
      words.pick("RAPPROCHEMENT DES INCIDENTS", "INCIDENT RECONCILIATION") + " "
      + words.style.period(reconciliation.period.description)
    let sections = [
      matched(), tickets(), outages(), maintenance(), claims(), responseTimes(),
    ].compactMap(\.self)
    let nothing = words.pick("Rien à rapprocher.", "Nothing to reconcile.")
    let blocks =
      [[title, String(repeating: "═", count: title.displayWidth)]]
      + (sections.isEmpty ? [[nothing]] : sections)
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func time(_ instant: Instant?) -> String {
    instant.map { reconciliation.zone.localTime(of: $0) } ?? words.open
  }

  private var component: String { words.component }
  private var outage: String { words.pick("Incident", "Outage") }
  private var ticket: String { words.pick("Ticket", "Ticket") }
  private var customer: String { words.pick("Client", "Customer") }
  private var opened: String { words.pick("Ouvert", "Opened") }

  private func section(_ title: String, _ table: TextTable) -> [String] {
    [title] + table.lines(indent: 2)
  }

  private func matched() -> [String]? {
    guard !reconciliation.matched.isEmpty else { return nil }
    var table = TextTable([
      .init(component), .init(outage), .init(words.pick("Supervision", "Monitoring")),
      .init(ticket), .init(opened), .init(words.pick("Écart", "Difference"), .right),
      .init(words.pick("Retenu de", "Decided from")), .init(words.pick("à", "to")),
    ])
    for match in reconciliation.matched {
      table.add([
        match.ticket.component, match.outage, time(match.recordedFrom), match.ticket.id,
        time(match.ticket.openedAt), words.duration(match.startDifferenceSeconds),
        time(match.decidedFrom), time(match.decidedTo),
      ])
    }
    return section(words.pick("Tickets rapprochés d'un incident", "Tickets with an outage"), table)
  }

  private func tickets() -> [String]? {
    guard !reconciliation.ticketsWithoutOutage.isEmpty else { return nil }
    let hasReasons = reconciliation.ticketsWithoutOutage.contains { $0.reason != nil }
    var table = TextTable(
      [.init(component), .init(ticket), .init(customer), .init(opened)]
        + (hasReasons ? [.init(words.pick("Pourquoi", "Why"))] : []))
    for (ticket, reason) in reconciliation.ticketsWithoutOutage.map({ ($0.ticket, $0.reason) }) {
      table.add(
        [ticket.component, ticket.id, ticket.organisation, time(ticket.openedAt)]
          + (hasReasons ? [self.reason(reason)] : []))
    }
    return section(words.pick("Tickets sans incident", "Tickets without an outage"), table)
  }

  private func reason(_ reason: IncidentReconciliation.Reason?) -> String {
    switch reason {
    case .componentNotDeclared:
      words.pick(
        "incident d'un composant non déclaré", "outage of a component that is not declared")
    case nil: words.pick("aucun incident", "no outage")
    }
  }

  private func outages() -> [String]? {
    guard !reconciliation.outagesWithoutTicket.isEmpty else { return nil }
    var table = TextTable([.init(component), .init(outage), .init(words.from), .init(words.to)])
    for outage in reconciliation.outagesWithoutTicket {
      table.add([outage.component, outage.id, time(outage.from), time(outage.to)])
    }
    return section(words.pick("Incidents sans ticket", "Outages without a ticket"), table)
  }

  private func maintenance() -> [String]? {
    guard !reconciliation.inMaintenance.isEmpty else { return nil }
    var table = TextTable([
      .init(component), .init(outage), .init(words.from), .init(words.to), .init(ticket),
    ])
    for (outage, ticket) in reconciliation.inMaintenance {
      table.add([
        outage.component, outage.id, time(outage.from), time(outage.to), ticket?.id ?? "",
      ])
    }
    let title = words.pick(
      "Incidents en maintenance annoncée", "Outages within announced maintenance")
    return section(title, table)
  }

  private func claims() -> [String]? {
    guard !reconciliation.lateClaims.isEmpty else { return nil }
    var table = TextTable([.init(component), .init(ticket), .init(customer), .init(opened)])
    for claim in reconciliation.lateClaims {
      table.add([claim.component, claim.ticket, claim.organisation, time(claim.openedAt)])
    }
    return section(
      words.pick("Demandes d'avoir hors délai", "Claims after their deadline"), table)
  }

  private func responseTimes() -> [String]? {
    guard !reconciliation.responseTimes.isEmpty else { return nil }
    var table = TextTable([
      .init(words.pick("Engagement", "Agreement")), .init(words.pick("Priorité", "Priority")),
      .init(words.pick("Délai", "Within"), .right), .init(words.target, .right),
      .init(words.pick("Mesuré", "Measured"), .right),
      .init(words.pick("Tickets", "Tickets"), .right),
    ])
    for times in reconciliation.responseTimes {
      table.add([
        times.agreement, times.promise.priority, "\(times.promise.minutes) min",
        words.percent(times.promise.objective),
        times.measuredPercent.map { words.percent($0) } ?? "", "\(times.tickets)",
      ])
    }
    return section(words.pick("Délais de première réponse", "First responses"), table)
  }
}
