public import Documents

/// How a product's events become a quantity (contract, section 2, "Aggregations").
public enum Meter: Hashable, Sendable {
  /// Quantities are added; with `roundEachUp` each one is rounded up to a whole number first.
  case sum(roundEachUp: Bool)
  /// Events are counted.
  case count
  /// The largest single quantity.
  case max
  /// Each resource's latest quantity, added.
  case last
  /// Distinct resources.
  case unique
  /// Levels held over time.
  case timeWeighted(step: Step, result: LevelResult)
  /// A percentile of windows of `windowSeconds`.
  case percentile(percent: Int, windowSeconds: Int, missing: MissingWindows)

  /// The steps of which a level's largest value counts; `second` integrates exactly.
  public enum Step: String, CaseIterable, Sendable { case second, hour, day, month }

  /// Whether a level is averaged over the month or added up in unit-hours.
  public enum LevelResult: String, CaseIterable, Sendable {
    case average
    case unitHours = "unit_hours"
  }

  /// Whether windows without a sample are left out or count as 0.
  public enum MissingWindows: String, CaseIterable, Sendable { case skip, zero }

  /// The aggregation's name in documents.
  public var aggregation: String {
    switch self {
    case .sum: "sum"
    case .count: "count"
    case .max: "max"
    case .last: "last"
    case .unique: "unique"
    case .timeWeighted: "time_weighted"
    case .percentile: "percentile"
    }
  }
}

extension Meter {
  private enum Aggregation: String, CaseIterable {
    case sum, count, max, last, unique
    case timeWeighted = "time_weighted"
    case percentile
  }

  /// Reads `{ aggregation: …, … }`.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var meter = try node.mapping()
    switch try meter.required("aggregation").choice(Aggregation.self) {
    case .sum: self = .sum(roundEachUp: try meter.optional("round_each_up")?.boolean() ?? false)
    case .count: self = .count
    case .max: self = .max
    case .last: self = .last
    case .unique: self = .unique
    case .timeWeighted:
      self = .timeWeighted(
        step: try meter.required("step").choice(Step.self),
        result: try meter.optional("result")?.choice(LevelResult.self) ?? .average)
    case .percentile:
      let window = try meter.required("window_seconds")
      let seconds = try window.integer(in: 1...3600)
      guard 3600 % seconds == 0 else { throw window.invalid("a divisor of 3600") }
      self = .percentile(
        percent: try meter.required("percentile").integer(in: 1...100),
        windowSeconds: seconds,
        missing: try meter.required("missing").choice(MissingWindows.self))
    }
    try meter.finish()
  }
}
