import Calendars
import Catalogue
import Reports
import ServiceLevels
import TestInvoices
import TestSupport
import Testing

/// The month of service levels as an HTML page.
@Suite struct ServiceLevelPageTests {
  private func page(_ language: Language, _ windows: [MaintenanceWindow]) throws -> ParsedPage {
    let sample = try SampleServiceLevels()
    let report = try ServiceLevelReport(
      period: sample.report.period,
      sample.report.results.map { ($0.coverage, $0.components) }, windows: windows)
    return try ParsedPage(
      ServiceLevelPage(
        report, organisations: sample.directory.organisations, in: language
      ).html())
  }

  private func window(
    _ component: String, _ from: String, _ to: String? = nil
  ) throws -> MaintenanceWindow {
    MaintenanceWindow(
      component: component, from: try #require(Instant(rfc3339: from)),
      to: try to.map { try #require(Instant(rfc3339: $0)) })
  }

  private func calendars(_ page: ParsedPage) -> Int {
    page.elements.count { $0.attributes["class"]?.contains("calendar") ?? false }
  }

  /// The cells of days with a colour: what they say, and the colour.
  private func days(_ page: ParsedPage, _ colour: String) -> [String] {
    page.elements("td").filter { $0.attributes["class"] == colour }.map(\.text)
  }

  @Test func `announced maintenance stands in the calendar, day by day, beside what was down`()
    throws
  {
    let page = try page(
      .english,
      [
        window("fr1/az05", "2026-10-14T20:00:00Z", "2026-10-15T02:00:00Z"),
        window("fr1/az05/compute/clu-001", "2026-10-04T03:00:00Z", "2026-10-04T04:00:00Z"),
        // In two zones at once; what is open ends with the month, which ends in winter time.
        window("fr1/az06", "2026-10-14T21:00:00Z", "2026-10-14T22:00:00Z"),
        window("fr1/az06", "2026-10-31T22:30:00Z"),
      ])
    #expect(page.faults == [])
    #expect(days(page, "down").first == "421 min 30 s1 h of maintenance")
    #expect(
      days(page, "apart") == [
        "142 h of maintenance", "154 h of maintenance", "3130 min of maintenance",
      ])
    #expect(page.text().contains("Downtime and announced maintenance by day"))
  }

  @Test func `maintenance of others, and of other months, is not shown`() throws {
    let page = try page(
      .french,
      [
        window("fr1/az0", "2026-10-14T20:00:00Z", "2026-10-15T02:00:00Z"),
        window("fr2", "2026-10-14T20:00:00Z", "2026-10-15T02:00:00Z"),
        window("fr1/az05", "2026-09-30T20:00:00Z", "2026-09-30T22:00:00Z"),
        window("fr1/az05", "2026-10-31T23:00:00Z"),
      ])
    #expect(days(page, "apart") == [] && !page.text().contains("de maintenance"))
    #expect(calendars(page) == 1)
  }

  @Test func `a commitment without outages has a calendar where maintenance was announced`() throws
  {
    let page = try page(
      .french, [window("fr1/internet", "2026-10-07T20:00:00Z", "2026-10-07T21:15:00Z")])
    #expect(calendars(page) == 2)
    #expect(days(page, "apart") == ["71 h 15 min de maintenance"])
  }
}
