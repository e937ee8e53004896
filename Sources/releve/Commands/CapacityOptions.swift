import ArgumentParser
import Calendars
import Capacity
import Catalogue
import PostgreSQL

/// A tenant's report on capacity, and how it is told: to whom, in which language and zone.
struct CapacityView {
  let report: CapacityReport
  /// nil where nobody holds the tenant any more.
  let organisation: Organisation?
  let language: Language
  let zone: Zone
}

/// Whose capacity, and in which language.
struct CapacityOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this tenant; default all.", valueName: "name"))
  var tenant: String?
  @Option(help: "fr or en; default the organisation's.") var language: Language?

  func validate() throws {
    if tenant?.isEmpty ?? false { throw ValidationError("--tenant is empty") }
  }

  /// Of each tenant its last snapshot, by name. Times are in the zone of the customer's contract.
  func views(_ connection: Connection) throws -> [CapacityView] {
    let directory = try DocumentStore(connection).directory()
    let tenancies = Tenancies(directory)
    let histories = try FillHistories(connection).all(of: tenant)
    return try InventoryStore(connection).estates(of: tenant, directory).map { estate in
      let name = tenancies.organisation(of: estate.tenant, at: estate.takenAt)
      let organisation = name.flatMap { directory.organisations[$0] }
      var report = CapacityReport(estate)
      report.forecasts = (histories[estate.tenant] ?? []).map {
        FillForecast($0, on: Zone.default.date(of: estate.takenAt))
      }
      report.reserved = try ReservedUse(estate, directory: directory)
      return CapacityView(
        report: report, organisation: organisation,
        language: language ?? organisation?.language ?? .english,
        zone: name.flatMap { directory.contracts(of: $0).last?.zone } ?? .default)
    }
  }
}
