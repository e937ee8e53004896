public import Decimals
import Documents

/// A promised availability of some components, and what is credited where it is missed.
public struct ServiceLevelCommitment: Hashable, Sendable {
  /// Whether downtime in a maintenance window counts as downtime.
  public enum Maintenance: String, CaseIterable, Sendable { case included, excluded }

  /// The day from which the days to claim are counted.
  public enum ClaimStart: String, CaseIterable, Sendable {
    case periodEnd = "period_end"
    case incident
  }

  /// Unique within its document.
  public let id: String
  public let label: LocalisedText
  public let components: [ComponentPattern]
  /// In percent.
  public let target: DecimalNumber
  public let maintenance: Maintenance
  /// Whether excluded windows are taken out of the period that availability is measured over.
  public let excludedMaintenanceLeavesPeriod: Bool
  /// Shorter outages do not count.
  public let minimumOutageSeconds: Int
  /// How many zones a customer must be spread over.
  public let minimumZones: Int
  /// nil where a miss is not credited.
  public let credits: ServiceCredits?
  /// The services whose price a credit is a part of.
  public let services: [String]
  public let claimDays: Int
  public let claimStart: ClaimStart
}

extension ServiceLevelCommitment {
  init(_ node: DocumentNode) throws(DocumentError) {
    var commitment = try node.mapping()
    id = try commitment.required("id").normalisedName()
    label = try LocalisedText(try commitment.required("label"))
    let patterns = try commitment.required("components")
    var components: [ComponentPattern] = []
    for item in try patterns.list() { components.append(try ComponentPattern(item)) }
    guard !components.isEmpty else { throw patterns.invalid("at least one component") }
    self.components = components
    let targetNode = try commitment.required("target")
    target = try targetNode.percent()
    guard !target.isZero else { throw targetNode.invalid("a percentage above 0") }
    maintenance = try commitment.required("maintenance").choice(Maintenance.self)
    excludedMaintenanceLeavesPeriod =
      try commitment.optional("excluded_maintenance_leaves_period")?.boolean() ?? false
    // A month has at most 2 682 000 seconds.
    minimumOutageSeconds =
      try commitment.optional("minimum_outage_seconds")?.integer(in: 0...2_682_000) ?? 0
    minimumZones = try commitment.optional("minimum_zones")?.integer(in: 1...1000) ?? 1
    if let node = commitment.optional("credits") {
      credits = try ServiceCredits(node, target: target)
    } else {
      credits = nil
    }
    services = try commitment.optional("services")?.names() ?? []
    claimDays = try commitment.optional("claim_days")?.integer(in: 0...3650) ?? 30
    claimStart = try commitment.optional("claim_from")?.choice(ClaimStart.self) ?? .periodEnd
    try commitment.finish()
  }
}
