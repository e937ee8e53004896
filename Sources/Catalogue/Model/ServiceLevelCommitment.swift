public import Decimals
import Documents

/// A promised availability of some components, and what is credited where it is missed.
public struct ServiceLevelCommitment: Hashable, Sendable {
  /// The day from which the days to claim are counted.
  public enum ClaimStart: String, CaseIterable, Sendable {
    case periodEnd = "period_end"
    case incident
  }

  /// Unique within its document.
  public let id: String
  public let label: LocalisedText
  public let components: [ComponentPattern]
  /// How availability is reckoned, promised and made good.
  public let policy: AvailabilityPolicy
  /// How many zones a customer must be spread over.
  public let minimumZones: Int
  /// The services whose price a credit is a part of.
  public let services: [String]
  public let claimDays: Int
  public let claimStart: ClaimStart
}

// The policy's words, as the document has them beside the others.
extension ServiceLevelCommitment {
  /// In percent.
  public var target: DecimalNumber { policy.target }
  public var maintenance: AvailabilityPolicy.Maintenance { policy.maintenance }
  /// Whether excluded windows are taken out of the period that availability is measured over.
  public var excludedMaintenanceLeavesPeriod: Bool { policy.excludedMaintenanceLeavesPeriod }
  /// Shorter outages do not count.
  public var minimumOutageSeconds: Int { policy.minimumOutageSeconds }
  /// nil where a miss is not credited.
  public var credits: ServiceCredits? { policy.credits }
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
    policy = try AvailabilityPolicy(&commitment)
    minimumZones = try commitment.optional("minimum_zones")?.integer(in: 1...1000) ?? 1
    services = try commitment.optional("services")?.names() ?? []
    claimDays = try commitment.optional("claim_days")?.integer(in: 0...3650) ?? 30
    claimStart = try commitment.optional("claim_from")?.choice(ClaimStart.self) ?? .periodEnd
    try commitment.finish()
  }
}
