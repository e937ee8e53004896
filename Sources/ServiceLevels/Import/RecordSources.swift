public import Calendars
public import PostgreSQL
import SQL

/// Where the last known version of a record comes from.
public struct RecordSource: Hashable, Sendable {
  /// From 1; above where it was amended.
  public let version: Int
  /// As it was named when it was imported.
  public let file: String
  public let line: Int
  /// When its import made it known.
  public let knownAt: Instant
}

/// Finds where records come from, as of an instant.
public struct RecordSources {
  private let connection: Connection
  private let knownAt: Instant?

  /// As of an instant; nil for all that is known.
  public init(_ connection: Connection, knownAt: Instant?) {
    self.connection = connection
    self.knownAt = knownAt
  }

  /// Those of outages: of records, and of samples by their ids.
  public func sources(of outages: [DecidedOutage]) throws -> [String: RecordSource] {
    // An outage that samples say has the id of its first sample: ids of both kinds may be equal.
    let found = try sources(
      outages: outages.filter { !$0.isSampled }.map(\.id),
      samples: outages.filter(\.isSampled).map(\.id), tickets: [])
    return Dictionary(
      outages.compactMap { outage in
        found[outage.isSampled ? .sample : .outage]?[outage.id].map { (outage.key, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Those of tickets, by their ids.
  public func sources(ofTickets ids: [String]) throws -> [String: RecordSource] {
    try sources(outages: [], samples: [], tickets: ids)[.ticket] ?? [:]
  }

  private func sources(
    outages: [String], samples: [String], tickets: [String]
  ) throws -> [ServiceFact.Kind: [String: RecordSource]] {
    var found: [ServiceFact.Kind: [String: RecordSource]] = [:]
    for (kind, id, version, file, line, knownAt) in try connection.query(
      .named("explain_records"), self.knownAt, outages, samples, tickets
    ).decode(
      String.self, String.self, Int32.self, String.self, Int64.self, Instant.self)
    {
      guard let kind = ServiceFact.Kind(rawValue: kind) else { continue }
      found[kind, default: [:]][id] = RecordSource(
        version: Int(version), file: file, line: Int(line), knownAt: knownAt)
    }
    return found
  }
}

extension DecidedOutage {
  /// What tells it from all others in `RecordSources.sources`.
  public var key: String { "\(isSampled ? "sample" : "outage") \(id)" }
}
