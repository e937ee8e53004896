import Calendars
import Foundation
import PostgreSQL
import ServiceLevels
import TestSupport
import Testing

/// Imports into a real database.
@Suite struct ServiceImportTests {
  private let world: ImportWorld

  init() throws { world = try ImportWorld() }

  private static let component =
    #"{"kind":"component","id":"c","component":"fr1/az05/compute/clu-001","#
    + #""from":"2026-01-01T00:00:00Z"}"#
  private static func outage(_ id: String, to: String? = nil, more: String = "") -> String {
    let to = to.map { ",\"to\":\"\($0)\"" } ?? ""
    return
      #"{"kind":"outage","id":"\#(id)","component":"fr1/az05/compute/clu-001","#
      + #""from":"2026-10-04T01:10:00Z"\#(to)\#(more)}"#
  }

  @Test func `each kind is stored as it was said, with its place`() throws {
    let result = try world.load(
      """
      {"kind":"outage","id":"o","component":"fr1/x","from":"2026-10-04T01:10:00Z",\
      "to":"2026-10-04T01:31:30Z","impact":"0.50","recorded_at":"2026-10-05T00:00:00Z"}
      {"kind":"maintenance","id":"m","component":"fr1","from":"2026-10-10T00:00:00Z",\
      "announced_at":"2026-10-01T00:00:00Z"}
      {"kind":"ticket","id":"t","organisation":"acme","component":"fr1/x","priority":"P1",\
      "opened_at":"2026-10-04T01:00:00Z","first_response_at":"2026-10-04T01:05:00Z",\
      "resolved_at":"2026-10-04T02:00:00Z","claim":true,"resource":"vm-1"}
      {"kind":"ticket","id":"u","organisation":"beta","component":"fr1/x",\
      "opened_at":"2026-10-04T01:00:00Z"}
      """,
      """
      {"kind":"unknown","id":"k","component":"fr1/x","from":"2026-10-01T00:00:00Z",\
      "to":"2026-10-02T00:00:00Z"}
      {"kind":"sample","id":"s","component":"fr1/x","at":"2026-10-01T00:00:00.5Z","up":false}
      {"kind":"component","id":"c","component":"fr1/x","from":"2026-01-01T00:00:00Z",\
      "to":"2027-01-01T00:00:00Z"}
      """)
    #expect(result.counts == [7, 0, 0, 0, 0, 0] && result.read == 7)
    let knownAt = try #require(result.knownAt)
    func stored(_ columns: String, _ kind: String) throws -> [String] {
      try world.rows(
        "select record_id, version, recorded_at at time zone 'UTC', is_retracted, file, line, "
          + "\(columns) from releve.\(kind)_version where known_at = "
          + "'\(knownAt)'::timestamptz order by record_id")
    }
    let utc = "at time zone 'UTC'"
    let span = "component, starts_at \(utc), ends_at \(utc)"
    #expect(
      try stored(span, "component")
        == [#"c,1,,f,f2,3,fr1/x,"2026-01-01 00:00:00","2027-01-01 00:00:00""#])
    #expect(
      try stored(span + ", impact", "outage") == [
        #"o,1,"2026-10-05 00:00:00",f,f1,1,fr1/x,"2026-10-04 01:10:00","2026-10-04 01:31:30",0.5"#
      ])
    #expect(
      try stored(span + ", announced_at \(utc)", "maintenance")
        == [#"m,1,,f,f1,2,fr1,"2026-10-10 00:00:00",,"2026-10-01 00:00:00""#])
    #expect(
      try stored(span, "unknown")
        == [#"k,1,,f,f2,1,fr1/x,"2026-10-01 00:00:00","2026-10-02 00:00:00""#])
    #expect(
      try stored("component, sampled_at \(utc), is_up", "sample")
        == [#"s,1,,f,f2,2,fr1/x,"2026-10-01 00:00:00.5",f"#])
    #expect(
      try stored(
        "(select name from releve.organisation as o where o.organisation_id = "
          + "ticket_version.organisation_id), component, priority, opened_at \(utc), "
          + "first_response_at \(utc), resolved_at \(utc), is_claim, resource", "ticket") == [
          #"t,1,,f,f1,3,acme,fr1/x,P1,"2026-10-04 01:00:00","2026-10-04 01:05:00","#
            + #""2026-10-04 02:00:00",t,vm-1"#,
          #"u,1,,f,f1,4,beta,fr1/x,,"2026-10-04 01:00:00",,,f,"#,
        ])
    #expect(try world.rows("select format, file from releve.service_import") == ["records,test"])
  }

  @Test func `saying the same again changes nothing, and other content is the next version`() throws
  {
    let file = Self.component + "\n" + Self.outage("o", more: #","impact":"1.0""#)
    #expect(try world.load(file).counts == [2, 0, 0, 0, 0, 0])
    let again = try world.load(file.replacing("\"1.0\"", with: "1"))
    #expect(again.counts == [0, 0, 0, 2, 0, 0] && again.knownAt == nil)
    let closed = try world.load(Self.outage("o", to: "2026-10-04T02:00:00Z"))
    #expect(closed.counts == [0, 1, 0, 0, 0, 0])
    let withdrawn = try world.load(#"{"kind":"outage","id":"o","retracted":true}"#)
    #expect(withdrawn.counts == [0, 0, 1, 0, 0, 0])
    #expect(try world.load(#"{"kind":"outage","id":"o","retracted":true}"#).counts[3] == 1)
    #expect(try world.load(Self.outage("o")).counts == [0, 1, 0, 0, 0, 0])
    #expect(
      try world.rows(
        "select version, ends_at is null, is_retracted from releve.outage_version order by version")
        == ["1,t,f", "2,f,f", "3,f,t", "4,t,f"])
    // One import for each that changed something.
    #expect(try world.rows("select count(*) from releve.service_import") == ["4"])
    #expect(
      try world.rows(
        "select count(*) from releve.outage_version where known_at in "
          + "(select known_at from releve.service_import)") == ["4"])
  }

  @Test func `one id is another record in each kind`() throws {
    let result = try world.load(
      Self.component + "\n" + Self.outage("c")
        + #"{"kind":"unknown","id":"c","retracted":true}"#.replacing("{", with: "\n{"))
    #expect(result.counts == [2, 0, 0, 0, 1, 0])
  }

  @Test func `what is refused is listed in the order of the input, and stops nothing`() throws {
    let result = try world.load(
      """
      {"kind":"outage","id":"1","component":"fr1/az05/compute","from":"2026-10-04T01:10:00Z"}
      {"kind":"maintenance","id":"2","component":"fr1/az0","from":"2026-10-04T01:10:00Z"}
      {"kind":"maintenance","id":"3","component":"fr1/az05","from":"2026-10-04T01:10:00Z"}
      {"kind":"maintenance","id":"4","component":"fr1/az05/compute/clu-001",\
      "from":"2026-10-04T01:10:00Z"}
      {"kind":"maintenance","id":"5","component":"fr1/az05/compute/clu-001/a",\
      "from":"2026-10-04T01:10:00Z"}
      """,
      """
      {"kind":"ticket","id":"6","organisation":"nobody","component":"fr1/az05/compute/clu-001",\
      "opened_at":"2026-10-04T01:10:00Z"}
      {"kind":"outage","id":"7","retracted":true}
      {"kind":"outage","id":"8"}
      {"kind":"sample","id":"9","component":"fr2","at":"2026-10-04T01:10:00Z","up":true}
      \(Self.component)
      """)
    #expect(result.counts == [3, 0, 0, 0, 7, 0] && result.read == 10)
    #expect(
      result.refused.map { "\($0.place.file):\($0.told)" } == [
        "f1:1 outage 1 undeclared_component", "f1:2 maintenance 2 undeclared_component",
        "f1:5 maintenance 5 undeclared_component", "f2:1 ticket 6 unknown_organisation",
        "f2:2 outage 7 unknown_record", "f2:3 outage 8 missing_field",
        "f2:4 sample 9 undeclared_component",
      ])
  }

  @Test func `a component that is withdrawn or renamed is not declared any more`() throws {
    try world.load(Self.component, Self.outage("1"))
    let renamed = Self.component.replacing("clu-001", with: "clu-002")
    #expect(try world.load(Self.outage("2"), renamed).refused.map(\.told).count == 1)
    try world.load(#"{"kind":"component","id":"c","retracted":true}"#)
    let later = try world.load(
      Self.outage("3").replacing("clu-001", with: "clu-002"),
      #"{"kind":"maintenance","id":"m","component":"fr1","from":"2026-10-04T01:10:00Z"}"#,
      // What was said of it can still be withdrawn.
      Self.outage("1", more: #","retracted":true"#))
    #expect(later.counts == [0, 0, 1, 0, 2, 0])
    // Another record may declare the path.
    let other = Self.component.replacing("\"c\"", with: "\"d\"")
    #expect(try world.load(Self.outage("3"), other).counts == [2, 0, 0, 0, 0, 0])
  }

  @Test func `a withdrawal keeps what was said, a ticket's organisation too`() throws {
    let ticket =
      #"{"kind":"ticket","id":"t","organisation":"beta","component":"fr1/az05/compute/clu-001","#
      + #""opened_at":"2026-10-04T01:00:00Z","resource":"vm-1"}"#
    try world.load(Self.component, ticket)
    #expect(try world.load(#"{"kind":"ticket","id":"t","retracted":true}"#).retracted == 1)
    #expect(
      try world.rows(
        "select version, is_retracted, name, resource from releve.ticket_version "
          + "join releve.organisation using (organisation_id) order by 1")
        == ["1,f,beta,vm-1", "2,t,beta,vm-1"])
  }

  @Test func `a neighbour's name is no prefix of segments`() throws {
    try world.load(
      #"{"kind":"component","id":"c","component":"fr1/az05-b/x","from":"2026-01-01T00:00:00Z"}"#,
      #"{"kind":"component","id":"d","component":"fr1/az05.b/x","from":"2026-01-01T00:00:00Z"}"#,
      #"{"kind":"component","id":"e","component":"fr1/az050/x","from":"2026-01-01T00:00:00Z"}"#)
    let maintenance =
      #"{"kind":"maintenance","id":"m","component":"fr1/az05","from":"2026-10-04T01:10:00Z"}"#
    #expect(try world.load(maintenance).counts == [0, 0, 0, 0, 1, 0])
    let below =
      #"{"kind":"component","id":"f","component":"fr1/az05/x","from":"2026-01-01T00:00:00Z"}"#
    #expect(try world.load(maintenance, below).counts == [2, 0, 0, 0, 0, 0])
  }

  @Test func `several records of an id are versions one after the other`() throws {
    let files = [
      Self.component, Self.outage("o"), Self.outage("o", to: "2026-10-04T02:00:00Z"),
      #"{"kind":"outage","id":"o","retracted":true}"#,
    ]
    #expect(try world.load(files).counts == [2, 1, 1, 0, 0, 0])
    #expect(try world.load(files).counts == [0, 0, 0, 4, 0, 0])
    #expect(
      try world.rows(
        "select version, file, is_retracted from releve.outage_version order by version")
        == ["1,f2,f", "2,f3,f", "3,f4,t"])
  }

  @Test func `the real incidents are stored with their amendments, and are unchanged again`() throws
  {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let incidents = try String(
      contentsOf: root.appending(path: "demo/incidents/github_status_2022_2024.json"),
      encoding: .utf8)
    let names = [
      "Actions", "API Requests", "Codespaces", "Copilot", "Git Operations", "Issues", "Packages",
      "Pages", "Pull Requests", "Webhooks",
    ]
    let paths = names.map { "github/" + $0.lowercased().replacing(" ", with: "-") }
    let map =
      "components:\n" + zip(names, paths).map { "  \($0): \($1)\n" }.joined()
      + "impact: { minor: \"1\", major: \"1\", critical: \"1\", none: null }\n"
    try world.load(
      paths.enumerated().map {
        #"{"kind":"component","id":"\#($0)","component":"\#($1)","from":"2022-01-01T00:00:00Z"}"#
      })
    let result = try world.load(incidents, as: .statuspage, map: map)
    // 49 incidents name no component; 3 mentions are of the page itself, or without impact. 26 that
    // were amended have 38 components.
    let stored = try world.rows(
      "select version, count(*) from ("
        + "select record_id, version from releve.outage_version "
        + "union all select record_id, version from releve.maintenance_version) as v "
        + "group by 1 order by 1")
    #expect(result.counts == [592, 38, 0, 0, 0, 52] && stored == ["1,592", "2,38"])
    let again = try world.load(incidents, as: .statuspage, map: map)
    #expect(again.counts == [0, 0, 0, 630, 0, 52])
    #expect(again.knownAt == nil && again.skipped == result.skipped)
    #expect(
      try world.rows(
        "select recorded_at at time zone 'UTC', starts_at at time zone 'UTC', "
          + "ends_at at time zone 'UTC' from releve.outage_version "
          + "where record_id = '19850844/Pages' order by version") == [
          #","2024-01-28 13:20:00","2024-01-28 14:42:00""#,
          #""2024-01-28 14:42:55","2024-01-28 01:00:00","2024-01-28 14:00:00""#,
        ])
  }
}
