import Calendars
import Foundation
import Invoicing
import PostgreSQL
import TestSupport
import Testing

@testable import Operations
@testable import TestModel

/// The documents of a month in a folder, however they are rendered.
@Suite struct DocumentExportTests {
  private struct Unrenderable: Error, Equatable {}

  private let world: MeteredWorld
  private static let period = "2026-01"

  /// A customer each in two series; their January and February are issued.
  init() throws {
    let documents = AlertWorld.documents.replacing("STEP", with: "day")
      .replacing("{series}-{year}-{seq:6}", with: "{series}/{year}/{seq:6}")
    let split = documents.components(separatedBy: "---\n")
    let second = split.suffix(2).joined(separator: "---\n").replacing("acme", with: "bolt")
      .replacing("tenants: [ prod ]", with: "tenants: [ dev ]")
    world = try MeteredWorld(yaml: documents + "\n---\n" + second)
    let billing = try Billing(
      world.connection, directory: world.directory,
      now: try #require(Instant(rfc3339: "2026-03-05T10:00:00Z")))
    _ = try billing.issue(
      try #require(Period("2026-02")), organisations: [], on: LocalDate("2026-03-03"),
      issued: { _ in })
  }

  private func export(
    into folder: String, of organisations: [String] = [], by name: String = "numbers",
    _ render: @escaping @Sendable (InvoiceDocument) throws -> String = { $0.number ?? "" }
  ) throws -> DocumentExport.Outcome {
    let database = world.database
    return try DocumentExport(
      .init(period: try #require(Period(Self.period)), organisations: organisations),
      .init(name: name, fileExtension: "txt", renderer: { _ in { Array(try render($0).utf8) } })
    ).run(
      into: try ExportFolder(folder) {}, connect: { try database.connect(role: "releve_app") },
      progress: { _ in })
  }

  private func files(in folder: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }
    return files
  }

  @Test func `each document of the month is a file`() throws {
    try TemporaryFolder.with { folder in
      let outcome = try export(into: folder + "/a/b")
      #expect((outcome.made, outcome.kept) == (2, 0))
      let files = try files(in: folder + "/a/b")
      #expect(files["FR%2F2026%2F000001.txt"] == "FR/2026/000001")
      #expect(
        files.keys.sorted() == ["FR%2F2026%2F000001.txt", "FR%2F2026%2F000002.txt", "SHA256SUMS"])
      #expect(try export(into: folder + "/acme", of: ["acme"]).made == 1)
    }
  }

  @Test func `what is there is kept, and made again where it is not as it was`() throws {
    try TemporaryFolder.with { folder in
      #expect(try export(into: folder).made == 2)
      let unbroken = try files(in: folder)
      #expect(try export(into: folder).kept == 2)
      try Data("tampered".utf8).write(to: URL(filePath: folder + "/FR%2F2026%2F000002.txt"))
      let again = try export(into: folder)
      #expect((again.made, again.kept) == (1, 1))
      try FileManager.default.removeItem(atPath: folder + "/FR%2F2026%2F000001.txt")
      #expect(try export(into: folder).made == 1)
      try Data("half".utf8).write(to: URL(filePath: folder + "/.releve-export.x"))
      #expect(try export(into: folder).kept == 2)
      #expect(try files(in: folder) == unbroken)
      // Another rendering is another file, under the same name.
      let other = try export(into: folder, by: "others") { _ in "x" }
      #expect((other.made, other.kept) == (2, 0))
    }
  }

  @Test func `without its manifest a folder is made from the notes, whose end may be torn`() throws
  {
    try TemporaryFolder.with { folder in
      _ = try export(into: folder)
      let unbroken = try files(in: folder)
      let manifest = try #require(unbroken["SHA256SUMS"])
      try FileManager.default.removeItem(atPath: folder + "/SHA256SUMS")
      try Data(manifest.dropLast(3).utf8).write(
        to: URL(filePath: folder + "/SHA256SUMS.partial"))
      let outcome = try export(into: folder)
      #expect((outcome.made, outcome.kept) == (1, 1))
      #expect(try files(in: folder) == unbroken)
    }
  }

  @Test func `a document that cannot be read is named with its key, and the others are exported`()
    throws
  {
    try world.database.connect().run(
      script: """
        set session_replication_role = replica;
        update releve.invoice set document = replace(document, '"currency":', '"money":')
        where number = 'FR/2026/000001'
        """, name: "break")
    try TemporaryFolder.with { folder in
      let outcome = try export(into: folder)
      #expect((outcome.made, outcome.failures.map(\.number)) == (1, ["FR/2026/000001"]))
      #expect(
        outcome.failures.first?.error as? InvoicingError
          == .unreadableDocument("FR/2026/000001", key: "currency"))
    }
  }

  @Test func `a document that cannot be rendered is named, and the others are exported`() throws {
    try TemporaryFolder.with { folder in
      _ = try export(into: folder, by: "before")
      let outcome = try export(into: folder) { document in
        if document.organisation == "acme" { throw Unrenderable() }
        return "rendered"
      }
      #expect((outcome.made, outcome.failures.map(\.number)) == (1, ["FR/2026/000001"]))
      #expect(outcome.failures.first?.error is Unrenderable)
      let manifest = try #require(try files(in: folder)["SHA256SUMS"])
      #expect(!manifest.contains("000001.txt") && manifest.contains("000002.txt"))
    }
  }

  @Test func `where a file cannot be written, the work ends and there is no manifest`() throws {
    try TemporaryFolder.with { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/FR%2F2026%2F000001.txt/x", withIntermediateDirectories: true)
      #expect(throws: ExportError.self) { try export(into: folder) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.contains("SHA256SUMS.partial") && !names.contains("SHA256SUMS"))
    }
  }
}
