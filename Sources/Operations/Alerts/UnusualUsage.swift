import Calendars
import Decimals
import Metering
import PostgreSQL
import SQL

/// What tenants used of a product on the day before the night's that is out of line with the same
/// weekday of the four weeks before: the statement `alert_usage_unusual` says when. A day without
/// any usage is none: it mostly has not come yet, or its source is silent.
struct UnusualUsage {
  private let night: Night
  private let connection: Connection

  init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  func open() throws -> [Alert] {
    try Rollup(connection).update()
    let day = night.date.adding(days: -1)
    let before = (1...4).map { day.adding(days: -7 * $0) }
    return try connection.query(
      .named("alert_usage_unusual"), day, before,
      Zone.utc.start(of: day.adding(days: -29)), Zone.utc.start(of: day.adding(days: 2))
    )
    .decode(String.self, String.self, Bool.self, DecimalNumber.self)
    .map { tenant, product, isMore, percent in
      Alert(
        .usageUnusual, "\(tenant)/\(product)/\(day)",
        "on \(day), \(tenant) used \(percent.plain) % of what it used of \(product) on that"
          + " weekday of the four weeks before, on average: "
          + (isMore ? "more than twice the most" : "less than half the least")
          + " of them. See `releve usage --period \(Period(containing: day)) --tenant \(tenant)"
          + " --by tenant,day`")
    }
  }
}
