public import Calendars
public import Capacity
public import Catalogue

/// The findings of a report as rows, for spreadsheets and programs.
public enum FindingListing {
  /// Messages are in a language, and times in them in a zone.
  public static func listing(
    _ report: CapacityReport, in language: Language, zone: Zone
  ) -> Listing {
    let words = CapacityWords(language: language, zone: zone)
    var listing = Listing([
      "tenant", "taken_at", "severity", "code", "rule", "kind", "id", "name", "message",
    ])
    for finding in report.findings {
      listing.add([
        .text(report.tenant), .text(report.takenAt.description),
        .text(finding.severity.rawValue), .text(finding.code.rawValue), .text(finding.rule),
        .text(finding.subject.kind.rawValue), .text(finding.subject.id),
        .text(finding.subject.name), .text(words.message(finding)),
      ])
    }
    return listing
  }
}
