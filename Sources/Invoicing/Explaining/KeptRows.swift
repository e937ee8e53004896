import Calendars
import Catalogue
import Decimals
import PostgreSQL
import SQL

/// The days and levels that metering keeps of a tenant and a SKU in a month.
struct KeptRows {
  let connection: Connection
  let tenantID: Int32
  let skuID: Int32
  let product: Product
  let month: Period
  let zone: Zone
  /// What contract and tenancy cover of the month.
  let covered: [TimeSpan]

  /// What a part of the month adds up to, and what `scope` asks for of it.
  func usage(_ part: LineParts.Part, scope: ExplanationScope) throws -> StretchedUsage {
    var whole = try collect(part, scope)
    if let resource = scope.resource, whole.usage.resourceCount == 0 {
      throw ExplainError.unknownResource(
        resource, nearest: NearestNames.of(resource, among: whole.names))
    }
    guard let day = scope.day else { return whole.usage }
    let total = whole.usage.total
    whole = try collect(LineParts.Part(from: day, to: day.adding(days: 1)), scope)
    var usage = whole.usage
    usage.total = total
    usage.addsUp = product.stretchRule == .sum
    return usage
  }

  private func collect(
    _ part: LineParts.Part, _ scope: ExplanationScope
  ) throws -> StretchCollector {
    var collector = StretchCollector(
      product.stretchRule, resource: scope.resource, rowsMax: scope.rowsMax)
    let (step, isInHours) = steps
    try connection.stream(
      .named("explain_stretches"), tenantID, skuID, covered.map(\.from), covered.map(\.to),
      zone.dayBoundaries(of: month), step, isInHours, zone.start(of: part.from),
      zone.start(of: part.to), part.from, part.to
    ) { rows in
      let row = try rows.single(
        String.self, Instant.self, Instant.self, Bool.self, Int64.self, DecimalNumber?.self,
        DecimalNumber?.self, DecimalNumber.self)
      try collector.add(
        Stretch(
          resource: row.0, from: row.1, to: row.2, isCarried: row.3, events: row.4,
          level: step == nil ? nil : row.5, steps: row.6, value: row.7))
    }
    try collector.finish()
    return collector
  }

  /// What each local day of a part adds, over all resources or of one.
  func days(_ part: LineParts.Part, resource: String?) throws -> [DayUsage] {
    let (step, isInHours) = steps
    return try connection.query(
      .named("explain_days"), tenantID, skuID, covered.map(\.from), covered.map(\.to),
      zone.dayBoundaries(of: month), step, isInHours, zone.start(of: part.from),
      zone.start(of: part.to), part.from, part.to, resource
    ).decode(LocalDate.self, Int64.self, Int64.self, DecimalNumber.self)
      .map { DayUsage(day: $0.0, resources: $0.1, events: $0.2, value: $0.3) }
  }

  /// Of levels the step, and whether they are counted in unit-hours.
  private var steps: (step: String?, isInHours: Bool) {
    guard case .timeWeighted(let step, let result) = product.meter else { return (nil, false) }
    return (step.rawValue, result == .unitHours)
  }

  /// The instants whose events belong to some local days: where steps are hours, a day begins with
  /// the month's first full hour in it.
  func span(of part: LineParts.Part) -> (from: Instant, to: Instant) {
    let (from, to) = (zone.start(of: part.from), zone.start(of: part.to))
    guard case .timeWeighted(.hour, _) = product.meter else { return (from, to) }
    let month = zone.span(of: month)
    let hour = Instant.microsecondsPerHour
    let fullHour = { (instant: Instant) in
      let hours = (instant.microseconds - month.from.microseconds + hour - 1) / hour
      return month.from.adding(microseconds: hours * hour)
    }
    return (fullHour(from), to == month.to ? to : fullHour(to))
  }

  /// How a percentile comes about, and its quantity in billed units.
  ///
  /// `contractSpan` is what the contract covers of the month: up to `now` its windows without a
  /// sample may count.
  func percentile(
    contractSpan: TimeSpan?, now: Instant, rowsMax: Int, resource: String?
  ) throws -> (ExplainedPercentile?, DecimalNumber) {
    guard case .percentile(let percent, let seconds, let missing) = product.meter else {
      return (nil, .zero)
    }
    let start = zone.start(of: month.firstDay)
    let expected =
      missing == .zero ? windows(of: contractSpan, seconds, from: start, until: now) : 0
    let found = try connection.query(
      .named("explain_percentile"), tenantID, skuID, covered.map(\.from), covered.map(\.to),
      start, month.firstDay, month.firstDayAfter, Int32(percent), expected, product.unitSize
    ).single(
      Int64.self, Int64.self, Int64.self, Int32?.self, DecimalNumber?.self, DecimalNumber?.self)
    let (means, sum) = try found.3.map { try self.means(of: $0, start) } ?? ([], .zero)
    if let resource, !means.contains(where: { $0.resource == resource }) {
      throw ExplainError.unknownResource(
        resource, nearest: NearestNames.of(resource, among: means.prefix(1000).map(\.resource)))
    }
    let span = found.3.flatMap { number in
      let length = Int64(seconds) * Instant.microsecondsPerSecond
      let from = start.adding(microseconds: Int64(number) * length)
      return TimeSpan(from: from, to: from.adding(microseconds: length))
    }
    let shown = means.filter { resource == nil || $0.resource == resource }
    return (
      ExplainedPercentile(
        percent: percent, windowSeconds: seconds, sampledWindows: found.0, windows: found.1,
        rank: found.2, window: span, means: Array(shown.prefix(rowsMax)),
        resourceCount: means.count, value: try Agreement(sum: sum, stated: found.4 ?? .zero)),
      found.5 ?? .zero
    )
  }

  /// The resources' means in a window, the largest first, and what they add up to.
  private func means(
    of number: Int32, _ start: Instant
  ) throws -> ([ExplainedPercentile.Mean], DecimalNumber) {
    let rows = try connection.query(
      .named("explain_window"), tenantID, skuID, covered.map(\.from), covered.map(\.to), start,
      number
    ).decode(String.self, DecimalNumber.self, Int64.self, DecimalNumber.self, DecimalNumber.self)
    let means = rows.map {
      ExplainedPercentile.Mean(resource: $0.0, total: $0.1, samples: $0.2, mean: $0.3)
    }
    return (means, rows.first?.4 ?? .zero)
  }

  /// How many windows a span touches, counted from the month's beginning: the first may have begun
  /// before it, and one that has not ended counts.
  private func windows(
    of span: TimeSpan?, _ seconds: Int, from start: Instant, until now: Instant
  ) -> Int64 {
    guard let span else { return 0 }
    let length = Int64(seconds) * Instant.microsecondsPerSecond
    let first = (span.from.microseconds - start.microseconds) / length
    let end = (min(span.to, now).microseconds - start.microseconds + length - 1) / length
    return max(end - first, 0)
  }
}
