public import Calendars
public import Catalogue
public import Decimals

/// How a quantity was metered, as it is known now: the kept days and levels, what they add up to,
/// what that is divided by, and the events that they were metered from.
public struct ExplainedQuantity: Sendable {
  public let product: Product
  public let month: Period
  /// The local days that the line is for, where it is for a part of what its tenant covers.
  public let part: DayRange?
  /// What contract and tenancy cover of the month.
  public let covered: [TimeSpan]
  public let division: MeterDivision
  public let usage: StretchedUsage
  /// Where not all stretches are shown, what is asked for day by day; empty else, and for
  /// aggregations that do not add up over days.
  public let days: [DayUsage]
  /// The days' sum beside that of what is asked for; nil without days.
  public let daySum: Agreement?
  /// nil for all aggregations but percentiles.
  public let percentile: ExplainedPercentile?
  /// The sum ÷ the divisors, rounded to 6 decimals: in billed units, before `started_units`.
  public let metered: DecimalNumber
  /// Where the line is the last part of a month that is divided.
  public let remainder: PartRemainder?
  /// What is billed of it beside what was owed when the document was issued.
  public let quantity: Agreement
  /// What all documents up to now have billed beside what is owed now: where it differs, the next
  /// document adjusts it.
  public let settled: Agreement
  public let events: ExplainedEvents
  /// What has come since the document was stored; nil where nothing differs.
  public let changes: LateFacts?
  /// Of an adjustment, what had come between the contract's document before and this one.
  public let causes: LateFacts?
  /// Archived months (`YYYY-MM`) of which days have changed and are not metered yet.
  public let heldMonths: [String]
  /// What of it is shown.
  public let scope: ExplanationScope
}

/// Local days in a row, the last one included.
public struct DayRange: Hashable, Sendable {
  public let first: LocalDate
  public let last: LocalDate
}

/// What of a quantity is shown day by day and event by event; the rest is added up.
public struct ExplanationScope: Hashable, Sendable {
  /// Only of this resource; nil: of all.
  public var resource: String?
  /// Only of this local day; nil: of all.
  public var day: LocalDate?
  /// How many events are shown.
  public var eventsMax: Int
  /// How many days, levels and resources are.
  public var rowsMax: Int

  public init(
    resource: String? = nil, day: LocalDate? = nil, eventsMax: Int = 20, rowsMax: Int = 40
  ) {
    self.resource = resource
    self.day = day
    self.eventsMax = eventsMax
    self.rowsMax = rowsMax
  }
}

/// The last part of a divided month takes the rounding: what the others leave of the month.
public struct PartRemainder: Sendable {
  /// The whole month's quantity, rounded to 6 decimals, and that of the other parts.
  public let month: DecimalNumber
  public let others: [DecimalNumber]
  /// What the part's own days give.
  public let own: DecimalNumber
}

/// A day with events, or a level that is held: what of it adds up over time, in one piece.
public struct Stretch: Hashable, Sendable {
  public let resource: String
  public let from: Instant
  public internal(set) var to: Instant
  /// Whether it begins with a level that is held since before.
  public let isCarried: Bool
  /// Its events, without those that are void.
  public internal(set) var events: Int64
  /// The same in each step; nil where it is not, or nothing is held.
  public let level: DecimalNumber?
  /// How many seconds, hours or days; nil where nothing is held.
  public internal(set) var steps: DecimalNumber?
  /// What it adds: level × steps, or what its events give.
  public internal(set) var value: DecimalNumber
}

/// What a local day adds.
public struct DayUsage: Hashable, Sendable {
  public let day: LocalDate
  /// How many resources have something on it, and how many of their events count.
  public let resources: Int64
  public let events: Int64
  public let value: DecimalNumber
}

/// What a resource adds.
public struct ResourceUsage: Hashable, Sendable {
  public let resource: String
  public let from: Instant
  public internal(set) var to: Instant
  public internal(set) var events: Int64
  public internal(set) var value: DecimalNumber
}

/// The stretches and resources of a line: the first ones that are asked for, and the sum of all.
public struct StretchedUsage: Sendable {
  /// By resource, then time. Where only some stretches decide, those: the largest, the latest.
  public internal(set) var stretches: [Stretch] = []
  /// By resource.
  public internal(set) var resources: [ResourceUsage] = []
  /// How many there are of what is asked for.
  public internal(set) var stretchCount = 0
  public internal(set) var resourceCount = 0
  /// The events of all that is asked for, without those that are void.
  public internal(set) var eventCount: Int64 = 0
  /// The sums of what stands here, as stretches and as resources.
  public internal(set) var stretchSum = DecimalNumber.zero
  public internal(set) var resourceSum = DecimalNumber.zero
  /// That of all that is asked for.
  public internal(set) var selectedSum = DecimalNumber.zero
  /// That of the whole part of the month.
  public internal(set) var total = DecimalNumber.zero
  /// Whether what is asked for and the rest add up to the total: not so of the largest quantity,
  /// nor of a day of what is counted once a month.
  public internal(set) var addsUp = true

  /// Whether all that is asked for stands here, stretch by stretch.
  public var isComplete: Bool { stretches.count == stretchCount }
}

/// How a percentile comes about.
public struct ExplainedPercentile: Sendable {
  /// What a resource has in the window.
  public struct Mean: Hashable, Sendable {
    public let resource: String
    public let total: DecimalNumber
    public let samples: Int64
    /// total ÷ samples, to 6 decimals.
    public let mean: DecimalNumber
  }

  public let percent: Int
  public let windowSeconds: Int
  /// How many windows have a sample, and how many are ranked.
  public let sampledWindows: Int64
  public let windows: Int64
  /// ⌈percent × windows ÷ 100⌉, counted from the smallest.
  public let rank: Int64
  /// The window with that rank; nil where it has no sample, or there is none.
  public let window: TimeSpan?
  /// The largest means of its resources, and how many resources there are.
  public let means: [Mean]
  public let resourceCount: Int
  /// What the means add up to, exactly, beside the window's value; each rounded to 6 decimals.
  public let value: Agreement
}
