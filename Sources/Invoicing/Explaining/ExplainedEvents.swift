public import Calendars
public import Decimals

/// An event as it was stored.
public struct ExplainedEvent: Hashable, Sendable {
  /// What cancels it.
  public struct Void: Hashable, Sendable {
    public let id: String
    public let reason: String?
    public let file: String
    public let line: Int64
    public let ingestedAt: Instant
  }

  public let resource: String
  public let time: Instant
  public let source: String
  public let id: String
  /// In the event's own unit.
  public let quantity: DecimalNumber
  /// Where it stands.
  public let file: String
  public let line: Int64
  /// When the run of ingestion began that stored it.
  public let ingestedAt: Instant
  public let void: Void?
}

/// The level that a resource holds when its first stretch begins.
public struct OpeningLevel: Hashable, Sendable {
  public let resource: String
  public let level: DecimalNumber
  /// The local day that it comes from.
  public let day: LocalDate
  /// The event that set it; nil where that is in an archived month.
  public let event: ExplainedEvent?
}

/// A month whose events are in a file.
public struct ArchivedEvents: Hashable, Sendable {
  /// `YYYY-MM`, in UTC.
  public let month: String
  public let file: String
  public let events: Int64
}

/// The events that days and levels were metered from.
public struct ExplainedEvents: Sendable {
  /// Of what is shown, by resource, then time; those that are void are among them.
  public let events: [ExplainedEvent]
  public let openings: [OpeningLevel]
  /// How many events of what is shown count, and how many are void.
  public let counted: Int64
  public let voided: Int64
  /// Those that count beside what the days were metered from.
  public let count: Agreement
  /// Of sums: the events' quantities beside the days'.
  public let sum: Agreement?
  /// What is not in the database.
  public let archives: [ArchivedEvents]

  /// Those that are not shown.
  public var more: Int64 { counted + voided - Int64(events.count) }
}

/// Events and voids of runs of ingestion that began after one instant and up to another: the first
/// ones, and how many there are.
///
/// An event knows the run that stored it, and a run when it began: what a run has stored that was
/// under way at an instant counts as known by then.
public struct LateFacts: Sendable {
  public struct LateVoid: Hashable, Sendable {
    public let source: String
    public let id: String
    public let target: String
    public let reason: String?
    public let file: String
    public let line: Int64
    public let ingestedAt: Instant
    /// When its target was; which resource and quantity where it is not archived.
    public let targetTime: Instant
    public let resource: String?
    public let quantity: DecimalNumber?
  }

  public let after: Instant
  public let until: Instant
  public let events: [ExplainedEvent]
  public let eventCount: Int64
  public let voids: [LateVoid]
  public let voidCount: Int64
}
