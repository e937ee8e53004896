import BigInt
import Calendars

extension World.ServiceAgreement {
  /// The document, as a user would write it.
  var yaml: String {
    """
    kind: ServiceLevels
    name: \(name)
    spec:
      timezone: \(zone.name)
      commitments:
    \(commitments.map(\.yaml).joined(separator: "\n"))
    """
  }
}

extension World.ServiceCommitment {
  fileprivate var yaml: String {
    """
        - id: \(id)
          label: { fr: \(id), en: \(id) }
          components: ["\(scope.pattern)"]
          target: "\(policy.target.truncatedText(digits: 9))"
          maintenance: \(policy.isMaintenanceIncluded ? "included" : "excluded")
          excluded_maintenance_leaves_period: \(policy.excludedMaintenanceLeavesPeriod)
          minimum_outage_seconds: \(policy.minimumOutageSeconds)
          minimum_zones: \(minimumZones)
          services: [\(services.joined(separator: ", "))]
    """ + (policy.credits.map { "\n      credits: \($0.yaml)" } ?? "")
  }
}

extension ModelPolicy.Credits {
  fileprivate var yaml: String {
    switch self {
    case .bands(let bands):
      let entries = bands.map { band in
        "{ below: \"\(band.below.truncatedText(digits: 9))\","
          + " percent: \"\(band.percent.truncatedText(digits: 9))\" }"
      }
      return "{ basis: bands, bands: [\(entries.joined(separator: ", "))] }"
    case .pointGap(let cap):
      let bound = cap.map { ", cap_percent: \"\($0.truncatedText(digits: 9))\"" } ?? ""
      return "{ basis: point_gap\(bound) }"
    }
  }
}

extension World.Incidents {
  /// Every component, declared.
  static var declarations: String {
    components.map { component in
      #"{"kind":"component","id":"\#(component)","component":"\#(component)","#
        + #""from":"2000-01-01T00:00:00Z"}"# + "\n"
    }.joined()
  }

  /// The records from one on, one per line.
  func ndjson(from first: Int = 0) -> String {
    records[first...].map { json($0) + "\n" }.joined()
  }

  private func json(_ record: ModelRecord) -> String {
    let head = #""id":"\#(record.id)","component":"\#(record.component)""#
    let end = record.isRetracted ? #","retracted":true}"# : "}"
    switch record.content {
    case .outage(let from, let to, let impact):
      let share = BigInt(impact).text(scale: 6)
      return #"{"kind":"outage",\#(head),\#(span(from, to)),"impact":"\#(share)""# + end
    case .maintenance(let from, let to, let announced, let recorded):
      return #"{"kind":"maintenance",\#(head),\#(span(from, to))"#
        + member("announced_at", announced) + member("recorded_at", recorded) + end
    case .unknown(let from, let to):
      return #"{"kind":"unknown",\#(head),\#(span(from, to))"# + end
    case .sample(let at, let isUp):
      return #"{"kind":"sample",\#(head),"up":\#(isUp)"# + member("at", at) + end
    case .ticket(let ticket):
      return #"{"kind":"ticket",\#(head),"organisation":"\#(ticket.organisation)","#
        + #""claim":\#(ticket.isClaim)"# + member("opened_at", ticket.opened) + end
    }
  }

  private func span(_ from: Int, _ to: Int?) -> String {
    #""from":"\#(instant(from))""# + member("to", to)
  }

  private func member(_ key: String, _ step: Int?) -> String {
    step.map { #","\#(key)":"\#(instant($0))""# } ?? ""
  }

  private func instant(_ step: Int) -> Instant {
    origin.adding(microseconds: Int64(step) * Self.stepMicroseconds)
  }
}
