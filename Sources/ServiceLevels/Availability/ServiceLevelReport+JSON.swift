import Calendars
import Catalogue
import Decimals
import Documents

extension ServiceLevelReport {
  /// The report as JSON, with a newline at its end.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("period", period.description)
      json.key("results")
      json.array(results) { json, result in result.write(to: &json) }
    }
    json.write("\n")
    return json.bytes
  }
}

extension CommitmentResult {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("service_level", coverage.serviceLevel)
      json.member("organisation", coverage.organisation)
      json.member("measurable", worst != nil)
      json.member("availability", plain: worst?.figures.percent)
      json.key("target")
      json.write(coverage.commitment.target)
      json.member("met", isMet)
      json.key("credit_percent")
      json.write(credit.percent)
      json.key("credit_amount")
      json.write(credit.amount)
      json.member("claim_deadline", credit.deadline?.description)
      json.key("claims")
      json.array(credit.claims) { json, claim in json.write(text: claim.utf8) }
      json.key("components")
      json.array(components) { json, component in component.write(to: &json) }
    }
  }
}

extension ComponentAvailability {
  fileprivate func write(to json: inout JSONWriter) {
    let time = availability.time
    json.object { json in
      json.member("component", component)
      json.member("measurable", availability.figure != nil)
      json.member("period_seconds", plain: periodSeconds)
      json.member("up_seconds", plain: time.up)
      json.member("down_seconds", plain: time.down)
      json.member("maintenance_down_seconds", plain: time.maintenanceDown)
      json.member("maintenance_up_seconds", plain: time.maintenanceUp)
      json.member("unknown_seconds", plain: time.unknown)
      json.member("availability", plain: figures.percent)
      json.member("availability_including_maintenance", plain: figures.percentIncludingMaintenance)
      json.member("availability_excluding_maintenance", plain: figures.percentExcludingMaintenance)
      json.key("outages")
      json.array(outages) { json, outage in outage.write(to: &json) }
    }
  }
}

extension DecidedOutage {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("from", from.description)
      json.member("to", to?.description)
      json.member("counted_seconds", plain: countedSeconds)
      json.member("reason", reason)
      json.key("tickets")
      json.array(tickets) { json, ticket in json.write(text: ticket.utf8) }
    }
  }
}

extension JSONWriter {
  /// Writes a member that is true, false or null.
  fileprivate mutating func member(_ key: StaticString, _ flag: Bool?) {
    self.key(key)
    write(flag.map { $0 ? "true" : "false" } ?? "null")
  }
}
