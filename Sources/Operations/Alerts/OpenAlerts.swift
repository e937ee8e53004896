import Catalogue
public import PostgreSQL

/// The alerts that are open on a night.
public struct OpenAlerts {
  private let night: Night
  private let connection: Connection

  public init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  /// All of them, kind by kind as they are declared, then by subject as bytes. `progress` is told
  /// what is looked at. Writes nothing but what is derived from events.
  public func all(progress: (String) -> Void = { _ in }) throws -> [Alert] {
    let directory = try DocumentStore(connection).directory()
    var alerts: [Alert] = []
    progress("quarantine")
    alerts += try QuarantineAlerts(night, connection).open()
    progress("billing")
    alerts += try ObstacleAlerts(night, connection, directory).open()
    progress("sources")
    alerts += try SilentSources(night, connection).open()
    progress("service levels")
    alerts += try BudgetAlerts(night, connection, directory).open()
    alerts += try LapsingClaims(night, connection, directory).open()
    progress("contracts")
    alerts += EndingCommitments(night, directory).open()
    progress("usage")
    alerts += try UnusualUsage(night, connection).open()
    progress("capacity")
    alerts += try CapacityAlerts(night, connection, directory).open()
    return alerts.sorted { $0.precedes($1) }
  }
}

extension Alert {
  fileprivate func precedes(_ other: Alert) -> Bool {
    guard kind == other.kind else {
      return Self.place(of: kind) < Self.place(of: other.kind)
    }
    guard subject == other.subject else {
      return subject.utf8.lexicographicallyPrecedes(other.subject.utf8)
    }
    return message.utf8.lexicographicallyPrecedes(other.message.utf8)
  }

  private static func place(of kind: Kind) -> Int { Kind.allCases.firstIndex(of: kind) ?? 0 }
}
