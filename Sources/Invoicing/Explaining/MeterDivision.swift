public import Calendars
public import Catalogue
public import Decimals

/// What a metered sum is divided by to become a quantity in billed units (contract, section 2, the
/// table of `time_weighted`).
public struct MeterDivision: Sendable {
  /// What the sum counts besides the product's unit.
  public enum Measure: Sendable {
    case none, seconds, hours, days
  }

  public let measure: Measure
  /// What the sum is multiplied by first: the hours of the month, where its largest level is
  /// counted in unit-hours; 1 else.
  public let factor: DecimalNumber
  /// The seconds, hours or days of the month, or the seconds of an hour; 1 where nothing divides.
  public let divisor: DecimalNumber
  /// How many units make a billed unit.
  public let unitSize: DecimalNumber

  /// Of a product's sums in a month.
  public init(_ product: Product, _ month: Period, _ zone: Zone) {
    unitSize = product.unitSize
    let length = zone.span(of: month).microseconds
    let hours = DecimalNumber(
      (length + Instant.microsecondsPerHour - 1) / Instant.microsecondsPerHour)
    var factor = DecimalNumber.one
    switch product.meter {
    case .timeWeighted(.second, let result):
      measure = .seconds
      divisor =
        result == .unitHours
        ? DecimalNumber(3600) : DecimalNumber(length / Instant.microsecondsPerSecond)
    case .timeWeighted(.hour, let result):
      measure = .hours
      // A zone that shifts by half an hour ends the month with a started hour.
      divisor = result == .unitHours ? .one : hours
    case .timeWeighted(.day, .average):
      measure = .days
      divisor = DecimalNumber(month.dayCount)
    case .timeWeighted(.day, .unitHours):
      measure = .hours
      divisor = .one
    case .timeWeighted(.month, let result):
      measure = .none
      divisor = .one
      // In hundredths: a month may end within an hour.
      if result == .unitHours {
        factor =
          DecimalNumber(
            coefficient: Int128(length / (Instant.microsecondsPerHour / 100)), scale: 2
          ).normalised
      }
    case .sum, .count, .max, .last, .unique, .percentile:
      measure = .none
      divisor = .one
    }
    self.factor = factor
  }

  /// Numerator and denominator of a quantity.
  func quotient(of sum: DecimalNumber) throws(DecimalError) -> (
    numerator: DecimalNumber, denominator: DecimalNumber
  ) {
    (
      try sum.multiplied(by: factor, roundedTo: sum.scale + factor.scale),
      try divisor.multiplied(by: unitSize, roundedTo: unitSize.scale)
    )
  }
}
