public import Calendars
public import Documents
public import PostgreSQL
import SQL

/// What became of a document that was applied.
public enum ApplicationOutcome: String, Sendable { case created, changed, unchanged }

/// Applies documents: all of a run, or none.
public struct Application {
  /// One document's outcome.
  public struct Result: Sendable {
    public let kind: DocumentKind
    public let name: String
    public let outcome: ApplicationOutcome
  }

  private let connection: Connection
  private let now: Instant

  public init(_ connection: Connection, now: Instant) {
    self.connection = connection
    self.now = now
  }

  /// Checks documents against each other and against what is in force, and records those that are
  /// new or changed, in one transaction. Throws `DocumentError` at the first fault.
  public func apply(_ nodes: [DocumentNode]) throws -> [Result] {
    var documents: [Document] = []
    for node in nodes {
      let document = try Document(node)
      let isTwice = documents.contains { $0.kind == document.kind && $0.name == document.name }
      guard !isTwice else {
        throw node.error(
          .duplicateName, "\(document.kind.rawValue) `\(document.name)` stands twice in this run")
      }
      documents.append(document)
    }
    var recorded: [(document: Document, version: Int)] = []
    var results: [Result] = []
    return try connection.transaction(
      // All documents of a run are there or none: the first one that is new tells.
      askingAfterLoss: { try recorded.first.map(isInStore) ?? true ? results : nil },
      {
        (results, recorded) = try record(documents)
        return results
      })
  }

  /// Whether this very version of a document was stored: the answer to its COMMIT was lost.
  private func isInStore(_ document: Document, version: Int) throws -> Bool {
    try connection.query(
      .named("document_is_recorded"), document.kind.rawValue, document.name, Int32(version),
      try document.node.json()
    ).single(Bool.self)
  }

  private func record(
    _ documents: [Document]
  ) throws -> (results: [Result], recorded: [(document: Document, version: Int)]) {
    _ = try connection.query(.named("documents_lock"))
    let store = DocumentStore(connection)
    var directory = Directory()
    var versions: [[String]: Int] = [:]
    for (version, document) in try store.documentsInForce() {
      directory.put(document.content)
      versions[[document.kind.rawValue, document.name]] = version
    }
    let amendment = Amendment(today: Zone.default.date(of: now), before: directory)
    var results: [Result] = []
    var recorded: [(document: Document, version: Int)] = []
    for document in documents {
      let old = directory.content(document.kind, document.name)
      try amendment.check(document)
      let outcome: ApplicationOutcome =
        old == nil ? .created : old == document.content ? .unchanged : .changed
      if outcome != .unchanged {
        let version = (versions[[document.kind.rawValue, document.name]] ?? 0) + 1
        try store.record(document, version: version)
        recorded.append((document, version))
        directory.put(document.content)
      }
      results.append(Result(kind: document.kind, name: document.name, outcome: outcome))
    }
    let check = DirectoryCheck(directory: directory)
    for document in documents { try check.check(document) }
    try store.derive(from: directory)
    return (results, recorded)
  }
}
