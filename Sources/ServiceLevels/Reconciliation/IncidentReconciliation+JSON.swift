import Calendars
import Catalogue
import Decimals
import Documents

extension IncidentReconciliation {
  /// As JSON, with a newline at its end.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("matched")
      json.array(matched) { json, match in match.write(to: &json) }
      json.key("tickets_without_outage")
      json.array(ticketsWithoutOutage) { json, entry in
        json.object { json in
          json.member("ticket", entry.ticket.id)
          json.member("component", entry.ticket.component)
          json.member("reason", ifAny: entry.reason?.rawValue)
        }
      }
      json.key("outages_without_ticket")
      json.array(outagesWithoutTicket) { json, outage in
        json.object { json in
          json.member("outage", outage.id)
          json.member("component", outage.component)
        }
      }
      json.key("in_maintenance")
      json.array(inMaintenance) { json, entry in
        json.object { json in
          json.member("outage", entry.outage.id)
          json.member("ticket", entry.ticket?.id)
        }
      }
      json.key("late_claims")
      json.array(lateClaims) { json, claim in
        json.object { json in
          json.member("ticket", claim.ticket)
          json.member("component", claim.component)
        }
      }
      json.key("response_times")
      json.array(responseTimes) { json, times in times.write(to: &json) }
    }
    json.write("\n")
    return json.bytes
  }
}

extension IncidentReconciliation.Match {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("ticket", ticket.id)
      json.member("outage", outage)
      json.member("start_difference_seconds", plain: startDifferenceSeconds)
      json.member("decided_from", decidedFrom.description)
      json.member("decided_to", decidedTo?.description)
    }
  }
}

extension ResponseTimes {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("priority", promise.priority)
      json.member("target_minutes", String(promise.minutes))
      json.key("objective_percent")
      json.write(promise.objective)
      json.member("measured_percent", plain: measuredPercent)
      json.member("tickets", ifAny: tickets)
    }
  }
}
