import Calendars
import Decimals
import Documents

/// Reads the bodies of Alertmanager's webhook (version 4), one or several in a file. An alert is an
/// outage `FINGERPRINT/STARTS_AT`: open while it fires, and closed by the same alert once resolved.
///
/// A notification does not say when it was sent. One that fires says no more than that the alert
/// was not resolved yet, and of two ends the later one was told later: so the latest end holds, in
/// whatever order notifications are read, and none opens an outage again.
struct AlertReader {
  let map: AlertMap

  /// Hands on what the file's alerts make, in their order.
  func read(_ file: ImportFile, _ take: (RecordReading) -> Void) throws(DocumentError) {
    try file.withBytes { bytes throws(DocumentError) in
      let objects = try JSONObjects(bytes, file: file.name)
      var bodies = JSONCutter(bytes)
      while true {
        switch bodies.next() {
        case .end: return
        case .broken(let line, let problem):
          return take(objects.broken(line, problem, kind: Self.kind))
        case .piece(let body, _):
          guard let alerts = objects.list("alerts", of: body) else {
            take(
              .refused(
                RefusedRecord(
                  kind: Self.kind, id: nil, at: objects.place(body.line), .malformed,
                  "there is no JSON object with a list `alerts`")))
            continue
          }
          objects.each(in: alerts, kind: Self.kind, take) { [reading(of: $0, at: $1)] }
        }
      }
    }
  }

  private static let kind = ServiceFact.Kind.outage.rawValue

  private func reading(of node: DocumentNode, at place: RecordPlace) -> RecordReading {
    do throws(RecordDefect) {
      return try reading(of: try Alert(node), at: place)
    } catch {
      return .refused(
        RefusedRecord(kind: Self.kind, id: node.text(of: "fingerprint"), at: place, error))
    }
  }

  private func reading(
    of alert: Alert, at place: RecordPlace
  ) throws(RecordDefect) -> RecordReading {
    func left(_ reason: RefusedRecord.Reason, _ message: String) -> RecordReading {
      .skipped(RefusedRecord(kind: Self.kind, id: alert.id, at: place, reason, message))
    }
    guard let component = alert.text(by: map.component) else {
      return left(.unmappedComponent, "the map has no component for the alert's labels")
    }
    guard ComponentPath.isSound(component) else {
      throw RecordDefect(
        .badComponent, "\"\(component.prefix(60))\" is not \(ComponentPath.expectation)")
    }
    var impact = DecimalNumber.one
    if let rule = map.impact {
      guard let text = alert.text(by: rule) else {
        return left(.unmappedImpact, "the map has no impact for the alert's labels")
      }
      guard let read = Impact(text) else {
        throw RecordDefect(.badImpact, "\"\(text.prefix(60))\" is not \(Impact.expected)")
      }
      impact = read.number
    }
    let span = ComponentSpan(component: component, from: alert.startsAt, to: alert.endsAt)
    return .record(
      ServiceRecord(id: alert.id, .outage(span, impact: impact), mayBeOld: true, at: place))
  }
}

/// An alert of a notification.
private struct Alert {
  let id: String
  let labels: [String: String]
  let startsAt: Instant
  /// nil while it fires.
  let endsAt: Instant?

  init(_ node: DocumentNode) throws(RecordDefect) {
    var fields = try RecordFields(node)
    let fingerprint = try fields.id("fingerprint")
    labels = try fields.labels("labels")
    startsAt = try fields.time("startsAt")
    switch try fields.text("status") {
    case "firing": endsAt = nil
    case "resolved":
      let end = try fields.time("endsAt")
      guard end >= startsAt else {
        throw RecordDefect(
          .endsBeforeStart, "`endsAt` (\(end)) is before `startsAt` (\(startsAt))")
      }
      endsAt = end
    case let status:
      throw RecordDefect(
        .malformed, "`status` is \"\(status.prefix(60))\", neither firing nor resolved")
    }
    id = "\(fingerprint)/\(startsAt)"
    guard id.utf8.count <= ComponentPath.bytesMax else {
      throw RecordDefect(.badID, "the id has more than \(ComponentPath.bytesMax) bytes")
    }
  }

  /// What a rule makes of the labels; a label that is empty is absent, as Prometheus has it.
  func text(by rule: ValueRule<ColumnName>) -> String? {
    let text = rule.text { label in
      labels[label.name].flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    }
    return text.map { String(decoding: $0, as: UTF8.self) }
  }
}
