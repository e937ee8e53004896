public import Calendars
public import Catalogue
public import Decimals
public import PostgreSQL
import SQL

/// How commitments were kept in a month (contract, section 5, `sla report`).
///
/// From what was known at an instant: asked for again with the same instant, it is the same. A
/// month that has not ended is measured as if nothing more happened in it, and what is open went
/// on.
public struct ServiceLevelReport: Sendable {
  public let period: Period
  /// By organisation, contract, agreement and commitment; those that are about some component.
  public var results: [CommitmentResult]
  /// Commitments that are about none: no declared component matches their patterns and the
  /// contract's.
  public let withoutComponents: [ServiceCoverage]
  /// What was announced as maintenance and counts, whenever and wherever.
  public let windows: [MaintenanceWindow]

  /// Of some organisations, from what was known at an instant, nil for now.
  public init(
    _ connection: Connection, directory: Directory, period: Period, organisations: [String],
    knownAt: Instant?
  ) throws {
    let coverages = ServiceCoverage.all(of: organisations, in: period, directory: directory)
    // An import that is under way may be known from an instant that has passed.
    _ = try connection.transaction(askingAfterLoss: { nil }) {
      try connection.execute(.named("service_import_wait"))
    }
    let meter = AvailabilityMeter(connection, knownAt: knownAt)
    let (measured, windows) = try connection.transaction(.snapshot) {
      (try meter.components(of: coverages), try meter.windows())
    }
    try self.init(period: period, Array(zip(coverages, measured)), windows: windows)
  }

  /// Of what was measured of each coverage.
  public init(
    period: Period, _ measured: [(coverage: ServiceCoverage, components: [ComponentAvailability])],
    windows: [MaintenanceWindow] = []
  ) throws(DecimalError) {
    self.period = period
    self.windows = windows
    var results: [CommitmentResult] = []
    for (coverage, components) in measured where !components.isEmpty {
      results.append(try CommitmentResult(coverage, components))
    }
    self.results = results
    withoutComponents = measured.filter(\.components.isEmpty).map(\.coverage)
  }
}
