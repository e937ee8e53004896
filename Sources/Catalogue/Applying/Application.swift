public import Calendars
public import Documents
public import PostgreSQL
import SQL

/// What became of a document that was applied.
public enum ApplicationOutcome: String, Sendable { case created, changed, corrected, unchanged }

/// Applies documents: all of a run, or none.
public struct Application {
  /// One document's outcome.
  public struct Result: Sendable {
    public let kind: DocumentKind
    public let name: String
    public let outcome: ApplicationOutcome
    /// The document as YAML before the run; empty where there was none.
    public let before: String
    /// The document as YAML after it.
    public let after: String
  }

  private let connection: Connection
  private let today: LocalDate

  /// `now` tells what has begun: the local date in contract.md's default zone.
  public init(_ connection: Connection, now: Instant) {
    self.connection = connection
    today = Zone.default.date(of: now)
  }

  /// Checks documents against each other and against what is in force, and records those that are
  /// new or changed, in one transaction; runs at once follow each other. With `dryRun` everything
  /// is checked and nothing written.
  ///
  /// A part that has begun changes only with the `reason` of a correction, which is recorded with
  /// the version. Throws `DocumentError` at the first fault.
  public func apply(
    _ nodes: [DocumentNode], correctingBecause reason: String? = nil, dryRun: Bool = false
  ) throws -> [Result] {
    var documents: [Document] = []
    var seen: Set<[String]> = []
    for node in nodes {
      let document = try Document(node)
      guard seen.insert([document.kind.rawValue, document.name]).inserted else {
        throw node.error(
          .duplicateName, "\(document.kind.rawValue) `\(document.name)` stands twice in this run")
      }
      documents.append(document)
    }
    return try connection.transaction {
      _ = try connection.query(.named("documents_lock"))
      let store = DocumentStore(connection)
      let run = try Run(
        documents, stored: store.inForce(), issued: store.issuedContracts(), today: today,
        isCorrection: reason != nil)
      if !dryRun { try record(run, store, reason) }
      return try run.changes.map { change in
        Result(
          kind: change.document.kind, name: change.document.name, outcome: change.outcome,
          before: try change.old?.yaml() ?? "", after: try change.document.node.yaml())
      }
    }
  }

  private func record(_ run: Run, _ store: DocumentStore, _ reason: String?) throws {
    for change in run.changes where change.outcome != .unchanged {
      try store.record(
        change.document, version: (change.old?.version ?? 0) + 1,
        reason: change.isCorrection ? reason : nil)
    }
    try store.derive(from: run.directory)
  }
}
