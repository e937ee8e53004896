public import Calendars

/// A customer's ticket about a component, as it is known.
public struct ServiceTicket: Hashable, Sendable {
  public let id: String
  public let organisation: String
  public let component: String
  public let priority: String?
  public let openedAt: Instant
  /// nil where nobody has answered yet.
  public let firstResponseAt: Instant?
}
