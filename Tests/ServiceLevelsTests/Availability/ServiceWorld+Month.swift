import Calendars
import Catalogue
import Decimals
import ServiceLevels
import Testing

extension ServiceWorld {
  /// What is known at a time of October, or all.
  func report(
    of organisations: [String] = ["acme"], period: String = "2026-10", known: String? = nil
  ) throws -> ServiceLevelReport {
    try ServiceLevelReport(
      connection, directory: DocumentStore(connection).directory(),
      period: try #require(Period(period)), organisations: organisations,
      knownAt: try known.map(Self.time))
  }

  /// A component's month under the commitment `included` or `excluded`; its classes add up.
  func month(
    _ commitment: String = "included", of organisation: String = "acme",
    component: String = ServiceWorld.cluster, period: String = "2026-10", known: String? = nil
  ) throws -> ComponentAvailability {
    let report = try report(of: [organisation], period: period, known: known)
    let result = try #require(report.results.first { $0.coverage.commitment.id == commitment })
    let month = try #require(result.components.first { $0.component == component })
    let time = month.availability.time
    #expect(
      try time.up + time.down + time.maintenanceDown + time.maintenanceUp + time.unknown
        == month.periodSeconds)
    let counted = try month.outages.reduce(DecimalNumber.zero) { try $0 + $1.countedSeconds }
    #expect(
      try counted == (commitment == "included" ? time.down + time.maintenanceDown : time.down))
    return month
  }
}

extension ComponentAvailability {
  /// `down`, `down of all maintenance` and `unknown` in seconds, such as `1290 0/7200 0`.
  var classes: String {
    get throws {
      let time = availability.time
      let maintenance = try time.maintenanceDown + time.maintenanceUp
      return "\(time.down.plain) \(time.maintenanceDown.plain)/\(maintenance.plain)"
        + " \(time.unknown.plain)"
    }
  }

  /// Both figures, as they are printed.
  var percentages: String {
    [figures.percentIncludingMaintenance, figures.percentExcludingMaintenance]
      .map { $0?.plain ?? "-" }.joined(separator: " ")
  }

  /// A line for each outage, such as `04T01:10:00Z 04T01:31:30Z 1290 - INC-1`.
  var told: [String] {
    outages.map { outage in
      let times = [outage.from, outage.to].map { time in
        time.map { "\($0)".replacing("2026-10-", with: "") } ?? "open"
      }
      return
        (times + [outage.countedSeconds.plain, outage.reason ?? "-"] + outage.tickets)
        .joined(separator: " ")
    }
  }
}
