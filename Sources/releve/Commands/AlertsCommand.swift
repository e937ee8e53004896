import ArgumentParser
import Calendars
import Operations
import Reports

/// `releve alerts`
struct AlertsCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Lists what a person should know of; the exit code is 3 where there is something.",
    discussion: """
      As it stands on a day, by default now; with --date at the end of that day, as the night of \
      that date sees it. By kind:

      quarantine (warning): open entries, by reason, and how many are new since the last night.
      billing_obstacle (critical): a contract whose month ended its grace days ago cannot be \
      billed; one on hold is no alert.
      source_silent (warning): a source has had no event for longer than a day, than three times \
      the median gap between the hours in which it had events, and than any such gap, of the four \
      weeks before. Sources with fewer than five such hours are not regular; after four weeks \
      of silence a source has been taken out of use.
      sla_budget_50 (info), sla_budget_80 (warning), sla_budget_100 (critical): that many percent \
      of the downtime that a commitment allows in the month are spent by now.
      claim_lapsing (warning): nobody has decided a claim, and its deadline is today or within 3 \
      days.
      commitment_ending (info): a commitment ends within 60 days.
      usage_unusual (info): on the day before, a tenant used of a product more than twice the \
      most, or less than half the least, of the same weekday of the four weeks before, of which \
      three at least must have usage. Not for products that are metered by their largest or last \
      value or a percentile, and not where nothing was used.
      capacity_critical (critical): a critical finding of a tenant's last inventory, as \
      `releve capacity report` tells it.
      capacity_full_soon (warning): a pool or repository is full, or within 30 days.
      inventory_stale (warning): a tenant's last inventory is older than two days, or lacks parts \
      that earlier ones had.
      inventory_unbilled (warning): something of an inventory is in no rule of an InventoryMap.

      `releve nightly` sends those that are new to the webhook at $RELEVE_WEBHOOK_URL.

      Examples:
        releve alerts
        releve alerts --date 2026-11-06 --format json
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption
  @Option(help: "The day as of whose end they are listed, YYYY-MM-DD; default now.")
  var date: LocalDate?

  func run() throws {
    let night = date.map(Night.init(pinnedTo:)) ?? Night(now: Clock.now)
    let alerts = try OpenAlerts(night, database.connect()).all()
    switch format.resolved {
    case .table: Console.output(AlertText.text(alerts, width: Console.outputWidth))
    case let format: Console.output(try AlertText.listing(alerts).text(format))
    }
    if alerts.isEmpty { console.info("no alert is open") } else { throw ExitStatus.needsPerson }
  }
}
