import PostgreSQL
import Testing

@testable import Metering
@testable import TestModel

@Suite struct OutcomeTests {
  private static let first = shopLine("e1")
  private static let other = shopLine("e1", data: ["quantity": "2"])
  private static let broken = shopLine("e1", data: ["quantity": "-1"])

  /// Each case lists lines and the outcomes: accepted, duplicate, conflict, rejected.
  static let cases: [(name: String, lines: [String], outcomes: [Int])] = [
    ("one", [first], [1, 0, 0, 0]),
    ("the same again", [first, first], [1, 1, 0, 0]),
    ("another content", [first, other], [1, 0, 1, 0]),
    ("the conflict again, then the first", [first, other, other, first], [1, 1, 2, 0]),
    ("the other one first", [other, first], [1, 0, 1, 0]),
    ("an invalid line with a known identity", [first, broken], [1, 0, 0, 1]),
    ("an invalid line takes no identity", [broken, other], [1, 0, 0, 1]),
    (
      "another source", [first, shopLine("e1", ["source": #""/elsewhere""#])], [2, 0, 0, 0]
    ),
    (
      "another month and tenant is a conflict",
      [first, shopLine("e1", ["time": #""2026-01-01T00:00:00Z""#, "subject": #""other-prod""#])],
      [1, 0, 1, 0]
    ),
    ("a void with the identity of an event", [first, void("e1", of: "x")], [1, 0, 1, 0]),
    ("an event with the identity of a void", [void("e1", of: "x"), first], [1, 0, 1, 0]),
    ("a void twice", [void("v", of: "e1"), void("v", of: "e1")], [1, 1, 0, 0]),
    ("a void of another event", [void("v", of: "e1"), void("v", of: "e2")], [1, 0, 1, 0]),
    ("a void frees no identity", [first, void("v", of: "e1"), other, first], [2, 1, 1, 0]),
    ("a void before its event", [void("v", of: "e1"), first], [2, 0, 0, 0]),
    ("a void of a void", [void("v", of: "e1"), void("w", of: "v")], [1, 0, 0, 1]),
    ("a void of itself, twice", [void("v", of: "v"), void("v", of: "v")], [0, 0, 0, 2]),
  ]

  private static func void(_ id: String, of target: String) -> String {
    voidLine(["id": "\"\(id)\""], data: #"{"id":"\#(target)"}"#)
  }

  @Test func `outcomes are the same within a batch, over batches, files and processes`() throws {
    for (name, lines, outcomes) in Self.cases {
      for arrangement in Arrangement.allCases {
        let shop = try MeteredWorld(yaml: shopYAML)
        let counts = try arrangement.ingest(lines, into: shop)
        let place = "\(name), \(arrangement)"
        #expect(counts.outcomes == outcomes, "\(place)")
        #expect(counts.read == lines.count, "\(place)")
        #expect(try shop.storedCounts() == outcomes.map(Int64.init), "\(place)")
        #expect(
          try shop.count(
            """
            select (select count(*) from releve.event) + (select count(*) from releve.event_void)
            """) == outcomes[0], "\(place)")
        #expect(
          try shop.count("select count(*) from releve.event_identity") == outcomes[0], "\(place)")
        #expect(
          try shop.count(
            "select coalesce(sum(times), 0)::bigint from releve.quarantine_sighting")
            == outcomes[2] + outcomes[3], "\(place)")
      }
    }
  }

  /// How lines reach the database.
  private enum Arrangement: CaseIterable {
    case oneBatch, manyBatches, manyFiles, manyProcesses

    func ingest(_ lines: [String], into shop: MeteredWorld) throws -> IngestCounts {
      let whole = lines.map { $0 + "\n" }.joined()
      if self == .oneBatch { return try shop.ingest(whole) }
      if self == .manyBatches { return try shop.ingest(whole, batchEventsMax: 1) }
      var counts = IngestCounts()
      for line in lines {
        let process =
          self == .manyFiles ? shop : try MeteredWorld(shop.database, directory: shop.directory)
        counts += try process.ingest(line)
      }
      return counts
    }
  }
}
