public import Calendars
import Catalogue
import Decimals
import PostgreSQL
import SQL

/// A component's month that is not what it must be.
public struct BrokenTime: Sendable {
  public let coverage: ServiceCoverage
  public let component: String
  /// What is wrong: the classes, or an outage.
  public let place: String
  public let expected: String
  public let found: String
}

extension AvailabilityMeter {
  /// When the first component was declared; nil where none is.
  public func firstDeclared() throws -> Instant? {
    try connection.query(.named("audit_first_component")).single(Instant?.self)
  }

  /// The first measured component of which the five classes do not add up to what is covered of the
  /// month, made anew from the component's records and the contract's; or of which a class is below
  /// 0, an outage counts for longer than it was, or the outages do not add up to what is down.
  public func brokenTime(
    of coverages: [ServiceCoverage], _ components: [[ComponentAvailability]]
  ) throws -> BrokenTime? {
    let rows = components.enumerated().flatMap { place, all in all.map { (place, $0) } }
    if let (place, row) = try disagreeingClasses(of: coverages, rows) {
      return BrokenTime(
        coverage: coverages[place], component: row.component, place: "classes",
        expected: "up, down, maintenance_down, maintenance_up and unknown that add up to"
          + " \(row.covered.normalised.plain) seconds, none below 0",
        found: row.classes.map(\.plain).joined(separator: " + "))
    }
    for (place, component) in rows {
      if let (row, expected, found) = try component.disagreeingOutage(
        policy: coverages[place].commitment.policy)
      {
        return BrokenTime(
          coverage: coverages[place], component: component.component, place: row,
          expected: expected, found: found)
      }
    }
    return nil
  }

  private typealias ClassesRow = (
    component: String, covered: DecimalNumber, classes: [DecimalNumber]
  )

  private func disagreeingClasses(
    of coverages: [ServiceCoverage], _ rows: [(place: Int, component: ComponentAvailability)]
  ) throws -> (Int, ClassesRow)? {
    let times = rows.map(\.component.availability.time)
    let scopes = coverages.enumerated().flatMap { index, coverage in
      coverage.scopes.map { (number: Int32(index + 1), scope: $0) }
    }
    // As for the measuring itself: no planner knows the sizes of arrays.
    let usual = try settings(("off", "off", "64MB"))
    let broken = try connection.query(
      .named("audit_classes"), rows.map { Int32($0.place + 1) }, rows.map(\.component.component),
      times.map(\.up), times.map(\.down), times.map(\.maintenanceDown),
      times.map(\.maintenanceUp), times.map(\.unknown), scopes.map(\.number),
      scopes.map(\.scope.match.expression), scopes.map(\.scope.span.from),
      scopes.map(\.scope.span.to)
    ).decode(Int64.self, DecimalNumber.self).first
    _ = try settings(usual)
    guard let (number, covered) = broken else { return nil }
    let (place, component) = rows[Int(number) - 1]
    let time = component.availability.time
    return (
      place,
      (
        component.component, covered,
        [time.up, time.down, time.maintenanceDown, time.maintenanceUp, time.unknown]
      )
    )
  }
}

extension ComponentAvailability {
  /// The first outage that counts for longer than it was, or the sum of what counts where it is not
  /// what is down; nil where all holds.
  fileprivate func disagreeingOutage(
    policy: AvailabilityPolicy
  ) throws(DecimalError) -> (place: String, expected: String, found: String)? {
    var sum = DecimalNumber.zero
    for outage in outages {
      sum = try sum + outage.countedSeconds
      guard let end = outage.to else { continue }
      let length = end.microseconds - outage.from.microseconds
      let seconds = DecimalNumber(coefficient: Int128(length), scale: 6)
      if outage.countedSeconds > seconds {
        return (
          "outage \(outage.id)", "at most its \(seconds.plain) seconds",
          outage.countedSeconds.plain
        )
      }
    }
    let time = availability.time
    let down =
      policy.maintenance == .included ? try time.down + time.maintenanceDown : time.down
    return sum == down
      ? nil : ("outages", "\(down.plain) seconds that count, all together", sum.plain)
  }
}
