import Calendars

/// Something that a person should know of, as it stands on a night.
///
/// It follows from what the database has and the night: asked for again, it is the same.
public struct Alert: Hashable, Sendable {
  /// What it is about; the raw values are stable.
  public enum Kind: String, CaseIterable, Sendable {
    /// Events are kept aside, for one reason.
    case quarantine
    /// A contract that is due cannot be billed.
    case billingObstacle = "billing_obstacle"
    /// A source whose events came regularly has stopped.
    case sourceSilent = "source_silent"
    /// Half of the downtime that a month allows is spent.
    case budget50 = "sla_budget_50"
    case budget80 = "sla_budget_80"
    /// All of it: any more, and the target is missed.
    case budget100 = "sla_budget_100"
    /// Nobody has decided a claim whose deadline is near.
    case claimLapsing = "claim_lapsing"
    /// A commitment to a quantity ends soon.
    case commitmentEnding = "commitment_ending"
    /// A day's usage is out of line with the same weekdays before.
    case usageUnusual = "usage_unusual"
    /// Something of an inventory breaks a rule, now or at the next fault.
    case capacityCritical = "capacity_critical"
    /// A pool or a repository is full within a month, or already.
    case capacityFullSoon = "capacity_full_soon"
    /// A tenant's inventory, or a part of it, was not read for two days.
    case inventoryStale = "inventory_stale"
    /// Something of an inventory is not billed, because no map says what it is.
    case inventoryUnbilled = "inventory_unbilled"
  }

  /// How soon somebody should look.
  public enum Severity: String, CaseIterable, Sendable {
    /// Worth knowing.
    case info
    /// Within days.
    case warning
    /// Now.
    case critical
  }

  public let kind: Kind
  /// What tells it from others of its kind, such as a source, or `acme/no_price/2026-10`.
  public let subject: String
  /// What happened, and what to do.
  public let message: String
  /// The time of the latest of what it tells of, where more may come under the same subject: then
  /// it is sent again.
  let latest: Instant?

  init(_ kind: Kind, _ subject: String, _ message: String, latest: Instant? = nil) {
    self.kind = kind
    self.subject = subject
    self.message = message
    self.latest = latest
  }

  public var severity: Severity {
    switch kind {
    case .billingObstacle, .budget100, .capacityCritical: .critical
    case .quarantine, .sourceSilent, .budget80, .claimLapsing, .capacityFullSoon, .inventoryStale,
      .inventoryUnbilled:
      .warning
    case .budget50, .commitmentEnding, .usageUnusual: .info
    }
  }
}
