import Calendars
import Documents
import ServiceLevels
import Testing

@Suite struct TicketRowsReaderTests {
  private static let map = """
    separator: ";"
    timezone: Europe/Paris
    where: { type: incident }
    id: { column: key }
    organisation: { column: client, values: { ACME SAS: acme } }
    component: { template: "fr1/{zone}/compute/{ci}" }
    priority: { column: prio, values: { "1": P1, "2": P2 } }
    opened_at: { column: opened }
    first_response_at: { column: answered }
    resolved_at: { column: closed }
    claim: { column: credit, values: [oui, x] }
    resource: { column: vm }
    """
  private static let header = "key;type;client;zone;ci;prio;opened;answered;closed;credit;vm"

  private func read(_ rows: String..., map: String = map) throws -> [RecordReading] {
    try readings(.ticketsCSV, map: map, ([Self.header] + rows).joined(separator: "\r\n"))
  }

  @Test func `a row makes a ticket, and an empty cell is absent`() throws {
    let read = try read(
      "INC-1;incident;ACME SAS;az05;clu-001;1;2026-10-04 03:00;2026-10-04T03:05:30;"
        + "2026-10-04T02:00:00Z;oui;\"vm;1\"",
      "", "X;request;;;;;;;;;", "INC-2;incident;ACME SAS;az05;clu-001;9;2026-12-04 03:00;;;non;")
    #expect(
      try read.map(\.record) == [
        ServiceRecord(
          id: "INC-1",
          .ticket(
            TicketFact(
              organisation: "acme", component: "fr1/az05/compute/clu-001", priority: "P1",
              openedAt: at("2026-10-04T01:00:00Z"), firstResponseAt: at("2026-10-04T01:05:30Z"),
              resolvedAt: at("2026-10-04T02:00:00Z"), isClaim: true, resource: "vm;1")),
          at: RecordPlace(file: "f", line: 2)),
        ServiceRecord(
          id: "INC-2",
          .ticket(
            TicketFact(
              organisation: "acme", component: "fr1/az05/compute/clu-001",
              openedAt: at("2026-12-04T02:00:00Z"))),
          at: RecordPlace(file: "f", line: 5)),
      ])
  }

  @Test(arguments: [
    (";incident;ACME SAS;az05;c;1;2026-10-04 03:00;;;;", "- missing_field"),
    ("I;incident;Other;az05;c;1;2026-10-04 03:00;;;;", "I missing_field"),
    ("I;incident;ACME SAS;;c;1;2026-10-04 03:00;;;;", "I missing_field"),
    ("I;incident;ACME SAS;az 05;c;1;2026-10-04 03:00;;;;", "I bad_component"),
    ("I;incident;ACME SAS;az05;c;1;;;;;", "I missing_field"),
    ("I;incident;ACME SAS;az05;c;1;04/10/2026 03:00;;;;", "I bad_time"),
    // Clocks in Paris jumped over it.
    ("I;incident;ACME SAS;az05;c;1;2026-03-29 02:30;;;;", "I bad_time"),
    ("I;incident;ACME SAS;az05;c;1;2026-10-04 03:00;2026-10-04 02:59;;;", "I ends_before_start"),
    ("I;incident;ACME SAS;az05;c;1;2026-10-04 03:00;;;", "- malformed"),
    ("I;incident;\"ACME\nSAS;az05;c;1;2026-10-04 03:00;;;;", "- malformed"),
  ])
  func `a row that is not sound is refused`(row: String, reason: String) throws {
    #expect(try read(row).map(\.reason) == ["2 ticket \(reason)"])
  }

  @Test func `a time without an offset needs a zone`() throws {
    let map = Self.map.replacing("timezone: Europe/Paris\n", with: "")
    let row = "I;incident;ACME SAS;az05;c;1;2026-10-04 03:00;;;;"
    #expect(try read(row, map: map).map(\.reason) == ["2 ticket I bad_time"])
    let offset = row.replacing("03:00;", with: "03:00:00+02:00;")
    #expect(try read(offset, map: map).map(\.reason) == [nil])
  }

  @Test(arguments: [
    ("{ column: vm }", "{ column: vms }", DocumentError.Code.unknownName, "resource.column"),
    ("{ column: key }", "{ }", .invalidValue, "id"),
    ("resource:", "resources:", .unknownKey, "resources"),
    ("Europe/Paris", "Paris", .invalidValue, "timezone"),
    ("[oui, x]", "oui", .invalidValue, "claim.values"),
    ("opened_at:", "opened:", .missingKey, ""),
  ])
  func `a map that is wrong, or not the file's, is told with its place`(
    old: String, new: String, code: DocumentError.Code, key: String
  ) throws {
    let error = #expect(throws: DocumentError.self) {
      try read(map: Self.map.replacing(old, with: new))
    }
    #expect(error?.code == code && error?.key == key && error?.file == "map.yaml")
  }

  @Test func `a file without a header is refused as a whole`() throws {
    for text in ["", "\n\n", "\"a"] {
      let error = #expect(throws: DocumentError.self) {
        try readings(.ticketsCSV, map: Self.map, text)
      }
      #expect(error?.file == "f" && error?.message.contains("expected a header") == true)
    }
  }
}
