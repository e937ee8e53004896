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
    /// Values that are read and can hardly be right, such as a SIREN whose digits do not agree.
    public let doubts: [DocumentError]
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
    var run: Run?
    return try connection.transaction(
      // All documents of a run are there or none: the first one that is new tells.
      askingAfterLoss: {
        guard let run, try dryRun || isInStore(run) else { return nil }
        return try results(of: run)
      },
      {
        _ = try connection.query(.named("documents_lock"))
        let store = DocumentStore(connection)
        let checked = try Run(
          documents, stored: store.inForce(), issued: store.issuedContracts(), today: today,
          isCorrection: reason != nil)
        run = checked
        if !dryRun { try record(checked, store, reason) }
        return try results(of: checked)
      })
  }

  private func results(of run: Run) throws -> [Result] {
    try run.changes.map { change in
      Result(
        kind: change.document.kind, name: change.document.name, outcome: change.outcome,
        before: try change.old?.yaml() ?? "", after: try change.document.node.yaml(),
        doubts: Doubts.of(change.document))
    }
  }

  /// Whether the versions of a run were stored: the answer to its COMMIT was lost.
  private func isInStore(_ run: Run) throws -> Bool {
    guard let change = run.changes.first(where: { $0.outcome != .unchanged }) else { return true }
    return try connection.query(
      .named("document_is_recorded"), change.document.kind.rawValue, change.document.name,
      Int32(change.version), try change.document.node.json()
    ).single(Bool.self)
  }

  private func record(_ run: Run, _ store: DocumentStore, _ reason: String?) throws {
    for change in run.changes where change.outcome != .unchanged {
      try store.record(
        change.document, version: change.version, reason: change.isCorrection ? reason : nil)
    }
    try store.derive(from: run.directory)
  }
}
