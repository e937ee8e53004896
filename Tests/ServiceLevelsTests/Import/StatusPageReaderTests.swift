import Calendars
import Decimals
import Documents
import Foundation
import ServiceLevels
import Testing

@Suite struct StatusPageReaderTests {
  private static let map = """
    components: { Actions: github/actions, API Requests: github/api, Pages: null }
    impact: { minor: "0.5", major: "1", none: null }
    """

  private func incident(_ fields: String) -> String {
    #"{"incidents":[{"id":"7","kind":"outage","impact":"minor","title":"t","#
      + #""start":"2024-08-01T10:00:00Z","end":"2024-08-01T11:00:00Z",\#(fields)}]}"#
  }

  @Test func `an incident makes a record for each component that the map knows`() throws {
    let read = try readings(
      .statuspage, map: Self.map,
      incident(#""component":["Actions","Pages","API Requests","Copilot"]"#))
    let half = DecimalNumber(coefficient: 5, scale: 1)
    let place = RecordPlace(file: "f", line: 1)
    func outage(_ component: String) throws -> ServiceFact {
      .outage(
        try ComponentSpan(
          component: component, from: at("2024-08-01T10:00:00Z"), to: at("2024-08-01T11:00:00Z")),
        impact: half)
    }
    #expect(
      try read.map(\.record) == [
        ServiceRecord(id: "7/Actions", outage("github/actions"), at: place), nil,
        ServiceRecord(id: "7/API Requests", outage("github/api"), at: place), nil,
      ])
    #expect(
      read.compactMap(\.reason)
        == ["1 outage 7/Pages unmapped_component", "1 outage 7/Copilot unmapped_component"])
    for case .refused in read { Issue.record("what the map leaves out is skipped") }
  }

  @Test func `the amended window is a second version, recorded when it was published`() throws {
    let read = try readings(
      .statuspage, map: Self.map,
      incident(
        #""component":["Actions"],"amended_start":null,"amended_end":"2024-08-01T12:00:00Z","#
          + #""published_at":"2024-08-02T00:00:00Z""#
      )
    ).compactMap(\.record)
    #expect(read.map(\.id) == ["7/Actions", "7/Actions"])
    #expect(try read.map(\.recordedAt) == [nil, at("2024-08-02T00:00:00Z")])
    guard case .outage(let span, _) = read.last?.fact else { throw Unexpected() }
    #expect(try span.from == at("2024-08-01T10:00:00Z") && span.to == at("2024-08-01T12:00:00Z"))
  }

  @Test func `a maintenance has its announcement and no impact`() throws {
    let read = try readings(
      .statuspage, map: Self.map,
      #"""
      {"incidents": [
        {"id":"8","kind":"maintenance","impact":"maintenance","component":["Actions"],
         "start":"2024-08-01T10:00:00Z","end":null,"announced_at":"2024-07-01T00:00:00Z"}]}
      """#)
    let span = try ComponentSpan(
      component: "github/actions", from: at("2024-08-01T10:00:00Z"), to: nil)
    #expect(
      try read.map(\.record) == [
        ServiceRecord(
          id: "8/Actions", .maintenance(span, announcedAt: at("2024-07-01T00:00:00Z")),
          at: RecordPlace(file: "f", line: 2))
      ])
  }

  @Test(arguments: [
    (#""component":[]"#, "1 outage 7 no_component"),
    (#""component":null"#, "1 outage 7 no_component"),
    (#""component":["Actions"],"impact":"minor""#, "1 outage 7 malformed"),
    (#""component":"Actions""#, "1 outage 7 malformed"),
    (
      #""component":["Actions"],"amended_end":"2024-08-01T09:00:00Z""#,
      "1 outage 7 ends_before_start"
    ),
  ])
  func `what cannot be read is told`(fields: String, reason: String) throws {
    let read = try readings(.statuspage, map: Self.map, incident(fields))
    #expect(read.map(\.reason) == [reason])
  }

  @Test(arguments: ["none", "critical", "maintenance"])
  func `an impact that the map leaves out or calls null is none`(word: String) throws {
    let text = incident(#""component":["Actions"]"#).replacing("\"minor\"", with: "\"\(word)\"")
    #expect(
      try readings(.statuspage, map: Self.map, text).map(\.reason)
        == ["1 outage 7/Actions unmapped_impact"])
    // Without a word on impacts, every incident is a whole outage.
    let whole = try readings(.statuspage, map: "components: { Actions: a }", text)
    guard case .outage(_, .one) = whole.first?.record?.fact else { throw Unexpected() }
  }

  @Test(arguments: [
    ("impact: { minor: \"1\" }", DocumentError.Code.missingKey, ""),
    ("components: { A: fr1/*/x }", .invalidValue, "components.A"),
    ("components: [A]", .invalidValue, "components"),
    ("components: { A: a }\nimpact: { minor: \"1.5\" }", .invalidValue, "impact.minor"),
    ("components: { A: a }\nimpacts: { minor: \"1\" }", .unknownKey, "impacts"),
  ])
  func `a map that is wrong is told with its place`(
    map: String, code: DocumentError.Code, key: String
  ) throws {
    let error = #expect(throws: DocumentError.self) {
      try readings(.statuspage, map: map, "{}")
    }
    #expect(error?.code == code && error?.key == key && error?.file == "map.yaml")
    #expect(error?.line != nil)
  }

  @Test func `a file that is no status page is one refusal`() throws {
    for text in ["", "[]", "{}", #"{"incidents":{}}"#, "x", #"{"incidents":[{"#] {
      let read = try readings(.statuspage, map: Self.map, text)
      #expect(read.map(\.reason) == ["1 - - malformed"], "\(text)")
    }
  }
}
