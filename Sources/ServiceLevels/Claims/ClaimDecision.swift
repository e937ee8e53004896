public import Calendars

/// What somebody has decided about a claim.
public struct ClaimDecision: Hashable, Sendable {
  public let isAccepted: Bool
  /// In the words of who decided.
  public let reason: String
  public let decidedAt: Instant
}
