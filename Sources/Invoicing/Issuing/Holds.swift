public import Calendars
public import PostgreSQL
import SQL

/// Organisations that are kept out of `issue`: what they owe stays pending until they are released.
public struct Holds {
  /// An organisation on hold.
  public struct Hold: Equatable, Sendable {
    public let organisation: String
    public let reason: String
    /// When it was decided first, since the last release.
    public let since: Instant
  }

  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Which of the organisations are on hold, by name.
  public func list(of organisations: [String]) throws -> [Hold] {
    try connection.query(.named("holds"), organisations)
      .decode(String.self, String.self, Instant.self)
      .map { Hold(organisation: $0.0, reason: $0.1, since: $0.2) }
  }

  /// Keeps an organisation out of `issue`, or lets it in again, from the next document on: one that
  /// is being issued is finished first. Returns false where that is so already, and for a hold for
  /// the same reason.
  public func set(_ organisation: String, held: Bool, reason: String) throws -> Bool {
    try connection.transaction(askingAfterLoss: {
      try isAlready(organisation, held: held, reason: reason) ? true : nil
    }) {
      _ = try connection.query(.named("issue_lock"))
      guard try !isAlready(organisation, held: held, reason: reason) else { return false }
      try connection.execute(.named("hold_record"), organisation, held, reason)
      return true
    }
  }

  private func isAlready(_ organisation: String, held: Bool, reason: String) throws -> Bool {
    let hold = try list(of: [organisation]).first
    return held ? hold?.reason == reason : hold == nil
  }

  /// Those on hold as what stands in the way of their documents.
  func obstacles(of organisations: [String]) throws -> [String: Obstacle] {
    Dictionary(
      uniqueKeysWithValues: try list(of: organisations).map { hold in
        let day = Zone.default.date(of: hold.since)
        let obstacle = Obstacle(
          organisation: hold.organisation, code: .held,
          message: "on hold since \(day): \(hold.reason); `releve invoice release"
            + " \(hold.organisation) --reason …` ends that")
        return (hold.organisation, obstacle)
      })
  }
}
