public import Calendars
import Catalogue
import Decimals
public import Invoicing
import Metering
public import PostgreSQL
import SQL

/// A month from the events that were read to the quantities that were billed: what adds up exactly,
/// every difference with a reason, and apart from it what is only odd.
public struct Reconciliation: Sendable {
  public let period: Period
  public let ingested: ReconciledIngestion
  /// By SKU, then day; only days with events.
  public let days: [ReconciledDay]
  public let quantities: [QuantityBalance]
  /// What keeps organisations from being billed.
  public let obstacles: [Obstacle]
  /// By name.
  public let sources: [SourceActivity]

  /// What does not add up; empty where all does.
  public let differences: [ReconciledDifference]

  /// Meters what has changed first, of which `progress` tells; then reads all in one snapshot.
  ///
  /// - Throws: what metering and billing do.
  public init(
    _ connection: Connection, _ period: Period, now: Instant,
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws {
    try Rollup(connection).update(progress: progress)
    let reading = try connection.transaction(.snapshot) {
      try Reading(connection, period, now: now)
    }
    self.period = period
    ingested = reading.ingested
    days = reading.days
    quantities = reading.quantities
    obstacles = reading.obstacles
    sources = reading.sources
    differences = try ReconciledDifference.all(
      ingested, days, quantities, obstacles: obstacles)
  }
}

/// All that one snapshot has of a month.
private struct Reading {
  let ingested: ReconciledIngestion
  let days: [ReconciledDay]
  let quantities: [QuantityBalance]
  let obstacles: [Obstacle]
  let sources: [SourceActivity]

  init(_ connection: Connection, _ period: Period, now: Instant) throws {
    let directory = try DocumentStore(connection).directory()
    let zones = try MonthZones(connection, period)
    ingested = try Self.ingested(connection, zones.span)
    days = try Self.days(connection, period, zones)
      .adding(Quarantine(connection).keptAside(in: period, directory: directory))
    (quantities, obstacles) = try Billing(connection, directory: directory, now: now)
      .quantities(period)
    sources = try Self.sources(connection, period, today: Zone.default.date(of: now))
  }

  private static func ingested(
    _ connection: Connection, _ span: TimeSpan
  ) throws -> ReconciledIngestion {
    let row = try connection.query(.named("reconcile_ingested"), span.from, span.to).single(
      Int32.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self,
      Int64.self, Bool.self)
    return ReconciledIngestion(
      runs: Int(row.0), accepted: row.1, duplicate: row.2, conflict: row.3, rejected: row.4,
      inMonth: row.5, inOtherMonths: row.6, voids: row.7, hasArchive: row.8)
  }

  private static func days(
    _ connection: Connection, _ period: Period, _ zones: MonthZones
  ) throws -> [ReconciledDay] {
    let archived = try connection.query(
      .named("reconcile_archived"), zones.span.from, zones.span.to
    ).decode(Instant.self, Instant.self).compactMap { TimeSpan(from: $0, to: $1) }
    return try connection.query(
      .named("reconcile_days"), zones.names, zones.starts, zones.hourStarts, Zone.default.name,
      zones.span.from, zones.span.to, period.firstDay, period.firstDayAfter
    ).decode(String.self, String.self, Int32.self, Int64.self, Int64.self, Int64.self)
      .map { product, sku, number, accepted, voided, metered in
        let day = period.firstDay.adding(days: Int(number) - 1)
        return ReconciledDay(
          product: product, sku: sku, day: day, accepted: accepted, voided: voided,
          metered: metered, isArchived: archived.contains { zones.touches($0, on: day) })
      }
  }

  private static func sources(
    _ connection: Connection, _ period: Period, today: LocalDate
  ) throws -> [SourceActivity] {
    let margin = SourceActivity.Bounds.marginDays
    let first = period.firstDay.adding(days: -margin)
    let boundaries = (0...period.dayCount + 2 * margin).map {
      Zone.default.start(of: first.adding(days: $0))
    }
    return try connection.query(
      .named("reconcile_sources"), boundaries, SourceActivity.Bounds.aheadSeconds,
      SourceActivity.Bounds.lateSeconds, Int32(margin + 1), Int32(margin + 1 + period.dayCount)
    ).decode(
      String.self, [Int32].self, [Int64].self, [Int64].self, [Int64].self, Int64.self, Int64.self
    ).map { source, days, events, ahead, late, aheadMax, lateMax in
      SourceActivity(
        source,
        days.indices.map {
          (first.adding(days: Int(days[$0]) - 1), events[$0], ahead[$0], late[$0])
        },
        in: period, today: today, aheadSecondsMax: aheadMax, lateSecondsMax: lateMax)
    }
  }
}

extension [ReconciledDay] {
  /// With what is kept aside; days of which nothing else is known come after the others of their
  /// SKU.
  fileprivate func adding(_ keptAside: [Quarantine.KeptAside]) -> [ReconciledDay] {
    var days = self
    for kept in keptAside {
      var place = days.firstIndex { $0.sku == kept.sku && $0.day == kept.day }
      if place == nil {
        let product = days.first { $0.sku == kept.sku }?.product ?? "?"
        days.append(ReconciledDay(product: product, sku: kept.sku, day: kept.day))
        place = days.count - 1
      }
      guard let place else { continue }
      days[place].conflict += Int64(kept.conflicts)
      days[place].rejected += Int64(kept.rejected)
    }
    return days.sorted { ($0.product, $0.sku, $0.day) < ($1.product, $1.sku, $1.day) }
  }
}
