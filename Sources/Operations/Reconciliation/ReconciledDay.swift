public import Calendars

/// The events of one SKU on one local day, from what was read to what was metered.
public struct ReconciledDay: Sendable {
  /// `?` where events have an id that is no SKU's.
  public let product: String
  public let sku: String
  /// In the zone of each tenant's contract.
  public let day: LocalDate
  /// Events that are stored.
  public internal(set) var accepted: Int64 = 0
  /// Those of them that a void has cancelled.
  public internal(set) var voided: Int64 = 0
  /// Those that the metered days have counted.
  public internal(set) var metered: Int64 = 0
  /// Of those that are kept aside, the ones that say this SKU and a time of this day.
  public internal(set) var conflict: Int64 = 0
  public internal(set) var rejected: Int64 = 0
  /// Whether events of the day are in an archived month, and not here to be counted.
  public internal(set) var isArchived = false

  /// Events that count and are not metered; below 0 where more are metered than there are.
  public var difference: Int64 { isArchived ? 0 : accepted - voided - metered }
}
