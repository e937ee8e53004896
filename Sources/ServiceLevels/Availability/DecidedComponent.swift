import Calendars
import Decimals
import PostgreSQL

/// A row of the statement `sla_decided`: what was decided about a component for a question. Its
/// lists are columns of tables: of one table all have the same length.
struct DecidedComponent {
  /// The question's, from 1.
  let number: Int32
  let component: String
  let coveredFrom: [Instant]
  let coveredTo: [Instant]
  let unknownFrom: [Instant]
  let unknownTo: [Instant]
  let outages: Outages

  /// In the order of their starts; what is open ends in the distant future.
  struct Outages {
    let ids: [String]
    let areSampled: [Bool]
    let starts: [Instant]
    let ends: [Instant]
    let recorded: [Instant]
    let impacts: [DecimalNumber]
    /// Tickets, by the outage's place.
    let tickets: [Int: [String]]
  }

  static func all(_ rows: Rows) throws -> [DecidedComponent] {
    try rows.decode(
      Int32.self, String.self, [Instant].self, [Instant].self, [Instant]?.self, [Instant]?.self,
      [String]?.self, [Bool]?.self, [Instant]?.self, [Instant]?.self, [Instant]?.self,
      [DecimalNumber]?.self, [String]?.self, [Int32]?.self
    ).map { row in
      var tickets: [Int: [String]] = [:]
      for (ticket, place) in zip(row.12 ?? [], row.13 ?? []) {
        tickets[Int(place) - 1, default: []].append(ticket)
      }
      return DecidedComponent(
        number: row.0, component: row.1, coveredFrom: row.2, coveredTo: row.3,
        unknownFrom: row.4 ?? [], unknownTo: row.5 ?? [],
        outages: Outages(
          ids: row.6 ?? [], areSampled: row.7 ?? [], starts: row.8 ?? [], ends: row.9 ?? [],
          recorded: row.10 ?? [], impacts: row.11 ?? [], tickets: tickets))
    }
  }
}
