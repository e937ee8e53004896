import Calendars
import Decimals
import Documents

/// Reads the incidents of a status page: a record `ID/COMPONENT`, by the page's name of it, for
/// each component that the map knows. The window that was amended later is a second version, which
/// was recorded when the incident was published.
struct StatusPageReader {
  let map: StatusPageMap

  /// Hands on what the file's incidents make, in their order.
  func read(_ file: ImportFile, _ take: (RecordReading) -> Void) throws(DocumentError) {
    try file.withBytes { bytes throws(DocumentError) in
      let objects = try JSONObjects(bytes, file: file.name)
      var text = JSONCutter(bytes)
      guard let page = text.rest(), let incidents = objects.list("incidents", of: page) else {
        return take(objects.broken(1, "there is no JSON object with a list `incidents`"))
      }
      objects.each(in: incidents, take) { readings(of: $0, at: $1) }
    }
  }

  private func readings(of node: DocumentNode, at place: RecordPlace) -> [RecordReading] {
    do throws(RecordDefect) {
      return readings(of: try Incident(node), at: place)
    } catch {
      return [
        .refused(
          RefusedRecord(kind: node.text(of: "kind"), id: node.text(of: "id"), at: place, error))
      ]
    }
  }

  private func readings(of incident: Incident, at place: RecordPlace) -> [RecordReading] {
    func left(_ id: String, _ reason: RefusedRecord.Reason, _ message: String) -> RecordReading {
      .skipped(
        RefusedRecord(
          kind: incident.kind.rawValue, id: id, at: place, reason, message))
    }
    guard !incident.components.isEmpty else {
      return [left(incident.id, .noComponent, "the incident names no component")]
    }
    return incident.components.flatMap { name -> [RecordReading] in
      let id = "\(incident.id)/\(name)"
      guard let path = map.components[name] ?? nil else {
        return [left(id, .unmappedComponent, "the map has no component for \"\(name)\"")]
      }
      guard let impact = impact(of: incident) else {
        let word = incident.impact.map { "\"\($0)\"" } ?? "an incident without one"
        return [left(id, .unmappedImpact, "the map has no impact for \(word)")]
      }
      guard id.utf8.count <= ComponentPath.bytesMax else {
        let message = "the id has more than \(ComponentPath.bytesMax) bytes"
        return [
          .refused(
            RefusedRecord(
              kind: incident.kind.rawValue, id: id, at: place, .badID, message))
        ]
      }
      return incident.windows.map { window in
        let span = ComponentSpan(component: path, from: window.from, to: window.to)
        return .record(
          ServiceRecord(
            id: id, incident.fact(span, impact: impact), recordedAt: window.recordedAt, at: place))
      }
    }
  }

  /// The share of an outage; of a maintenance no matter what, so 1.
  private func impact(of incident: Incident) -> DecimalNumber? {
    guard incident.kind == .outage, let impacts = map.impacts else { return .one }
    return incident.impact.flatMap { impacts[$0] ?? nil }
  }
}

/// An incident as the page tells it.
private struct Incident {
  enum Kind: String, CaseIterable { case outage, maintenance }

  /// From when until when it was, and when that was said.
  struct Window {
    let from: Instant
    let to: Instant?
    let recordedAt: Instant?
  }

  let id: String
  let kind: Kind
  let components: [String]
  let impact: String?
  let announcedAt: Instant?
  /// The first one, and the amended one where there is one.
  let windows: [Window]

  init(_ node: DocumentNode) throws(RecordDefect) {
    var fields = try RecordFields(node)
    id = try fields.id()
    let name = try fields.text("kind")
    guard let kind = Kind(rawValue: name) else {
      throw RecordDefect(
        .unknownKind, "there is no kind \"\(name.prefix(60))\"; known: outage, maintenance")
    }
    self.kind = kind
    components = try fields.texts("component")
    impact = try fields.optionalText("impact")
    announcedAt = try fields.optionalTime("announced_at")
    let first = Window(
      from: try fields.time("start"), to: try fields.optionalTime("end"), recordedAt: nil)
    let amendedStart = try fields.optionalTime("amended_start")
    let amendedEnd = try fields.optionalTime("amended_end")
    let publishedAt = try fields.optionalTime("published_at")
    if amendedStart == nil, amendedEnd == nil {
      windows = [first]
    } else {
      windows = [
        first,
        Window(
          from: amendedStart ?? first.from, to: amendedEnd ?? first.to, recordedAt: publishedAt),
      ]
    }
    for window in windows {
      guard let to = window.to, to < window.from else { continue }
      throw RecordDefect(.endsBeforeStart, "it ends (\(to)) before it starts (\(window.from))")
    }
  }

  func fact(_ span: ComponentSpan, impact: DecimalNumber) -> ServiceFact {
    switch kind {
    case .outage: .outage(span, impact: impact)
    case .maintenance: .maintenance(span, announcedAt: announcedAt)
    }
  }
}
