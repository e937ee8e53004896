import Catalogue
public import Decimals

/// One component's month: its time, its availability and its outages.
public struct ComponentAvailability: Sendable {
  /// A path such as `fr1/az05/compute/clu-001`.
  public let component: String
  /// What of the month is covered.
  public let periodSeconds: DecimalNumber
  public let figures: AvailabilityFigures
  /// In the order of their decided starts.
  public let outages: [DecidedOutage]

  public var availability: Availability { figures.availability }

  package init(
    component: String, periodSeconds: DecimalNumber, figures: AvailabilityFigures,
    outages: [DecidedOutage]
  ) {
    self.component = component
    self.periodSeconds = periodSeconds
    self.figures = figures
    self.outages = outages
  }
}

/// An availability with its percentages, truncated to 5 decimals; nil where nothing was measured.
public struct AvailabilityFigures: Sendable {
  public let availability: Availability
  /// By the policy's own way with maintenance.
  public let percent: DecimalNumber?
  public let percentIncludingMaintenance: DecimalNumber?
  public let percentExcludingMaintenance: DecimalNumber?

  package init(_ availability: Availability) throws(DecimalError) {
    self.availability = availability
    percent = try availability.figure?.printedPercent
    percentIncludingMaintenance = try availability.includingMaintenance?.printedPercent
    percentExcludingMaintenance = try availability.excludingMaintenance?.printedPercent
  }

  /// The downtime that the target allows, and what of it was spent; nil where nothing was measured.
  public var budget: DowntimeBudget? {
    get throws(DecimalError) {
      guard availability.figure != nil else { return nil }
      let (time, policy) = (availability.time, availability.policy)
      var spent = time.down
      var measured = try time.up + time.down
      if !(policy.maintenance == .excluded && policy.excludedMaintenanceLeavesPeriod) {
        measured = try measured + time.maintenanceUp + time.maintenanceDown
      }
      if policy.maintenance == .included { spent = try spent + time.maintenanceDown }
      let missing = try (DecimalNumber(100) - policy.target).hundredth.normalised
      measured = measured.normalised
      let allowed = try measured.multiplied(by: missing, roundedTo: measured.scale + missing.scale)
      return DowntimeBudget(allowedSeconds: allowed, spentSeconds: spent)
    }
  }

  /// How much longer the component could have been down before the target was missed, in exact
  /// seconds; below 0 where it was down longer. nil where nothing was measured.
  public var budgetLeftSeconds: DecimalNumber? {
    get throws(DecimalError) {
      guard let budget = try budget else { return nil }
      return try budget.allowedSeconds - budget.spentSeconds
    }
  }
}

/// How long a component may be down in a month, and how long it was, in exact seconds.
public struct DowntimeBudget: Sendable {
  public let allowedSeconds: DecimalNumber
  public let spentSeconds: DecimalNumber

  public init(allowedSeconds: DecimalNumber, spentSeconds: DecimalNumber) {
    self.allowedSeconds = allowedSeconds
    self.spentSeconds = spentSeconds
  }

  /// What of it is spent, in whole percent, what is behind them left off; more than 100 where it is
  /// overspent. nil where nothing is allowed: the first second is too much.
  public var spentPercent: DecimalNumber? {
    get throws(DecimalError) {
      let spent = Fraction(spentSeconds) * Fraction(DecimalNumber(100))
      return try spent.divided(by: Fraction(allowedSeconds))?.truncated(to: 0)
    }
  }
}
