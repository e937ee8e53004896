import Calendars
import Decimals

@testable import TestModel

extension ServiceWorld {
  /// When a version came to be known.
  func known(_ place: Int) -> Instant { Instant(seconds: 1_600_000_000 + Int64(place)) }

  /// Forgets all but the components.
  func forget() throws {
    try run(
      """
      truncate releve.outage_version, releve.maintenance_version, releve.unknown_version,
        releve.sample_version, releve.ticket_version
      """)
  }

  /// Stores a version, in steps of a quarter of an hour since an instant.
  func say(_ record: ModelRecord, since start: Instant) throws {
    func time(_ step: Int?) -> String? {
      step.map { "\(start.adding(microseconds: Int64($0) * 900_000_000))" }
    }
    let (id, component) = (record.id, record.component)
    let (known, retracted) = ("\(known(record.knownAt))", record.isRetracted)
    switch record.content {
    case .outage(let from, let to, let impact):
      try outage(
        id, time(from) ?? "", time(to),
        impact: DecimalNumber(coefficient: Int128(impact), scale: 6).description, on: component,
        known: known, retracted: retracted)
    case .maintenance(let from, let to, let announced, let recorded):
      try maintenance(
        id, time(from) ?? "", time(to), announced: time(announced), recorded: time(recorded),
        on: component, known: known, retracted: retracted)
    case .unknown(let from, let to):
      try unknown(
        id, time(from) ?? "", time(to), on: component, known: known, retracted: retracted)
    case .sample(let at, let isUp):
      try sample(
        id, time(at) ?? "", up: isUp, on: component, known: known, retracted: retracted)
    case .ticket(let ticket):
      try self.ticket(
        id, time(ticket.opened) ?? "", of: ticket.organisation, priority: ticket.priority,
        response: time(ticket.firstResponse), claim: ticket.isClaim, on: component, known: known,
        retracted: retracted)
    }
  }
}
