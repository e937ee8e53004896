import Calendars
import Catalogue
import Decimals
import Invoicing
import ServiceLevels

extension CreditedAmount {
  var report: ReportValue {
    .object([
      "from": .text("service_credit"), "service_level": .text(serviceLevel),
      "percent": .optional(percent, \.report), "percent_now": .text(percentNow.plain),
      "lines": .list(lines, \.report), "lines_sum": .text(linesSum.description),
      "base": .optional(base, \.report),
      "capped": .list(capped) { credit in
        .object([
          "service_level": .text(credit.serviceLevel), "percent": .text(credit.percent.plain),
          "amount": .text(credit.amount.description), "this_line": .flag(credit.isThisLine),
        ])
      },
      "amount": amount.moneyReport, "availability": .optional(availability, \.report),
      "claims": .list(claims, \.report),
    ])
  }
}

extension CreditedAvailability {
  fileprivate var report: ReportValue {
    let commitment = result.coverage.commitment
    let time = result.worst?.availability.time
    return .object([
      "target": .text(commitment.target.description),
      "maintenance": .text(commitment.maintenance.rawValue),
      "services": .list(commitment.services) { .text($0) },
      "met": .optional(result.isMet) { .flag($0) },
      "availability": .text(result.worst?.figures.percent?.plain),
      "component": .text(result.worst?.component),
      "zones": .list(result.zones) { .text($0) },
      "minimum_zones": .integer(commitment.minimumZones),
      "band": .optional(band) { band in
        .object([
          "below": .text(band.below.description), "percent": .text(band.percent.description),
        ])
      },
      "cap_percent": .text(commitment.credits?.cap?.description),
      "claim_deadline": .text(result.credit.deadline?.description),
      "up_seconds": .text(time?.up.plain), "down_seconds": .text(time?.down.plain),
      "maintenance_down_seconds": .text(time?.maintenanceDown.plain),
      "maintenance_up_seconds": .text(time?.maintenanceUp.plain),
      "unknown_seconds": .text(time?.unknown.plain),
      "period_seconds": .optional(classes, \.report),
      "counted_seconds": .optional(counted, \.report), "outages": .list(outages, \.report),
    ])
  }
}

extension CreditedAvailability.Outage {
  fileprivate var report: ReportValue {
    .object([
      "outage": .text(outage.id), "sampled": .flag(outage.isSampled),
      "from": .text(outage.from.description), "to": .text(outage.to?.description),
      "recorded_from": .text(outage.recordedFrom.description),
      "impact": .text(outage.impact.plain),
      "counted_seconds": .text(outage.countedSeconds.plain), "reason": .text(outage.reason),
      "tickets": .list(outage.tickets) { .text($0) }, "record": .optional(source, \.report),
    ])
  }
}

extension ExplainedClaim {
  fileprivate var report: ReportValue {
    .object([
      "ticket": .text(ticket), "component": .text(component),
      "opened_at": .text(openedAt.description), "late": .flag(isLate),
      "decision": .optional(decision) { decision in
        .object([
          "accepted": .flag(decision.isAccepted), "reason": .text(decision.reason),
          "decided_at": .text(decision.decidedAt.description),
        ])
      },
      "record": .optional(source, \.report),
    ])
  }
}

extension RecordSource {
  fileprivate var report: ReportValue {
    .object([
      "file": .text(file), "line": .integer(line), "version": .integer(version),
      "known_at": .text(knownAt.description),
    ])
  }
}

extension ServiceCredits {
  fileprivate var cap: DecimalNumber? {
    if case .pointGap(let cap) = self { cap } else { nil }
  }
}
