public import Calendars
import PostgreSQL
import SQL

/// Tickets as they were known at an instant.
struct TicketArchive {
  let connection: Connection
  /// nil for all that is known.
  let knownAt: Instant?

  /// Those that were opened in a span, and those with some ids; of some organisations, nil for all.
  func tickets(
    openedIn span: TimeSpan, or ids: [String], of organisations: [String]?
  ) throws -> [ServiceTicket] {
    try connection.query(
      .named("sla_tickets"), knownAt, span.from, span.to, organisations, ids
    ).decode(
      String.self, String.self, String.self, String?.self, Instant.self, Instant?.self
    ).map {
      ServiceTicket(
        id: $0, organisation: $1, component: $2, priority: $3, openedAt: $4, firstResponseAt: $5)
    }
  }

  /// Which of some tickets were opened about a recorded outage, whether or not its component is
  /// declared.
  func ofOutages(_ tickets: [String], toleranceSeconds: Int32) throws -> Set<String> {
    guard !tickets.isEmpty else { return [] }
    return Set(
      try connection.query(
        .named("sla_tickets_of_outages"), knownAt, tickets, toleranceSeconds
      ).decode(String.self))
  }

  /// The claims of some organisations since an instant.
  func claims(
    since start: Instant, of organisations: [String], toleranceSeconds: Int32
  ) throws -> [ServiceClaim] {
    try connection.query(
      .named("sla_claims"), knownAt, start, organisations, toleranceSeconds
    ).decode(
      String.self, String.self, String.self, Instant.self, Bool.self, Instant?.self, Instant?.self
    ).map {
      ServiceClaim(
        ticket: $0, organisation: $1, component: $2, openedAt: $3, isMatched: $4, lastEnd: $5,
        lastDown: $6)
    }
  }
}

extension AvailabilityMeter {
  /// The claims that some organisations have made since an instant, in the order in which they were
  /// made. Those for a month's outages were made since it began: see `ServiceLevelReport.claims`.
  public func claims(
    since start: Instant, of organisations: [String]
  ) throws -> [ServiceClaim] {
    try TicketArchive(connection: connection, knownAt: knownAt)
      .claims(since: start, of: organisations, toleranceSeconds: toleranceSeconds)
  }
}
