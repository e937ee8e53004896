public import Calendars
import Documents
public import PostgreSQL
import SQL

/// The documents in the database: every version that was ever applied, the latest in force.
public struct DocumentStore {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Everything that is in force.
  public func directory() throws -> Directory {
    try directory(connection.query(.named("documents_in_force")))
  }

  /// What is in force that concerns some organisations: without the contracts of others, but for
  /// those who have held a tenant of theirs too. Where there are many customers, one of them is
  /// read about at once. Everything where none is named, or one is unknown: the error that follows
  /// can say which names are near.
  public func directory(of organisations: [String]) throws -> Directory {
    guard !organisations.isEmpty else { return try directory() }
    let concerned = try directory(
      connection.query(.named("documents_in_force_of"), organisations))
    let areKnown = organisations.allSatisfy { concerned.organisations[$0] != nil }
    return areKnown ? concerned : try directory()
  }

  /// Everything that was in force at an instant: what had been applied by then.
  public func directory(asOf instant: Instant) throws -> Directory {
    try directory(connection.query(.named("documents_in_force_at"), instant))
  }

  private func directory(_ rows: Rows) throws -> Directory {
    var directory = Directory()
    let (documents, versionCount) = try inForceCounted(rows)
    directory.versionCount = versionCount
    for stored in documents { directory.put(stored.document.content) }
    return directory
  }

  /// How sellers have ever numbered documents, by their names, the latest last.
  public func numberings() throws -> [String: [Numbering]] {
    var numberings: [String: [Numbering]] = [:]
    let reader = try StoredDocumentReader()
    for (name, version, json) in try connection.query(.named("seller_versions"))
      .decode(String.self, Int32.self, String.self)
    {
      let node = try reader.document(json, origin: "Seller \(name), version \(version)")
      guard case .seller(let seller) = try Document(node).content else { continue }
      numberings[name, default: []].append(seller.numbering)
    }
    return numberings
  }

  /// The documents of a kind that are in force, by name, as YAML that `apply` reads back; only one
  /// where a name is given. Throws `CatalogueError` where there is no such document.
  public func yaml(_ kind: DocumentKind, name: String?) throws -> [String] {
    let stored = try inForce().filter { $0.document.kind == kind }
    let wanted = stored.filter { name == nil || $0.document.name == name }
    if let name, wanted.isEmpty {
      throw CatalogueError.unknownDocument(kind, name: name, known: stored.map(\.document.name))
    }
    return try wanted.map { try $0.yaml() }
  }

  /// Every version of the documents of a kind, or of one of them, by name, the latest first. Throws
  /// `CatalogueError` where there is no such document.
  public func versions(_ kind: DocumentKind, name: String?) throws -> [AppliedVersion] {
    let reader = try StoredDocumentReader()
    let versions = try connection.query(.named("document_versions"), kind.rawValue, name)
      .decode(
        String.self, Int32.self, String.self, String?.self, String?.self, Instant.self,
        String?.self
      ).map { name, version, json, written, reason, recordedAt, digest in
        let origin = "\(kind.rawValue) \(name), version \(version)"
        return AppliedVersion(
          kind: kind, name: name, version: Int(version), recordedAt: recordedAt, reason: reason,
          digest: digest, yaml: try written ?? reader.document(json, origin: origin).yaml())
      }
    if let name, versions.isEmpty {
      let known = try inForce().map(\.document).filter { $0.kind == kind }.map(\.name)
      throw CatalogueError.unknownDocument(kind, name: name, known: known)
    }
    return versions
  }

  /// The latest version of each document, by kind, then name.
  func inForce() throws -> [StoredDocument] {
    try inForceCounted(connection.query(.named("documents_in_force"))).documents
  }

  /// The same, with the number of versions that there were at that moment.
  private func inForceCounted(
    _ rows: Rows
  ) throws -> (documents: [StoredDocument], versionCount: Int64) {
    let rows = try rows.decode(
      String.self, String.self, Int32.self, String.self, String?.self, Int64.self)
    let reader = try StoredDocumentReader()
    let documents = try rows.map { kind, name, version, json, written, _ in
      let node = try reader.document(json, origin: "\(kind) \(name), version \(version)")
      return StoredDocument(
        version: Int(version), document: try Document(node), written: written)
    }
    return (documents, rows.first?.5 ?? 0)
  }

  /// The contracts that documents were issued on.
  func issuedContracts() throws -> Set<String> {
    Set(try connection.query(.named("contracts_issued")).decode(String.self))
  }

  /// Adds a version of a document; a correction has a reason.
  func record(_ document: Document, version: Int, reason: String?) throws {
    try connection.execute(
      .named("document_record"), document.kind.rawValue, document.name, Int32(version),
      try document.node.json(), try document.node.yaml(), reason)
  }

  /// Makes the derived tables say what the documents say: names, tenancies, contract terms.
  func derive(from directory: Directory) throws {
    var pipeline = Pipeline()
    try pipeline.add(
      .named("organisations_register"), directory.organisations.keys.sorted())
    try pipeline.add(.named("products_register"), directory.products.keys.sorted())
    try pipeline.add(.named("contracts_register"), directory.contracts.keys.sorted())
    let tenancies = Tenancies(directory).all
    try pipeline.add(
      .named("tenants_register"), Array(Set(tenancies.map(\.tenant))).sorted())
    try pipeline.add(.named("tenancies_clear"))
    try pipeline.add(
      .named("tenancies_fill"), tenancies.map(\.tenant), tenancies.map(\.organisation),
      tenancies.map(\.span.from), tenancies.map(\.span.to))
    let contracts = directory.contracts.values.sorted { $0.name < $1.name }
    try pipeline.add(.named("contract_terms_clear"))
    try pipeline.add(
      .named("contract_terms_fill"), contracts.map(\.name), contracts.map(\.organisation),
      contracts.map(\.from), contracts.map(\.to))
    try connection.run(pipeline)
  }
}
