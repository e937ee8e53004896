public import Calendars
import Catalogue
public import PostgreSQL
import SQL

/// The metered usage that is kept (`usage_daily`, `usage_carried`): what the events say, by
/// resource and local day, so that a month's usage need not be computed from its events each time.
///
/// It is derived: dropped and made anew it is the same, to the bit. Only the days are metered
/// whose events have changed, and for a level the next day on which its resource has events.
public struct Rollup {
  let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// Meters what has changed since: new events, voids, documents. `progress` is called before each
  /// month that is worked on, with how many of how many are done.
  ///
  /// Each month is a transaction of its own, under a lock: killed anywhere and run again, what was
  /// done is not done again. Where documents make rows void, all is one transaction, so that nobody
  /// finds less than there is. Returns how many days of resources were metered.
  @discardableResult
  public func update(
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws -> Int {
    let hasNothing = try connection.query(.named("metering_queue_is_empty")).single(Bool.self)
    if try hasNothing && documentsAreKnown() { return 0 }
    var days = try locked {
      let hasDropped = try adoptDocuments()
      try connection.execute(.named("meter_held_release"))
      try connection.execute(.named("meter_queue_voids"))
      return hasDropped ? try meterQueued(progress) : 0
    }
    let months = try queuedMonths()
    for (done, month) in months.enumerated() {
      try progress(month, done, months.count)
      days += try locked {
        try prepare()
        return try meter(month)
      }
    }
    return days
  }

  /// How many stretches of tenants' time, mostly days, have changed and wait for an archived month
  /// to be restored.
  public func heldCount() throws -> Int64 {
    try connection.query(.named("meter_held_count")).single(Int64.self)
  }

  /// Drops all that is metered and meters everything anew, but for the days that reach into
  /// archived months: they stay. All in one transaction; returns as `update` does.
  @discardableResult
  public func rebuild(
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws -> Int {
    try update(progress: progress)
    return try locked { try meterAnew(progress) }
  }

  /// Drops all that is metered and meters it anew, within the transaction that is open.
  private func meterAnew(
    _ progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void
  ) throws -> Int {
    try connection.execute(.named("usage_daily_clear"))
    try connection.execute(.named("usage_carried_clear"))
    try connection.execute(.named("meter_queue_all"))
    return try meterQueued(progress)
  }

  /// A row of what is metered that the events do not give.
  public struct Difference: Sendable {
    /// `usage_daily` or `usage_carried`, tenant, SKU, resource and the instant it begins.
    public let place: String
    /// The rows' texts; nil where there is none.
    public let expected: String?
    public let found: String?
  }

  /// Makes all that is metered anew from the events, as `rebuild` does, in a transaction that is
  /// undone: how many rows there are, and the first that is another than the one that was made.
  public func proof(
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws -> (rows: Int64, difference: Difference?) {
    try update(progress: progress)
    do {
      return try locked {
        try connection.execute(.named("metering_keep_aside"))
        _ = try meterAnew(progress)
        throw Undone(
          proof: try connection.query(.named("metering_first_difference")).single(
            Int64.self, String?.self, String?.self, String?.self, String?.self, Instant?.self,
            String?.self, String?.self))
      }
    } catch let undone as Undone {
      let (rows, table, tenant, sku, resource, from, expected, found) = undone.proof
      let place = [table, tenant, sku, resource, from?.description].compactMap(\.self)
      guard !place.isEmpty else { return (rows, nil) }
      return (
        rows,
        Difference(place: place.joined(separator: " "), expected: expected, found: found)
      )
    }
  }

  /// Ends a transaction without keeping it.
  private struct Undone: Error {
    let proof: (Int64, String?, String?, String?, String?, Instant?, String?, String?)
  }

  /// Runs a transaction that nobody else meters beside. What the work leads to depends on what is
  /// stored alone: where the answer to its COMMIT was lost, it is done again.
  private func locked<Result>(_ work: () throws -> Result) throws -> Result {
    try connection.transaction(askingAfterLoss: { nil }) {
      _ = try connection.query(.named("meter_lock"))
      return try work()
    }
  }

  /// Meters all that is queued, within the transaction that is open.
  private func meterQueued(
    _ progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void
  ) throws -> Int {
    try prepare()
    let months = try queuedMonths()
    return try months.enumerated().reduce(0) { days, month in
      try progress(month.element, month.offset, months.count)
      return days + (try meter(month.element))
    }
  }

  private func queuedMonths() throws -> [Period] {
    try connection.query(.named("meter_queue_months")).decode(LocalDate.self)
      .map(Period.init(containing:))
  }

  /// Meters what is queued of a UTC month; returns how many days of resources that is.
  private func meter(_ month: Period) throws -> Int {
    let queued = try connection.query(
      .named("meter_queue_take"), month.firstDay, month.firstDayAfter
    ).decode(
      [LocalDate].self, [Int32].self, [Int32].self, [Int32].self, [UInt128].self, Bool.self
    ).first
    guard let (days, ingestions, tenants, products, identities, isAll) = queued else { return 0 }
    _ = try connection.query(.named("events_summarise"), month.firstDay)
    for statement: Statement in [
      .named("metering_clear"), .named("metering_skus_add"), .named("metering_day_clear"),
    ] {
      try connection.execute(statement)
    }
    let touched = Self.ranges(of: days)
    try fillTerms(around: touched)
    for range in touched {
      try connection.execute(
        .named("metering_touched"), range.from, range.to, ingestions, tenants, products,
        identities, isAll)
      try connection.execute(.named("metering_touch"))
      try connection.execute(.named("metering_touched_drop"))
    }
    try connection.execute(.named("metering_follow"))
    try connection.execute(.named("metering_hold"))
    let ranges = try connection.query(.named("metering_ranges"))
      .decode(Instant.self, Instant.self).compactMap { TimeSpan(from: $0, to: $1) }
    try fillTerms(around: ranges)
    try connection.execute(.named("metering_forget"))
    let kinds = try connection.query(.named("metering_kinds")).decode(String.self, String?.self)
    let statements = Set(kinds.map(Self.metering))
    for range in ranges { try meter(range, by: statements) }
    let metered = try connection.execute(.named("metering_days"))
    try connection.execute(.named("metering_carry"))
    return metered
  }

  /// Makes ready the transaction that is open.
  private func prepare() throws {
    for statement: Statement in [
      .named("metering_memory"), .named("metering_in_order"),
      .named("metering_in_order_of_subqueries"),
      .named("metering_not_row_by_row"), .named("metering_not_by_merging"),
      .named("metering_not_by_sorting"), .named("metering_day_table"),
    ] {
      try connection.execute(statement)
    }
  }

  /// Meters the days in `metering_slice` that lie in a range from its events.
  private func meter(_ range: TimeSpan, by statements: Set<Statement>) throws {
    for statement in statements {
      try connection.execute(statement, range.from, range.to)
      try connection.execute(.named("metering_keep"))
      try connection.execute(.named("metering_found_drop"))
    }
  }

  /// The statement that meters the days of an aggregation and step.
  private static func metering(aggregation: String, step: String?) -> Statement {
    switch (aggregation, step) {
    case ("time_weighted", "hour"): .named("metering_hours")
    case ("time_weighted", _), ("last", _): .named("metering_levels")
    case ("percentile", _): .named("metering_windows")
    default: .named("metering_sums")
    }
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
    _ = try connection.query(.named("metering_analyse"))
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
