import Calendars
import Capacity
import Catalogue
import Reports
import TestSupport
import Testing

/// The report on the demonstration's estate, in every format, as it is kept in `Tests/Golden`.
@Suite struct EstateReportTests {
  private let fixture: EstateFixture
  private let report: CapacityReport

  init() throws {
    fixture = try EstateFixture()
    report = try fixture.report()
  }

  @Test(arguments: Language.allCases)
  func `as text`(language: Language) throws {
    let text = CapacityText(
      report, organisation: fixture.organisation, in: language, zone: .default, width: 100
    ).text()
    try GoldenFile(name: "capacity-\(language.rawValue).txt").expect(text)
  }

  @Test(arguments: Language.allCases)
  func `as a page, which stands alone`(language: Language) throws {
    let page = try CapacityPage(
      report, organisation: fixture.organisation, in: language, zone: .default
    ).html()
    #expect(try ParsedPage(page).faults == [])
    try GoldenFile(name: "capacity-\(language.rawValue).html").expect(page)
  }

  @Test func `as JSON`() throws {
    let json = CapacityJSON(report, in: .english, zone: .default)
    try GoldenFile(name: "capacity.json").expect(try JSONText.text(json.value, pretty: true))
  }

  @Test func `findings as CSV`() throws {
    let listing = FindingListing.listing([(report, .french, .default)])
    try GoldenFile(name: "capacity-findings.csv").expect(try listing.text(.csv))
  }

  @Test(arguments: Language.allCases)
  func `policies and replicas with the console's columns`(language: Language) throws {
    let listing = PolicyListing([report], in: language, zone: .default, format: .csv)
    try GoldenFile(name: "capacity-policies-\(language.rawValue).csv").expect(
      try [listing.replicationPolicies, listing.replicas, listing.backupPolicies]
        .map { try $0.text(.csv) }.joined(separator: "\n"))
  }
}
