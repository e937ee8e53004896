import Calendars
import Catalogue
import Invoicing
import PostgreSQL
import ServiceLevels
import Testing

@testable import TestModel

/// Reports of service levels along a history: whatever comes after one, it can be made again.
extension BilledHistory {
  struct KeptReport {
    let period: Period
    let knownAt: Instant
    let text: String
  }

  /// Takes down what is reported now of the month that was issued, and of the one before.
  mutating func keepReports() throws {
    for period in [world.period.previous, world.period] {
      let text = try report(of: period, knownAt: nil)
      let clock = Statement(name: "clock", text: "select clock_timestamp()")
      let knownAt = try metered.connection.query(clock).single(Instant.self)
      reports.append(KeptReport(period: period, knownAt: knownAt, text: text))
    }
  }

  func expectReportsAgain() throws {
    for kept in reports {
      let again = try report(of: kept.period, knownAt: kept.knownAt)
      #expect(again == kept.text, "\(place), \(kept.period) as of \(kept.knownAt)")
    }
  }

  private func report(of period: Period, knownAt: Instant?) throws -> String {
    let store = DocumentStore(metered.connection)
    let directory = try knownAt.map(store.directory(asOf:)) ?? store.directory()
    var report = try ServiceLevelReport(
      metered.connection, directory: directory, period: period,
      organisations: directory.organisations.keys.sorted(), knownAt: knownAt)
    try ReportedCredits(metered.connection, directory: directory)
      .add(to: &report, knownAt: knownAt, now: world.now)
    return String(decoding: report.json, as: UTF8.self)
  }
}
