import Calendars
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import SQL

@Suite struct StatementTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The names that the sources ask for.
  private func namesInSources() throws -> Set<String> {
    let call = /\.named\(\s*"([a-z_]+)"/
    var names: Set<String> = []
    for folder in ["Sources", "sql"] {
      let files = try #require(
        FileManager.default.enumerator(
          at: root.appending(path: folder), includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: call) { names.insert(String(match.output.1)) }
      }
    }
    return names
  }

  @Test func `every statement is used, and every one that is used exists`() throws {
    let (used, written) = (try namesInSources(), Set(NamedStatements.all.keys))
    #expect(used.count > 20)
    #expect(used.subtracting(written).sorted() == [])
    #expect(written.subtracting(used).sorted() == [])
  }

  @Test func `names are unique over all files`() throws {
    var count = 0
    let folder = root.appending(path: "sql/queries")
    for file in try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    {
      count += NamedStatements.parse(try String(contentsOf: file, encoding: .utf8)).count
    }
    #expect(count == NamedStatements.all.count)
  }

  @Test func `the server accepts every statement`() throws {
    let connection = try MigratedDatabase.make().connect()
    try connection.transaction {
      try makeTemporaryTables(connection)
      for statement in NamedStatements.all.values.sorted(by: { $0.name < $1.name }) {
        let text = statement.text.trimmingCharacters(in: .whitespacesAndNewlines)
        // COPY and utility statements cannot be prepared; the tests of what uses them run them.
        let isPlain = ["select", "insert", "delete", "with"].contains { text.hasPrefix($0) }
        guard isPlain else { continue }
        try connection.run(script: "prepare p as \(text)", name: statement.name)
        try connection.run(script: "deallocate p", name: statement.name)
      }
    }
    #expect(Statement.named("usage").text.contains("billed_quantity"))
  }

  /// Those that some statements read within their transaction.
  private func makeTemporaryTables(_ connection: Connection) throws {
    let now = Instant(seconds: 0)
    try connection.execute(.named("metering_day_table"))
    try connection.execute(.named("metering_keep_aside"))
    try connection.execute(
      .named("metering_touched"), now, now, [Int32](), [Int32](), [Int32](), [UInt128](), false)
    try connection.execute(.named("metering_sums"), now, now)
  }

  @Test func `a name that does not exist is named by the server`() throws {
    let connection = try MigratedDatabase.make().connect()
    #expect {
      try connection.execute(.named("no_such_statement"))
    } throws: { error in "\(error)".contains("no_such_statement") }
  }
}
