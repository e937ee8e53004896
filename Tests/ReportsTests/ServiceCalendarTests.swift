import Calendars
import Catalogue
import Decimals
import ServiceLevels
import TestInvoices
import Testing

@testable import Reports

/// The days of a month with what happened on each.
@Suite struct ServiceCalendarTests {
  private func span(_ from: String, _ to: String) throws -> TimeSpan {
    let from = try #require(Instant(rfc3339: from))
    let to = try #require(Instant(rfc3339: to))
    return try #require(TimeSpan(from: from, to: to))
  }

  /// An outage that counts, or that does not.
  private func outage(
    _ from: String, _ to: String?, counts: Bool = true, isInMaintenance: Bool = false
  ) throws -> DecidedOutage {
    let from = try #require(Instant(rfc3339: from))
    return DecidedOutage(
      id: "o", isSampled: false, from: from, to: to.flatMap { Instant(rfc3339: $0) },
      recordedFrom: from, impact: .one, countedSeconds: counts ? .one : .zero, reasons: [],
      isInMaintenance: isInMaintenance, tickets: [])
  }

  /// Of a month in Paris, of one component for each list of outages.
  private func calendar(
    _ month: String, _ outages: [DecidedOutage]..., windows: [TimeSpan] = []
  ) throws -> ServiceCalendar {
    let period = try #require(Period(month))
    let coverages = ServiceCoverage.all(
      of: ["atelier-lumiere"], in: period, directory: try SampleServiceLevels().directory)
    let coverage = try #require(coverages.first)
    let availability = Availability(
      of: ComponentHistory(
        period: Zone.default.span(of: period), outages: [], maintenance: [], unknown: []),
      policy: coverage.commitment.policy)
    let figures = try AvailabilityFigures(availability)
    let components = outages.enumerated().map { index, outages in
      ComponentAvailability(
        component: "fr1/az05/compute/c\(index)", periodSeconds: .one, figures: figures,
        outages: outages)
    }
    return ServiceCalendar(try CommitmentResult(coverage, components), windows: windows)
  }

  /// `25: 0.0...0.5 45000 s` for each day on which something was down, or in maintenance.
  private func down(_ calendar: ServiceCalendar) -> [String] {
    calendar.days.filter { !$0.down.isEmpty }.map { day in
      "\(day.date.day): \(day.down.map { "\($0)" }.joined(separator: ", "))"
        + " \(day.downSeconds.plain) s"
    }
  }

  private func maintained(_ calendar: ServiceCalendar) -> [String] {
    calendar.days.filter { !$0.maintenance.isEmpty }
      .map { "\($0.date.day): \($0.maintenance[0]) \($0.maintenanceSeconds.plain) s" }
  }

  @Test func `the day on which the clock goes forward has 23 hours`() throws {
    let calendar = try calendar(
      "2026-03", [try outage("2026-03-27T23:00:00Z", "2026-03-30T10:00:00Z")])
    #expect(calendar.days.count == 31)
    #expect(
      down(calendar) == ["28: 0.0...1.0 86400 s", "29: 0.0...1.0 82800 s", "30: 0.0...0.5 43200 s"])
    // 11:30 of 23 hours is half of them.
    let half = try self.calendar(
      "2026-03", [try outage("2026-03-29T10:30:00Z", "2026-03-29T22:00:00Z")])
    #expect(down(half) == ["29: 0.5...1.0 41400 s"])
  }

  @Test func `the day on which the clock goes back has 25 hours`() throws {
    let calendar = try calendar(
      "2026-10", [try outage("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")])
    #expect(down(calendar) == ["25: 0.0...1.0 90000 s"])
    // The hour that comes twice counts twice.
    let twice = try self.calendar(
      "2026-10", [try outage("2026-10-25T00:00:00Z", "2026-10-25T02:30:00Z")])
    #expect(down(twice) == ["25: 0.08...0.18 9000 s"])
  }

  @Test func `outages of several components count once, and what lies outside the month does not`()
    throws
  {
    let calendar = try calendar(
      "2026-10",
      [
        try outage("2026-09-30T10:00:00Z", "2026-10-01T04:00:00Z"),
        try outage("2026-10-31T17:00:00Z", nil),
      ],
      [
        try outage("2026-10-01T03:00:00Z", "2026-10-01T10:00:00Z"),
        try outage("2026-10-01T16:00:00Z", "2026-10-01T22:00:00Z"),
      ])
    #expect(down(calendar) == ["1: 0.0...0.5, 0.75...1.0 64800 s", "31: 0.75...1.0 21600 s"])
  }

  @Test func `what does not count is maintenance where it lies in a window, and else not shown`()
    throws
  {
    let calendar = try calendar(
      "2026-10",
      [
        try outage(
          "2026-10-04T22:00:00Z", "2026-10-05T04:00:00Z", counts: false, isInMaintenance: true),
        try outage("2026-10-06T22:00:00Z", "2026-10-07T04:00:00Z", counts: false),
      ], windows: [try span("2026-10-05T04:00:00Z", "2026-10-05T10:00:00Z")])
    #expect(down(calendar) == [])
    #expect(maintained(calendar) == ["5: 0.0...0.5 43200 s"])
  }
}
