import Calendars
import Catalogue
import Decimals

/// How the products are metered in one period, column by column as the `usage` statement takes it.
struct MeterParameters {
  var productIDs: [Int32] = []
  var aggregations: [String] = []
  var steps: [String?] = []
  var isInHours: [Bool] = []
  var denominators: [DecimalNumber] = []
  var unitSizes: [DecimalNumber] = []
  var percents: [Int32?] = []
  var windowSeconds: [Int32?] = []
  var isMissingZero: [Bool] = []

  init(_ products: [Product], ids: [String: Int32], period: Period, zone: Zone) {
    for product in products {
      guard let id = ids[product.name] else { continue }
      append(product, id: id, denominator: Self.denominator(product.meter, period, zone))
    }
  }

  private mutating func append(_ product: Product, id: Int32, denominator: Int64) {
    var step: String?
    var isInHours = false
    var percent: Int32?
    var seconds: Int32?
    var isMissingZero = false
    switch product.meter {
    case .timeWeighted(let levelStep, let result):
      step = levelStep.rawValue
      isInHours = result == .unitHours
    case .percentile(let wanted, let windowSeconds, let missing):
      percent = Int32(wanted)
      seconds = Int32(windowSeconds)
      isMissingZero = missing == .zero
    case .sum, .count, .max, .last, .unique: break
    }
    productIDs.append(id)
    aggregations.append(product.meter.aggregation)
    steps.append(step)
    self.isInHours.append(isInHours)
    denominators.append(DecimalNumber(denominator))
    unitSizes.append(product.unitSize)
    percents.append(percent)
    self.windowSeconds.append(seconds)
    self.isMissingZero.append(isMissingZero)
  }

  /// What the statement's numerator is divided by, before the unit size (contract, section 2, the
  /// table of `time_weighted`). Numerators of `second`, and of `day` and `month` in unit-hours, are
  /// level × microseconds; those of other steps are levels.
  private static func denominator(_ meter: Meter, _ period: Period, _ zone: Zone) -> Int64 {
    guard case .timeWeighted(let step, let result) = meter else { return 1 }
    let length = zone.span(of: period).microseconds
    let hour = Instant.microsecondsPerHour
    switch (step, result) {
    case (.second, .average): return length
    case (.second, .unitHours), (.day, .unitHours), (.month, .unitHours): return hour
    // A zone that shifts by half an hour ends the month with a started hour.
    case (.hour, .average): return (length + hour - 1) / hour
    case (.day, .average): return Int64(period.dayCount)
    case (.hour, .unitHours), (.month, .average): return 1
    }
  }
}
