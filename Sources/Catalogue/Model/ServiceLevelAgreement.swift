public import Calendars
public import Decimals
import Documents

/// What a provider promises of its components: a document of kind `ServiceLevels`.
public struct ServiceLevelAgreement: Hashable, Sendable {
  /// How fast tickets of a priority are answered.
  public struct ResponseTime: Hashable, Sendable {
    public let priority: String
    public let minutes: Int
    /// The share of tickets that are answered in time, in percent.
    public let objective: DecimalNumber
  }

  public let name: String
  public let zone: Zone
  public let commitments: [ServiceLevelCommitment]
  public let responseTimes: [ResponseTime]
}

extension ServiceLevelAgreement {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    self.name = name
    zone = try spec.optional("timezone")?.zone() ?? .default
    var commitments: [ServiceLevelCommitment] = []
    var ids: Set<String> = []
    for item in try spec.optional("commitments")?.list() ?? [] {
      let commitment = try ServiceLevelCommitment(item)
      guard ids.insert(commitment.id).inserted else {
        throw item.error(.duplicateName, "the commitment `\(commitment.id)` stands twice")
      }
      commitments.append(commitment)
    }
    self.commitments = commitments
    var responseTimes: [ResponseTime] = []
    var priorities: Set<String> = []
    for item in try spec.optional("response_times")?.list() ?? [] {
      let time = try ResponseTime(item)
      guard priorities.insert(time.priority).inserted else {
        throw item.error(.duplicateName, "the priority `\(time.priority)` stands twice")
      }
      responseTimes.append(time)
    }
    self.responseTimes = responseTimes
    try spec.finish()
    guard !commitments.isEmpty || !responseTimes.isEmpty else {
      throw node.invalid("at least one of `commitments` and `response_times`")
    }
  }
}

extension ServiceLevelAgreement.ResponseTime {
  fileprivate init(_ node: DocumentNode) throws(DocumentError) {
    var time = try node.mapping()
    self.init(
      priority: try time.required("priority").normalisedName(),
      minutes: try time.required("minutes").integer(in: 1...525_600),
      objective: try time.required("objective").percent())
    try time.finish()
  }
}
