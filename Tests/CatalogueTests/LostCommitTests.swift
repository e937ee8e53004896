import Calendars
import Catalogue
import Documents
import PostgreSQL
import TestSupport
import Testing

/// The connection is lost at the very COMMIT of `apply`: all is there once, and told as it was.
@Suite struct LostCommitTests {
  private static let document = """
    kind: Seller
    name: s
    spec:
      legal_name: Seller
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    """

  private static func apply(on connection: Connection) throws -> [ApplicationOutcome] {
    let now = try #require(Instant(rfc3339: "2026-06-15T12:00:00Z"))
    return try Application(connection, now: now)
      .apply(DocumentNode.documents(of: document, file: "f.yaml")).map(\.outcome)
  }

  private func outcomes(
    _ database: TestDatabase, _ cut: CuttingProxy.Cut,
    atCut: @escaping @Sendable () -> Void = {}
  ) throws -> [ApplicationOutcome] {
    try CuttingProxy.with([cut], atCut: atCut) { proxy in
      let connection = try Connection(
        proxy.conninfo(database), role: "releve_app",
        retry: proxy.policy)
      let outcomes = try Self.apply(on: connection)
      #expect(proxy.remainingCuts == 0)
      return outcomes
    }
  }

  private func versions(_ database: TestDatabase) throws -> [Int32] {
    let versions = Statement(
      name: "versions", text: "select version from releve.document_version order by 1")
    return try database.connect().query(versions).decode(Int32.self)
  }

  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit, .beforeLateCommit])
  func `documents whose COMMIT is in doubt are recorded once`(cut: CuttingProxy.Cut) throws {
    let database = try MigratedDatabase.make()
    #expect(try outcomes(database, cut) == [.created])
    #expect(try versions(database) == [1])
    // Nothing was recorded, so nothing is in doubt.
    #expect(try outcomes(database, cut) == [.unchanged])
    #expect(try versions(database) == [1])
  }
}
