public import Catalogue
public import Decimals

/// A component's availability in a period by a policy: its time, both figures, and whether the
/// target is met (contract, section 5).
public struct Availability: Sendable {
  public let policy: AvailabilityPolicy
  /// The period by the policy's own way with maintenance.
  public let time: ClassedTime
  /// Where maintenance is included; from 0 to 1, exactly. nil where nothing could be measured.
  public let includingMaintenance: Fraction?
  /// Where maintenance is excluded; from 0 to 1, exactly. nil where nothing could be measured.
  public let excludingMaintenance: Fraction?

  /// From the period's classes by both ways with maintenance.
  public init(
    including: ClassedTime, excluding: ClassedTime, policy: AvailabilityPolicy
  ) {
    self.policy = policy
    time =
      switch policy.maintenance {
      case .included: including
      case .excluded: excluding
      }
    includingMaintenance = including.availabilityIncludingMaintenance
    excludingMaintenance = excluding.availabilityExcludingMaintenance(
      leavingPeriod: policy.excludedMaintenanceLeavesPeriod)
  }

  /// From what is known about the component.
  public init(of history: ComponentHistory, policy: AvailabilityPolicy) {
    var sweep = TimeSweep(history, minimumOutageSeconds: policy.minimumOutageSeconds)
    let (including, excluding) = sweep.classed()
    self.init(including: including, excluding: excluding, policy: policy)
  }

  /// The figure that the policy's target is about; nil where nothing could be measured.
  public var figure: Fraction? {
    switch policy.maintenance {
    case .included: includingMaintenance
    case .excluded: excludingMaintenance
    }
  }

  /// Whether the exact figure is not below the target; nil where nothing could be measured.
  public var isMet: Bool? {
    figure.map { $0 >= Fraction(policy.target.hundredth) }
  }

  /// What a miss gives back, in percent of the basis: 0 where the target is met, where nothing
  /// could be measured, and where the policy credits nothing.
  public var credit: CreditPercent {
    guard isMet == false, let figure, let credits = policy.credits else { return .none }
    return credits.percent(at: figure, target: policy.target)
  }
}

extension ClassedTime {
  /// Up in or outside of maintenance, of all that is known; nil where nothing is.
  var availabilityIncludingMaintenance: Fraction? {
    let up = Fraction(up) + Fraction(maintenanceUp)
    return up.divided(by: up + Fraction(down) + Fraction(maintenanceDown))
  }

  /// Up or in maintenance, of all that is known; or, where excluded windows leave the period, up of
  /// what is left. nil where that is nothing.
  func availabilityExcludingMaintenance(leavingPeriod: Bool) -> Fraction? {
    let kept =
      leavingPeriod ? Fraction.zero : Fraction(maintenanceUp) + Fraction(maintenanceDown)
    let up = Fraction(up) + kept
    return up.divided(by: up + Fraction(down))
  }
}

extension Fraction {
  /// A share as a percentage for people: truncated to 5 decimals, so that what misses a target
  /// never looks as if it met it.
  public var printedPercent: DecimalNumber {
    get throws(DecimalError) { try (self * Fraction(DecimalNumber(100))).truncated(to: 5) }
  }
}
