import Calendars
import Catalogue
import Decimals
import PostgreSQL

/// A row of the statement `sla_availability`: a component's time, in exact seconds.
struct MeasuredComponent {
  let period: DecimalNumber
  let unknown: DecimalNumber
  let maintenance: DecimalNumber
  let down: DecimalNumber
  let maintenanceDown: DecimalNumber
  let includedDown: DecimalNumber
  let includedMaintenanceDown: DecimalNumber
  let outages: Outages

  /// Seconds of each outage, whatever its impact.
  struct Outages {
    let covered: [DecimalNumber]
    let counted: [DecimalNumber]
    let excluded: [DecimalNumber]
    let tooShort: [DecimalNumber]
    let areMaintained: [Bool]
  }

  /// In the order of the components that were given.
  static func all(_ rows: Rows) throws -> [MeasuredComponent] {
    try rows.decode(
      Int32.self, DecimalNumber.self, DecimalNumber.self, DecimalNumber.self, DecimalNumber.self,
      DecimalNumber.self, DecimalNumber.self, DecimalNumber.self, [DecimalNumber]?.self,
      [DecimalNumber]?.self, [DecimalNumber]?.self, [DecimalNumber]?.self, [Bool]?.self
    ).map { row in
      MeasuredComponent(
        period: row.1, unknown: row.2, maintenance: row.3, down: row.4, maintenanceDown: row.5,
        includedDown: row.6, includedMaintenanceDown: row.7,
        outages: Outages(
          covered: row.8 ?? [], counted: row.9 ?? [], excluded: row.10 ?? [],
          tooShort: row.11 ?? [], areMaintained: row.12 ?? []))
    }
  }

  /// What is told of the outages that touch what is covered; `decided` are the same ones.
  func outages(of decided: DecidedComponent) throws -> [DecidedOutage] {
    try decided.outages.ids.indices.compactMap { place in
      let all = decided.outages
      let (from, to) = (all.starts[place], all.ends[place])
      let isTouching =
        from == to
        ? zip(decided.coveredFrom, decided.coveredTo).contains { $0 <= from && from < $1 }
        : !outages.covered[place].isZero
      guard isTouching else { return nil }
      let impact = all.impacts[place]
      let counted = outages.counted[place].normalised
      return DecidedOutage(
        id: all.ids[place], isSampled: all.areSampled[place], from: from,
        to: to == .distantFuture ? nil : to, recordedFrom: all.recorded[place],
        impact: impact.normalised,
        countedSeconds: try counted.multiplied(
          by: impact.normalised, roundedTo: counted.scale + impact.normalised.scale),
        reasons: try reasons(
          place, length: to.microseconds - from.microseconds, isPartial: impact < .one),
        isInMaintenance: outages.areMaintained[place], tickets: all.tickets[place] ?? [])
    }
  }

  private func reasons(
    _ place: Int, length: Int64, isPartial: Bool
  ) throws -> [DecidedOutage.Reason] {
    let (counted, excluded) = (outages.counted[place], outages.excluded[place])
    let tooShort = outages.tooShort[place]
    let own = try counted + excluded + tooShort
    let whole = DecimalNumber(coefficient: Int128(length), scale: 6)
    return DecidedOutage.Reason.allCases.filter { reason in
      switch reason {
      case .overlap: own < outages.covered[place]
      case .maintenance: !excluded.isZero
      case .tooShort: !tooShort.isZero
      case .outside: outages.covered[place] < whole
      case .partial: isPartial && !counted.isZero
      }
    }
  }
}

/// A month's classes by both ways with maintenance, and the policy that they are measured by.
struct ClassedPair: Hashable {
  let including: ClassedTime
  let excluding: ClassedTime
  let policy: AvailabilityPolicy

  init(_ measured: MeasuredComponent, policy: AvailabilityPolicy) throws(DecimalError) {
    self.policy = policy
    let maintenance = measured.maintenance
    let normal = try measured.period - measured.unknown - maintenance
    including = ClassedTime(
      up: try normal - measured.includedDown, down: measured.includedDown,
      maintenanceDown: measured.includedMaintenanceDown,
      maintenanceUp: try maintenance - measured.includedMaintenanceDown,
      unknown: measured.unknown)
    excluding = ClassedTime(
      up: try normal - measured.down, down: measured.down,
      maintenanceDown: measured.maintenanceDown,
      maintenanceUp: try maintenance - measured.maintenanceDown, unknown: measured.unknown)
  }

  func figures() throws(DecimalError) -> AvailabilityFigures {
    try AvailabilityFigures(
      Availability(including: including, excluding: excluding, policy: policy))
  }
}
