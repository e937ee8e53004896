public import Calendars
public import Capacity
public import Catalogue

/// The findings of reports as rows, for spreadsheets and programs.
public enum FindingListing {
  /// Of each report its messages in a language, and times in them in a zone.
  public static func listing(
    _ reports: [(report: CapacityReport, language: Language, zone: Zone)]
  ) -> Listing {
    var listing = Listing([
      "tenant", "taken_at", "severity", "code", "rule", "kind", "id", "name", "message",
    ])
    for (report, language, zone) in reports {
      let words = CapacityWords(language: language, zone: zone)
      for finding in report.findings {
        listing.add(
          [
            report.tenant, report.takenAt.description, finding.severity.rawValue,
            finding.code.rawValue, finding.rule, finding.subject.kind.rawValue,
            finding.subject.id, finding.subject.name, words.message(finding),
          ].map { .text($0) })
      }
    }
    return listing
  }
}
