public import Decimals
public import Documents

/// How a commitment reckons availability, what it promises, and what a miss gives back (contract,
/// section 5).
public struct AvailabilityPolicy: Hashable, Sendable {
  /// Whether downtime in a maintenance window counts as downtime.
  public enum Maintenance: String, CaseIterable, Sendable { case included, excluded }

  /// In percent, above 0.
  public let target: DecimalNumber
  public let maintenance: Maintenance
  /// Whether excluded windows are taken out of the period that availability is measured over.
  public let excludedMaintenanceLeavesPeriod: Bool
  /// Shorter outages do not count.
  public let minimumOutageSeconds: Int
  /// nil where a miss is not credited.
  public let credits: ServiceCredits?

  /// Reads `{ target: …, maintenance: …, … }`, where a policy stands on its own.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var keys = try node.mapping()
    try self.init(&keys)
    try keys.finish()
  }

  /// Reads a policy's keys among others.
  init(_ keys: inout MappingReader) throws(DocumentError) {
    let targetNode = try keys.required("target")
    target = try targetNode.percent()
    guard !target.isZero else { throw targetNode.invalid("a percentage above 0") }
    maintenance = try keys.required("maintenance").choice(Maintenance.self)
    excludedMaintenanceLeavesPeriod =
      try keys.optional("excluded_maintenance_leaves_period")?.boolean() ?? false
    // A month has at most 2 682 000 seconds.
    minimumOutageSeconds =
      try keys.optional("minimum_outage_seconds")?.integer(in: 0...2_682_000) ?? 0
    if let node = keys.optional("credits") {
      credits = try ServiceCredits(node, target: target)
    } else {
      credits = nil
    }
  }
}
