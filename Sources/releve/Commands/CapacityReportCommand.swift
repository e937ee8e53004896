import ArgumentParser
import Capacity
import Reports

/// `releve capacity report`
struct CapacityReportCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Shows what there is, how full it is, and what is wrong with it.",
    discussion: """
      From each tenant's last snapshot, whose time is the report's: the same snapshot gives the \
      same report. Of each pool its class, memory against the line of 85 %, processors per thread, \
      and which machines start again when the worst host is lost; of storage what is free, the \
      IOPS it is entitled to, what snapshots of backups need; machines against their limits; \
      replication and backups against their timetables. Classes are told by the InventoryMap.

      Findings have a stable code, a severity and the rule they follow from; csv and ndjson are \
      the findings alone. Where one is critical the exit code is 3.

      Examples:
        releve capacity report
        releve capacity report --tenant acme-prod --format csv
        releve capacity report --format html --output capacity.html
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: ReportFormatOption
  @OptionGroup var output: OutputOption
  @OptionGroup var capacity: CapacityOptions

  func run() throws {
    let views = try capacity.views(database.connect())
    let format = format.resolved
    if format == .html, views.count > 1 {
      throw ValidationError(
        "html is of one tenant: name with --tenant one of"
          + " \(views.map(\.report.tenant).joined(separator: ", "))")
    }
    switch format {
    case .table: try output.write(views.map(text).joined(separator: "\n"))
    case .json:
      let reports = views.map { CapacityJSON($0.report, in: $0.language, zone: $0.zone).value }
      try output.write(try JSONText.text(ReportValue.list(reports), pretty: true))
    case .ndjson: try output.write(try findings(of: views).text(.ndjson))
    case .csv: try output.write(try findings(of: views).text(.csv))
    case .html:
      for view in views {
        try output.write(
          try CapacityPage(
            view.report, organisation: view.organisation, in: view.language, zone: view.zone
          ).html())
      }
    }
    if views.isEmpty { console.info("no tenant has a snapshot") }
    if views.contains(where: \.report.needsPerson) { throw ExitStatus.needsPerson }
  }

  private func text(_ view: CapacityView) -> String {
    CapacityText(
      view.report, organisation: view.organisation, in: view.language, zone: view.zone,
      width: Console.outputWidth
    ).text()
  }

  private func findings(of views: [CapacityView]) -> Listing {
    FindingListing.listing(views.map { ($0.report, $0.language, $0.zone) })
  }
}
