import Calendars
import Decimals
import Documents
import ServiceLevels
import TestSeeds
import Testing

@Suite struct RecordsReaderTests {
  private static let six: [String] = [
    #"{"kind":"component","id":"c-1","component":"fr1/az05/compute/clu-001","#
      + #""from":"2026-01-01T00:00:00Z","to":null}"#,
    #"{"kind":"outage","id":"mon-881","component":"fr1/az05/compute/clu-001","#
      + #""from":"2026-10-04T03:10:00+02:00","to":"2026-10-04T01:31:30Z","impact":0.50,"#
      + #""recorded_at":"2026-10-05T00:00:00Z"}"#,
    #"{"kind":"maintenance","id":"chg-17","component":"fr1/az05","#
      + #""from":"2026-10-10T00:00:00Z","to":"2026-10-10T02:00:00Z","#
      + #""announced_at":"2026-10-01T00:00:00Z"}"#,
    #"{"kind":"ticket","id":"INC-4521","organisation":"acme","component":"fr1/internet","#
      + #""priority":"P1","opened_at":"2026-10-04T01:00:00Z","#
      + #""first_response_at":"2026-10-04T01:05:00Z","resolved_at":"2026-10-04T02:00:00Z","#
      + #""claim":true,"resource":"vm-1"}"#,
    #"{"kind":"unknown","id":"gap-3","component":"fr1/internet","#
      + #""from":"2026-10-01T00:00:00Z","to":"2026-10-01T00:00:00Z"}"#,
    #"{"kind":"sample","id":"s-1","component":"fr1/internet","at":"2026-10-01T00:00:00.5Z","#
      + #""up":false}"#,
  ]

  private func expected(_ line: (Int) -> Int) throws -> [ServiceRecord] {
    let cluster = "fr1/az05/compute/clu-001"
    func span(_ component: String, _ from: String, _ to: String?) throws -> ComponentSpan {
      try ComponentSpan(component: component, from: at(from), to: to.map(at))
    }
    func place(_ index: Int) -> RecordPlace { RecordPlace(file: "f", line: line(index)) }
    return [
      ServiceRecord(
        id: "c-1", .component(try span(cluster, "2026-01-01T00:00:00Z", nil)), at: place(0)),
      ServiceRecord(
        id: "mon-881",
        .outage(
          try span(cluster, "2026-10-04T01:10:00Z", "2026-10-04T01:31:30Z"),
          impact: DecimalNumber(coefficient: 5, scale: 1)),
        recordedAt: try at("2026-10-05T00:00:00Z"), at: place(1)),
      ServiceRecord(
        id: "chg-17",
        .maintenance(
          try span("fr1/az05", "2026-10-10T00:00:00Z", "2026-10-10T02:00:00Z"),
          announcedAt: try at("2026-10-01T00:00:00Z")), at: place(2)),
      ServiceRecord(
        id: "INC-4521",
        .ticket(
          TicketFact(
            organisation: "acme", component: "fr1/internet", priority: "P1",
            openedAt: try at("2026-10-04T01:00:00Z"),
            firstResponseAt: try at("2026-10-04T01:05:00Z"),
            resolvedAt: try at("2026-10-04T02:00:00Z"), isClaim: true, resource: "vm-1")),
        at: place(3)),
      ServiceRecord(
        id: "gap-3",
        .unknown(try span("fr1/internet", "2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z")),
        at: place(4)),
      ServiceRecord(
        id: "s-1",
        .sample(
          component: "fr1/internet", at: try at("2026-10-01T00:00:00.5Z"), isUp: false),
        at: place(5)),
    ]
  }

  @Test func `every kind is read from lines, and from an array over several lines`() throws {
    let lines = Self.six.joined(separator: "\r\n\n")
    #expect(try readings(lines).map(\.record) == expected { 1 + 2 * $0 })
    let array = "\u{FEFF} \n[\(Self.six.joined(separator: ",\n"))\n]\n"
    #expect(try readings(array).map(\.record) == expected { 2 + $0 })
    let wide = "[" + Self.six.joined(separator: ",").replacing(",\"", with: ",\n\"") + "]"
    #expect(try readings(wide).compactMap(\.record).map(\.id) == expected { $0 }.map(\.id))
    #expect(try readings("").isEmpty && readings(" \n").isEmpty && readings("[]").isEmpty)
  }

  @Test func `a withdrawal needs no more than its kind and id`() throws {
    let read = try readings(
      """
      {"kind":"outage","id":"a","retracted":true}
      {"kind":"outage","id":"a","retracted":true,"recorded_at":"2026-10-05T00:00:00Z"}
      {"kind":"unknown","id":"b","component":"x","from":"2026-10-05T00:00:00Z","retracted":true}
      {"kind":"unknown","id":"b","component":"x","from":"2026-10-05T00:00:00Z","retracted":false}
      """
    ).compactMap(\.record)
    #expect(read.map(\.isRetracted) == [true, true, true, false])
    #expect(read.map { $0.fact == nil } == [true, true, false, false])
    #expect(try read[1].recordedAt == at("2026-10-05T00:00:00Z"))
  }

  @Test(arguments: [
    (#"{"kind":"outage""#, "- - malformed"),
    (#"{"kind":"outage","id":"a","#, "- - malformed"),
    (#"{"kind":"outage","id":"a","x":tru}"#, "outage a malformed"),
    (#"["kind"]"#, "- - malformed"),
    ("null", "- - malformed"),
    (#"{"id":"a"}"#, "- a missing_field"),
    (#"{"kind":"incident","id":"a"}"#, "incident a unknown_kind"),
    (#"{"kind":"outage"}"#, "outage - missing_field"),
    (#"{"kind":"outage","id":7}"#, "outage 7 bad_id"),
    (#"{"kind":"outage","id":""}"#, "outage  bad_id"),
    (#"{"kind":"outage","id":"a","id":"b"}"#, "outage - malformed"),
    (#"{"kind":"outage","id":"a","retracte":true}"#, "outage a missing_field"),
    (#"{"kind":"outage","id":"a","retracted":"true"}"#, "outage a malformed"),
    (#"{"kind":"outage","id":"a","component":"fr1/*"}"#, "outage a bad_component"),
    (#"{"kind":"outage","id":"a","component":"fr1//x"}"#, "outage a bad_component"),
    (#"{"kind":"outage","id":"a","component":"/fr1"}"#, "outage a bad_component"),
    (#"{"kind":"outage","id":"a","component":"fr1/"}"#, "outage a bad_component"),
    (#"{"kind":"outage","id":"a","component":"fr1/.x"}"#, "outage a bad_component"),
    (#"{"kind":"outage","id":"a","component":"é"}"#, "outage a bad_component"),
    (#"{"kind":"outage","id":"a","component":"x"}"#, "outage a missing_field"),
    (
      #"{"kind":"outage","id":"a","component":"x","from":"2026-02-30T00:00:00Z"}"#,
      "outage a bad_time"
    ),
    (
      #"{"kind":"outage","id":"a","component":"x","from":"2026-02-01T00:00:00"}"#,
      "outage a bad_time"
    ),
    (#"{"kind":"outage","id":"a","component":"x","from":1770000000}"#, "outage a bad_time"),
    (
      #"{"kind":"outage","id":"a","component":"x","from":"2026-02-01T00:00:01Z","#
        + #""to":"2026-02-01T00:00:00Z"}"#,
      "outage a ends_before_start"
    ),
    (
      #"{"kind":"ticket","id":"a","organisation":"o","component":"x","#
        + #""opened_at":"2026-02-01T00:00:01Z","resolved_at":"2026-02-01T00:00:00Z"}"#,
      "ticket a ends_before_start"
    ),
    (
      #"{"kind":"sample","id":"a","component":"x","at":"2026-02-01T00:00:01Z"}"#,
      "sample a missing_field"
    ),
    (
      #"{"kind":"sample","id":"a","component":"x","at":"2026-02-01T00:00:01Z","up":1}"#,
      "sample a malformed"
    ),
  ])
  func `what is not sound is refused with its first defect`(line: String, reason: String) throws {
    let sound = #"{"kind":"outage","id":"ok","component":"x","from":"2026-02-01T00:00:00Z"}"#
    let read = try readings("\(sound)\n\(line)\n\(sound)\n")
    #expect(read.map(\.reason) == [nil, "2 \(reason)", nil])
  }

  @Test(arguments: ["0", "\"0\"", "-0.5", "1.000001", "0.0000001", "\"x\"", "true", "[1]"])
  func `an impact that is no share is refused`(impact: String) throws {
    let line =
      #"{"kind":"outage","id":"a","component":"x","from":"2026-02-01T00:00:00Z","#
      + #""impact":\#(impact)}"#
    #expect(try readings(line).map(\.reason) == ["1 outage a bad_impact"])
  }

  @Test(arguments: ["from", "to", "impact", "retracted", "recorded_at"])
  func `a field that is written wrong does not go unnoticed`(field: String) throws {
    let line =
      #"{"kind":"outage","id":"a","component":"x","from":"2026-02-01T00:00:00Z","\#(field)s":true}"#
    #expect(try readings(line).map(\.reason) == ["1 outage a unknown_field"])
  }

  @Test func `an array that is broken loses what stands behind, and nothing before`() throws {
    let first = Self.six[0]
    #expect(try readings("[\(first)\n,{\"kind\":").map(\.reason) == [nil, "2 - - malformed"])
    #expect(try readings("[\(first)\n\(first)]").map(\.reason) == [nil, "2 - - malformed"])
    #expect(try readings("[\(first),\n]").map(\.reason) == [nil, "2 - - malformed"])
    #expect(try readings("[\(first)\n] x").map(\.reason) == [nil, "2 - - malformed"])
    // One that is broken in itself spoils no other.
    #expect(
      try readings("[\(first),\n{\"id\":\"a\",,},\n\(first)]").map(\.reason)
        == [nil, "2 - a malformed", nil])
  }

  @Test func `an id of 512 bytes is the longest`() throws {
    func line(_ count: Int) -> String {
      #"{"kind":"outage","id":"\#(String(repeating: "é", count: count / 2))","#
        + #""component":"x","from":"2026-02-01T00:00:00Z"}"#
    }
    #expect(try readings(line(512)).map(\.reason) == [nil])
    #expect(try readings(line(514)).first?.reason?.hasSuffix("bad_id") == true)
  }
}
