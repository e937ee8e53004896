import Calendars
import Decimals
import Documents
import ServiceLevels
import Testing

@Suite struct AlertReaderTests {
  private static let map = """
    component: { template: "fr1/{zone}/compute/{instance}",\
     values: { fr1/az01/compute/test: null, fr1/az05/compute/a: fr1/az05/compute/clu-001 } }
    impact: { label: severity, values: { critical: "1", major: "0.25", warning: null } }
    """

  private func body(_ alerts: String...) -> String {
    """
    {"version":"4","groupKey":"{}:{alertname=\\"Down\\"}","status":"firing","receiver":"releve",
     "groupLabels":{"alertname":"Down"},"commonLabels":{},"commonAnnotations":{},
     "externalURL":"http://am","alerts":[
    \(alerts.joined(separator: ",\n"))
    ]}
    """
  }

  private func alert(
    _ status: String, instance: String? = "a", severity: String? = "critical",
    from: String = "2026-10-04T03:10:00.123456789+02:00", to: String = "0001-01-01T00:00:00Z"
  ) -> String {
    let instance = instance.map { ",\"instance\":\"\($0)\"" } ?? ""
    let severity = severity.map { ",\"severity\":\"\($0)\"" } ?? ""
    return
      #"{"status":"\#(status)","labels":{"alertname":"Down","#
      + #""zone":"az05"\#(instance)\#(severity)},"annotations":{"summary":"s"},"#
      + #""startsAt":"\#(from)","endsAt":"\#(to)","generatorURL":"http://p","#
      + #""fingerprint":"c0ffee"}"#
  }

  @Test func `an alert is open while it fires, and the same one once resolved`() throws {
    let read = try readings(
      .alertmanager, map: Self.map,
      body(alert("firing")) + "\n" + body(alert("resolved", to: "2026-10-04T01:31:30Z")))
    let from = try at("2026-10-04T01:10:00.123456Z")
    func outage(_ to: Instant?, line: Int) -> ServiceRecord {
      ServiceRecord(
        id: "c0ffee/2026-10-04T01:10:00.123456Z",
        .outage(
          ComponentSpan(component: "fr1/az05/compute/clu-001", from: from, to: to), impact: .one),
        mayBeOld: true, at: RecordPlace(file: "f", line: line))
    }
    #expect(
      try read.map(\.record)
        == [outage(nil, line: 4), outage(at("2026-10-04T01:31:30Z"), line: 9)])
  }

  @Test func `what the map leaves out is listed`() throws {
    let read = try readings(
      .alertmanager, map: Self.map,
      body(
        alert("firing", instance: nil), alert("firing", instance: ""),
        alert("firing", instance: "b"), alert("firing", severity: "warning"),
        alert("firing", severity: nil), alert("firing", severity: "major")))
    let id = "c0ffee/2026-10-04T01:10:00.123456Z"
    #expect(
      read.map(\.reason) == [
        "4 outage \(id) unmapped_component", "5 outage \(id) unmapped_component",
        "6 outage \(id) unmapped_component", "7 outage \(id) unmapped_impact",
        "8 outage \(id) unmapped_impact", nil,
      ])
    guard case .outage(_, let impact)? = read.last?.record?.fact else { throw Unexpected() }
    #expect(impact == DecimalNumber(coefficient: 25, scale: 2))
  }

  @Test func `a component of a label, and a share of a constant`() throws {
    let map = """
      component: { label: instance }
      impact: { constant: "0.5" }
      """
    let read = try readings(.alertmanager, map: map, body(alert("firing")))
    guard case .outage(let span, let impact) = read.first?.record?.fact else {
      throw Unexpected()
    }
    #expect(span.component == "a" && impact.description == "0.5")
    let spaced = try readings(.alertmanager, map: map, body(alert("firing", instance: "a b")))
    #expect(spaced.map(\.reason) == ["4 outage c0ffee bad_component"])
  }

  @Test(arguments: [
    ("\"status\":\"firing\"", "\"status\":\"pending\"", "malformed"),
    ("\"fingerprint\":\"c0ffee\"", "\"x\":1", "missing_field"),
    ("\"startsAt\":\"2026", "\"startsAt\":\"x2026", "bad_time"),
    ("\"zone\":\"az05\"", "\"zone\":5", "malformed"),
    ("\"status\":\"firing\"", "\"status\":\"resolved\"", "ends_before_start"),
  ])
  func `an alert that is not sound is refused`(old: String, new: String, reason: String) throws {
    let alert = alert("firing").replacing(old, with: new)
    #expect(
      try readings(.alertmanager, map: Self.map, body(alert)).first?.reason?.hasSuffix(reason)
        == true)
  }

  @Test(arguments: [
    ("impact: { label: x }", DocumentError.Code.missingKey, ""),
    ("component: { label: x, template: y }", .invalidValue, "component"),
    ("component: { column: x }", .unknownKey, "component.column"),
    (
      "component: { label: x }\nimpact: { label: s, values: { a: \"2\" } }", .invalidValue, "impact"
    ),
    (
      "component: { label: x }\nimpact: { label: s, otherwise: \"1\" }", .invalidValue,
      "impact.otherwise"
    ),
  ])
  func `a map that is wrong is told with its place`(
    map: String, code: DocumentError.Code, key: String
  ) throws {
    let error = #expect(throws: DocumentError.self) {
      try readings(.alertmanager, map: map, "{}")
    }
    #expect(error?.code == code && error?.key == key && error?.line != nil)
  }

  @Test func `what is no notification is a refusal, and the next one is read`() throws {
    let read = try readings(.alertmanager, map: Self.map, "{}\n[]\n" + body(alert("firing")) + "{")
    #expect(
      read.map(\.reason)
        == ["1 outage - malformed", "2 outage - malformed", nil, "7 outage - malformed"])
  }
}
