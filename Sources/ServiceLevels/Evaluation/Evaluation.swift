import Calendars
public import Catalogue
public import Decimals
public import Documents

/// The availability of given intervals, without a database (contract, section 5, `sla evaluate`).
public struct Evaluation: Sendable {
  public let availability: Availability
  /// In percent, truncated to 5 decimals; nil where nothing could be measured. So are the next two.
  public let percent: DecimalNumber?
  public let percentIncludingMaintenance: DecimalNumber?
  public let percentExcludingMaintenance: DecimalNumber?
  /// What a miss gives back, in percent.
  public let creditPercent: DecimalNumber

  /// What is known about a component, by a policy.
  public init(
    of history: ComponentHistory, policy: AvailabilityPolicy
  ) throws(DecimalError) {
    availability = Availability(of: history, policy: policy)
    percent = try availability.figure?.printedPercent
    percentIncludingMaintenance = try availability.includingMaintenance?.printedPercent
    percentExcludingMaintenance = try availability.excludingMaintenance?.printedPercent
    creditPercent = try availability.credit.printed
  }
}

/// Answers the lines of `sla evaluate`, each with a line of JSON.
public typealias Evaluator = LineAnswerer<Evaluation>

extension Evaluation: LineQuestion {
  /// Reads `{"id", "period", "outages", "maintenances", "unknown", "policy"}` and evaluates it. Of
  /// the three lists each may be left out.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var question = try node.mapping()
    try question.id()
    let periodNode = try question.required("period")
    guard let period = try periodNode.givenPeriod() else {
      throw periodNode.invalid("a period that ends after it begins")
    }
    let history = ComponentHistory(
      period: period,
      outages: try question.optional("outages")?.givenOutages() ?? [],
      maintenance: try question.optional("maintenances")?.givenSpans() ?? [],
      unknown: try question.optional("unknown")?.givenSpans() ?? [])
    let policy = try AvailabilityPolicy(question.required("policy"))
    try question.finish()
    do throws(DecimalError) {
      try self.init(of: history, policy: policy)
    } catch {
      throw DocumentError(
        code: .invalidValue, file: node.file, line: node.line, key: "", message: "\(error)",
        numberFault: error)
    }
  }

  public func write(to json: inout JSONWriter) {
    json.member("measurable", availability.figure != nil)
    json.member("availability", plain: percent)
    json.member("availability_including_maintenance", plain: percentIncludingMaintenance)
    json.member("availability_excluding_maintenance", plain: percentExcludingMaintenance)
    json.member("up_seconds", plain: availability.time.up)
    json.member("down_seconds", plain: availability.time.down)
    json.member("maintenance_down_seconds", plain: availability.time.maintenanceDown)
    json.member("maintenance_up_seconds", plain: availability.time.maintenanceUp)
    json.member("unknown_seconds", plain: availability.time.unknown)
    json.key("met")
    json.write(availability.isMet.map { $0 ? "true" : "false" } ?? "null")
    json.key("credit_percent")
    json.write(creditPercent)
  }
}
