import Calendars
import Catalogue
import Decimals
public import ServiceLevels

/// A report on service levels as rows, one for each component, for spreadsheets and programs.
public enum ServiceLevelListing {
  public static func listing(_ report: ServiceLevelReport) -> Listing {
    var listing = Listing([
      "organisation", "service_level", "target", "met", "component", "period_seconds",
      "up_seconds", "down_seconds", "maintenance_down_seconds", "maintenance_up_seconds",
      "unknown_seconds", "availability", "availability_including_maintenance",
      "availability_excluding_maintenance", "outages",
    ])
    for result in report.results {
      for component in result.components {
        let (figures, time) = (component.figures, component.availability.time)
        listing.add(
          [
            .text(result.coverage.organisation), .text(result.coverage.serviceLevel),
            .decimal(result.coverage.commitment.target.description),
            component.availability.isMet.map { .text($0 ? "true" : "false") } ?? .absent,
            .text(component.component),
          ]
            + [
              component.periodSeconds, time.up, time.down, time.maintenanceDown,
              time.maintenanceUp, time.unknown, figures.percent,
              figures.percentIncludingMaintenance, figures.percentExcludingMaintenance,
            ].map { $0.map { .decimal($0.plain) } ?? .absent }
            + [.integer(component.outages.count)])
      }
    }
    return listing
  }
}
