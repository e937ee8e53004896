public import Calendars

/// What was decided about a component around a period: the input of availability (contract, section
/// 5). Spans may overlap, nest, stand in any order and reach beyond the period.
public struct ComponentHistory: Sendable {
  public let period: TimeSpan
  /// With starts that tickets have moved, where they have.
  public let outages: [DownSpan]
  /// Windows that count: announced before they began.
  public let maintenance: [TimeSpan]
  /// Time of which nobody knows; where an outage is known, that holds.
  public let unknown: [TimeSpan]

  public init(
    period: TimeSpan, outages: [DownSpan], maintenance: [TimeSpan], unknown: [TimeSpan]
  ) {
    self.period = period
    self.outages = outages
    self.maintenance = maintenance
    self.unknown = unknown
  }
}
