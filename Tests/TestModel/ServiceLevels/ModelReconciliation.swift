/// What monitoring and customers said of a month, side by side, as contract.md says it (section 5,
/// `sla reconcile`): ticket by ticket and outage by outage.
struct ModelReconciliation {
  /// As `TICKET OUTAGE`.
  private(set) var matched: Set<String> = []
  private(set) var ticketsWithoutOutage: Set<String> = []
  private(set) var outagesWithoutTicket: Set<String> = []
  /// As `OUTAGE TICKET`, or `OUTAGE -`.
  private(set) var inMaintenance: Set<String> = []

  private let records: [ModelRecord]
  private let knownAt: Int
  private let tolerance: Int
  private let period: Range<Int>
  /// The latest versions of tickets that were not withdrawn, with their records.
  private let tickets: [(record: ModelRecord, ticket: ModelRecord.Ticket)]

  /// Of what was known at a time; a tolerance is in steps.
  init(
    _ records: [ModelRecord], of components: [String], knownAt: Int, tolerance: Int,
    period: Range<Int>
  ) {
    self.records = records
    self.knownAt = knownAt
    self.tolerance = tolerance
    self.period = period
    tickets = ModelRecord.versions(of: records, knownAt: knownAt).compactMap(\.last)
      .compactMap { record in
        guard !record.isRetracted, case .ticket(let ticket) = record.content else { return nil }
        return (record, ticket)
      }
    var answered: Set<String> = []
    for component in components {
      let decisions = decisions(on: component, for: nil)
      for outage in decisions.outages { answered.formUnion(compare(outage, decisions)) }
    }
    let opened = tickets.filter { period.contains($0.ticket.opened) }.map(\.record.id)
    ticketsWithoutOutage = Set(opened).subtracting(answered)
  }

  /// Puts an outage in its list, with those of its tickets that it returns: all where it is of the
  /// month; where it only begins shortly after it, those that were opened in it.
  private mutating func compare(
    _ outage: ModelDecisions.Outage, _ decisions: ModelDecisions
  ) -> [String] {
    let isNext = period.upperBound..<period.upperBound + tolerance ~= outage.from
    guard outage.touches(period) || isNext else { return [] }
    let own = outage.tickets.filter { id in
      !isNext || tickets.contains { $0.record.id == id && period.contains($0.ticket.opened) }
    }
    if decisions.isInMaintenance(outage) {
      inMaintenance.formUnion(own.map { "\(outage.id) \($0)" })
      if own.isEmpty, !isNext { inMaintenance.insert("\(outage.id) -") }
    } else {
      matched.formUnion(own.map { "\($0) \(outage.id)" })
      if own.isEmpty, !isNext { outagesWithoutTicket.insert(outage.id) }
    }
    return own
  }

  private func decisions(on component: String, for organisation: String?) -> ModelDecisions {
    ModelDecisions(
      records, of: component, organisation: organisation, knownAt: knownAt, tolerance: tolerance,
      period: period)
  }

  /// How many tickets of a priority were opened in the month, and how many of them were answered
  /// within so many steps, of which those in windows do not count.
  func answers(to priority: String, within steps: Int) -> (tickets: Int, inTime: Int) {
    let own = tickets.filter {
      $0.ticket.priority == priority && period.contains($0.ticket.opened)
    }
    let inTime = own.filter { record, ticket in
      guard let response = ticket.firstResponse else { return false }
      let windows = decisions(on: record.component, for: nil).windows
      let waited = (ticket.opened..<response).count { step in
        !windows.contains { $0.contains(step) }
      }
      return waited <= steps
    }
    return (own.count, inTime.count)
  }
}

extension ModelDecisions {
  /// Whether all of an outage lies in windows; of one that has no length, its instant.
  fileprivate func isInMaintenance(_ outage: Outage) -> Bool {
    let steps = outage.from == outage.to ? outage.from..<outage.from + 1 : outage.from..<outage.to
    return steps.allSatisfy { step in windows.contains { $0.contains(step) } }
  }
}
