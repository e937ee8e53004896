public import Calendars
import Catalogue
public import PostgreSQL
import SQL

/// The metered usage that is kept (`usage_daily`, `usage_carried`): what the events say, by resource
/// and local day, so that a month's usage need not be computed from its events each time.
///
/// It is derived: dropped and made anew it is the same, to the bit. Only the days are metered whose
/// events have changed, and for a level the next day on which its resource has events.
public struct Rollup {
  let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Meters what has changed since: new events, voids, documents. `progress` is called before each
  /// month that is worked on, with how many of how many are done.
  ///
  /// Each month is a transaction of its own, under a lock: killed anywhere and run again, what was
  /// done is not done again.
  public func update(
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  )
    throws
  {
    let isCurrent = try connection.query(.named("metering_is_current")).single(Bool.self)
    guard !isCurrent else { return }
    try locked {
      try adoptDocuments()
      try connection.execute(.named("meter_queue_voids"))
    }
    let months = try connection.query(.named("meter_queue_months")).decode(LocalDate.self)
    for (done, month) in months.enumerated() {
      try progress(Period(containing: month), done, months.count)
      _ = try connection.query(.named("events_summarise"), month)
      try locked { try meter(Period(containing: month)) }
    }
  }

  /// Drops all that is metered and meters everything anew.
  public func rebuild(
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws {
    try locked {
      try connection.execute(.named("usage_daily_clear"))
      try connection.execute(.named("usage_carried_clear"))
      try connection.execute(.named("meter_queue_clear"))
      try connection.execute(.named("meter_queue_all"))
    }
    try update(progress: progress)
  }

  /// Runs a transaction that nobody else meters beside. What the work leads to depends on what is
  /// stored alone: where the answer to its COMMIT was lost, it is done again.
  private func locked(_ work: () throws -> Void) throws {
    try connection.transaction(askingAfterLoss: { Void?.none }) {
      _ = try connection.query(.named("meter_lock"))
      try work()
    }
  }

  /// Meters what is queued of a UTC month.
  private func meter(_ month: Period) throws {
    let queued = try connection.query(
      .named("meter_queue_take"), month.firstDay, month.firstDayAfter
    ).decode([LocalDate].self, [Int32].self, [Int32].self, [Int32].self, [UInt128].self).first
    guard let (days, ingestions, tenants, products, identities) = queued else { return }
    try prepare()
    let touched = Self.ranges(of: days)
    try fillTerms(around: touched)
    try connection.execute(
      .named("metering_touch"), touched.map(\.from), touched.map(\.to), ingestions, tenants,
      products, identities)
    try connection.execute(.named("metering_slice_analyse"))
    try connection.execute(.named("metering_follow"))
    let ranges = try connection.query(.named("metering_ranges"))
      .decode(Instant.self, Instant.self).compactMap { TimeSpan(from: $0, to: $1) }
    try fillTerms(around: ranges)
    try connection.execute(.named("metering_forget"))
    try meter(ranges)
  }

  private func prepare() throws {
    for statement: Statement in [
      .named("metering_memory"), .named("metering_without_compiling"),
      .named("metering_by_hashing"), .named("metering_in_order"),
      .named("metering_in_order_of_subqueries"), .named("metering_term_table"),
      .named("metering_sku_table"), .named("metering_sku_analyse"), .named("metering_slice_table"),
      .named("metering_level_table"), .named("metering_event_function"),
    ] {
      try connection.execute(statement)
    }
  }

  /// Meters the days in `metering_slice` from the events of the ranges, kind by kind.
  private func meter(_ ranges: [TimeSpan]) throws {
    let kinds = try connection.query(.named("metering_kinds")).decode(String.self, String?.self)
    let (from, to) = (ranges.map(\.from), ranges.map(\.to))
    if kinds.contains(where: { ["sum", "count", "max", "unique"].contains($0.0) }) {
      try connection.execute(.named("metering_sums"), from, to)
    }
    if kinds.contains(where: { $0.0 == "percentile" }) {
      try connection.execute(.named("metering_windows"), from, to)
    }
    if kinds.contains(where: { $0.0 == "last" || $0.0 == "time_weighted" && $0.1 != "hour" }) {
      try connection.execute(.named("metering_levels"), from, to)
    }
    if kinds.contains(where: { $0.1 == "hour" }) {
      try connection.execute(.named("metering_hours"), from, to)
    }
    try connection.execute(.named("metering_level_analyse"))
    try connection.execute(.named("metering_days"))
    try connection.execute(.named("metering_carry"))
  }

  /// Has the tenants' terms at hand that touch the ranges, with the local days around them.
  private func fillTerms(around ranges: [TimeSpan]) throws {
    guard let first = ranges.first, let last = ranges.last else { return }
    try connection.execute(.named("metering_terms_clear"))
    for name in try connection.query(.named("metering_zone_names")).decode(String.self) {
      guard let zone = Zone(name) else { throw RollupError.unknownZone(name) }
      let days = ZoneDays(zone, around: ranges)
      try connection.execute(
        .named("metering_terms_add"), name, first.from, last.to, days.starts, days.hourStarts,
        days.days, days.months)
    }
    try connection.execute(.named("metering_terms_analyse"))
  }

  /// UTC days as ranges of time; days that follow each other are one.
  private static func ranges(of days: [LocalDate]) -> [TimeSpan] {
    var ranges: [TimeSpan] = []
    for day in days.sorted() {
      let (from, to) = (Zone.utc.start(of: day), Zone.utc.start(of: day.adding(days: 1)))
      if let last = ranges.last, last.to == from {
        ranges[ranges.count - 1] = TimeSpan(from: last.from, to: to) ?? last
      } else if let range = TimeSpan(from: from, to: to) {
        ranges.append(range)
      }
    }
    return ranges
  }
}
