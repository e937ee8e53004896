import ArgumentParser
import Calendars
import Capacity
import Reports

/// `releve capacity forecast`
struct CapacityForecastCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Tells when pools and storage repositories are full, if they grow as they did.",
    discussion: """
      From the snapshots of the 90 days before the last one: the median of the slopes between \
      every two days (Theil and Sen), which single odd days do not move, and the range in which \
      the slope lies in 90 of 100 cases (Sen 1968). Of a pool it is the memory of running \
      machines against that of connected hosts. Nothing is foretold of fewer than 14 days with \
      data, nor further than two years. `outcome` is days, full, not_foreseen or \
      too_little_data. Where something is full, or likely to be within 30 days, the exit code is 3.

      Examples:
        releve capacity forecast
        releve capacity forecast --tenant acme-prod --format csv
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption
  @Option(help: ArgumentHelp("Only this tenant; default all.", valueName: "name"))
  var tenant: String?

  func run() throws {
    let all = try FillHistories(database.connect()).all(of: tenant)
    if let tenant, all.isEmpty { throw InventoryError.noSnapshot(tenant: tenant) }
    let today = Zone.default.date(of: Clock.now)
    let forecasts = all.sorted { $0.key < $1.key }.flatMap { tenant, histories in
      histories.map { (tenant, FillForecast($0, on: today)) }
    }
    Console.output(try OutlookListing.forecasts(forecasts).text(format.resolved))
    if forecasts.isEmpty { console.info("no snapshot has measured anything") }
    if forecasts.contains(where: \.1.isSoon) { throw ExitStatus.needsPerson }
  }
}
