public import Calendars
public import PostgreSQL
import SQL

/// What was decided about claims: every decision is kept, and the last one holds. Nothing is due
/// without one (contract, section 5, "Credits").
public struct ClaimDecisions {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Accepts or refuses the claim of a ticket, whether it came in time or not. Returns false where
  /// that was decided already, for the same reason. Throws `ClaimError` where there is no such
  /// claim.
  public func decide(_ ticket: String, accepted: Bool, reason: String) throws -> Bool {
    try connection.transaction(askingAfterLoss: {
      try isDecided(ticket, accepted: accepted, reason: reason) ? true : nil
    }) {
      // The lock comes first: what is imported meanwhile is seen.
      let knownAt = try KnownTime.next(connection)
      let claims = try connection.query(.named("claim_of_ticket"), ticket).decode(Bool.self)
      guard let isClaim = claims.first else { throw ClaimError.unknownTicket(ticket) }
      guard isClaim else { throw ClaimError.noClaim(ticket) }
      guard try !isDecided(ticket, accepted: accepted, reason: reason) else { return false }
      try connection.execute(.named("service_import_record"), knownAt, "claim", ticket)
      try connection.execute(.named("claim_decide"), ticket, knownAt, accepted, reason)
      return true
    }
  }

  /// The tickets of some organisations whose claims are accepted, and were not withdrawn: as of an
  /// instant, nil for now.
  public func accepted(
    of organisations: [String], knownAt: Instant? = nil
  ) throws -> Set<String> {
    Set(
      try connection.query(.named("claims_accepted"), organisations, knownAt)
        .decode(String.self))
  }

  /// What was decided last about the claims of some tickets, by the ticket: as of an instant, nil
  /// for now.
  public func last(
    of tickets: [String], knownAt: Instant?
  ) throws -> [String: ClaimDecision] {
    let rows = try connection.query(.named("explain_decisions"), knownAt, tickets)
      .decode(String.self, Bool.self, String.self, Instant.self)
    return Dictionary(
      uniqueKeysWithValues: rows.map { ticket, isAccepted, reason, decidedAt in
        (ticket, ClaimDecision(isAccepted: isAccepted, reason: reason, decidedAt: decidedAt))
      })
  }

  private func isDecided(_ ticket: String, accepted: Bool, reason: String) throws -> Bool {
    try connection.query(.named("claim_decided"), ticket).decode(Bool.self, String.self)
      .contains { $0 == accepted && $1 == reason }
  }
}
