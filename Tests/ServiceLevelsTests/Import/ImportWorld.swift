import Calendars
import Catalogue
import Documents
import PostgreSQL
import ServiceLevels
import TestSupport

/// A database with two organisations, into which records are imported.
struct ImportWorld {
  let database: TestDatabase
  let connection: Connection

  init() throws {
    database = try MigratedDatabase.make()
    connection = try database.connectAsProgram()
    let organisations = ["acme", "beta"].map { name in
      """
      kind: Organisation
      name: \(name)
      spec:
        legal_name: \(name)
        address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
        tenants: [\(name)-prod]
      """
    }
    _ = try Application(connection, now: Instant(seconds: 1_767_225_600))
      .apply(
        DocumentNode.documents(of: organisations.joined(separator: "\n---\n"), file: "w.yaml"))
  }

  /// Another process in the same world.
  init(joining database: TestDatabase) throws {
    self.database = database
    connection = try database.connectAsProgram()
  }

  /// Imports files of records as one import.
  @discardableResult
  func load(
    _ files: String..., as format: ImportFormat = .records, map: String? = nil,
    on connection: Connection? = nil
  ) throws -> ImportResult {
    try load(files, as: format, map: map, on: connection)
  }

  /// The same with the files in a list.
  @discardableResult
  func load(
    _ files: [String], as format: ImportFormat = .records, map: String? = nil,
    on connection: Connection? = nil
  ) throws -> ImportResult {
    let map = try map.flatMap { try DocumentNode.documents(of: $0, file: "map.yaml").first }
    var work = ServiceImport(connection ?? self.connection)
    for (index, text) in files.enumerated() {
      try format.reader(map: map)
        .read(ImportFile(name: "f\(index + 1)", bytes: Array(text.utf8))) { work.add($0) }
    }
    return try work.store(format: format.rawValue, file: "test")
  }

  /// The rows that a query gives, each as one text.
  func rows(_ query: String) throws -> [String] {
    let text =
      "select replace(replace(row_text::text, '(', ''), ')', '') from (\(query)) as row_text"
    return try database.connect().query(Statement(name: query, text: text)).decode(String.self)
  }
}

extension ImportResult {
  /// `added amended retracted unchanged refused skipped`.
  var counts: [Int] { [added, amended, retracted, unchanged, refused.count, skipped.count] }
}
