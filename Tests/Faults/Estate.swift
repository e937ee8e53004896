import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A small estate before a night: documents, incidents with an accepted claim, a month that was
/// read and issued for some, and files in the inbox that a night is to read.
struct Estate: Sendable {
  let months: EstateMonths
  /// To be copied; nobody is connected to it.
  let template: TestDatabase

  /// On the test server.
  static let autumn = Result { try Estate(.autumn, on: TestServer.shared.cluster()) }
  static let spring = Result { try Estate(.spring, on: TestServer.shared.cluster()) }

  /// What an unbroken night comes to in autumn, and how long it takes.
  static let unbroken = Result { try Self.autumn.get().withCopy { try $0.unbrokenNight() } }

  /// One that stands in a database already.
  init(months: EstateMonths, template: TestDatabase) {
    self.months = months
    self.template = template
  }

  /// A new one.
  init(_ months: EstateMonths, on cluster: PrivateCluster) throws {
    self.months = months
    template = try MigratedDatabase.make(on: cluster)
    try TemporaryFolder.with { [template] folder in
      try Self.write(months, to: folder)
      let releve = Program(
        home: folder,
        environment: ["RELEVE_DATABASE_URL": template.connectionURL, "FILES": folder])
      let run = try releve.shell("set -e\n" + Self.setUp(months))
      try #require(run.status == 0, "\(run.errors)")
    }
  }

  /// The files that the estate is set up from.
  static func write(_ months: EstateMonths, to folder: String) throws {
    let documents = EstateDocuments(months: months)
    for (name, text) in [
      ("documents.yaml", documents.text), ("moved.yaml", documents.moved),
      ("incidents.ndjson", documents.incidents),
      ("first.ndjson", EstateEvents(months: months).firstMonth.joined()),
    ] {
      try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    }
  }

  /// Commands of the shell that set the estate up from the files in `$FILES`.
  static func setUp(_ months: EstateMonths) -> String {
    """
    "$RELEVE" apply "$FILES/documents.yaml"
    "$RELEVE" apply "$FILES/moved.yaml"
    "$RELEVE" sla import "$FILES/incidents.ndjson"
    "$RELEVE" sla claim INC-1 --accept --reason 'two hours'
    "$RELEVE" ingest "$FILES/first.ndjson"
    "$RELEVE" invoice issue --period \(months.first) --issue-date \(months.before) \
      --organisation customer-0 --organisation customer-1 --organisation customer-2
    """
  }

  /// Runs `body` with a copy that has an inbox of its own.
  func withCopy<Value>(_ body: (EstateCopy) throws -> Value) throws -> Value {
    let database = try template.cluster.makeDatabase(template: template.name)
    let result = Result { try withInbox(on: database, body) }
    try template.cluster.drop(database)
    return try result.get()
  }

  /// Runs `body` with the estate itself, which can be used only once: for servers that crash.
  func withItself<Value>(_ body: (EstateCopy) throws -> Value) throws -> Value {
    try withInbox(on: template, body)
  }

  private func withInbox<Value>(
    on database: TestDatabase, _ body: (EstateCopy) throws -> Value
  ) throws -> Value {
    try TemporaryFolder.with { home in
      try Inbox(home: home).fill(EstateEvents(months: months))
      return try body(EstateCopy(months: months, database: database, home: home))
    }
  }
}
