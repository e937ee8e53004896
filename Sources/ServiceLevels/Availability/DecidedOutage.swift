public import Calendars
public import Decimals

/// An outage as it was decided for an organisation, and what of it counts.
public struct DecidedOutage: Sendable {
  /// Why a part of an outage does not count. In the order in which they are printed.
  public enum Reason: String, CaseIterable, Sendable {
    /// It counts with another outage, which is as large or larger.
    case overlap
    /// It lies in a window that is excluded.
    case maintenance
    /// What remains of it, and of those that it is united with, is shorter than what counts.
    case tooShort = "too_short"
    /// It lies outside the month, or outside what contract and component hold of it.
    case outside
    /// A part of the component was down.
    case partial
  }

  /// That of the record; of an outage that samples say, that of its first sample.
  public let id: String
  public let isSampled: Bool
  /// When it began: as recorded, or with the organisation's first ticket (H1).
  public let from: Instant
  /// nil where it is open.
  public let to: Instant?
  /// When it began as recorded.
  public let recordedFrom: Instant
  /// From above 0 to 1.
  public let impact: DecimalNumber
  /// Impact × the time that counts as downtime of the month, exactly.
  public let countedSeconds: DecimalNumber
  /// Empty where all of it counts.
  public let reasons: [Reason]
  /// Whether all of it lies in windows that were announced.
  public let isInMaintenance: Bool
  /// The tickets that were opened about it, in the order of their bytes.
  public let tickets: [String]

  package init(
    id: String, isSampled: Bool, from: Instant, to: Instant?, recordedFrom: Instant,
    impact: DecimalNumber, countedSeconds: DecimalNumber, reasons: [Reason],
    isInMaintenance: Bool, tickets: [String]
  ) {
    self.id = id
    self.isSampled = isSampled
    self.from = from
    self.to = to
    self.recordedFrom = recordedFrom
    self.impact = impact
    self.countedSeconds = countedSeconds
    self.reasons = reasons
    self.isInMaintenance = isInMaintenance
    self.tickets = tickets
  }

  /// The reasons as programs read them, such as `overlap,outside`; nil where there are none.
  public var reason: String? {
    reasons.isEmpty ? nil : reasons.map(\.rawValue).joined(separator: ",")
  }
}
