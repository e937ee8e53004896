import Decimals
public import Invoicing

/// Something that does not add up, and why.
public struct ReconciledDifference: Sendable {
  public enum Reason: Hashable, Sendable {
    /// Not all that was accepted is stored, or more is: `releve audit` names the run.
    case notStored
    /// Events count and are not metered, or are metered and not there: `releve audit --from-events`
    /// names the day.
    case notMetered
    /// What was metered is neither billed nor pending.
    case notBilled
    /// Something stands in the way of billing it.
    case obstacle(Obstacle.Code)

    /// A stable, machine-readable name.
    public var code: String {
      switch self {
      case .notStored: "not_stored"
      case .notMetered: "not_metered"
      case .notBilled: "not_billed"
      case .obstacle(let code): code.rawValue
      }
    }
  }

  public let reason: Reason
  /// What, where, by how much, and what to do.
  public let message: String
}

extension ReconciledDifference {
  static func all(
    _ ingested: ReconciledIngestion, _ days: [ReconciledDay], _ quantities: [QuantityBalance],
    obstacles: [Obstacle]
  ) throws(DecimalError) -> [ReconciledDifference] {
    var all: [ReconciledDifference] = []
    if !ingested.addsUp {
      all.append(
        ReconciledDifference(
          reason: .notStored,
          message: "\(ingested.accepted) events and voids were accepted,"
            + " \(ingested.accepted - ingested.missing) are stored: `releve audit` names the run"))
    }
    all += days.filter { $0.difference != 0 }.map { day in
      ReconciledDifference(
        reason: .notMetered,
        message: "\(day.sku) on \(day.day): \(day.accepted - day.voided) events count, and"
          + " \(day.metered) are metered: `releve audit --from-events` names the first,"
          + " `releve meter --rebuild` makes all anew")
    }
    for balance in quantities where balance.pending != nil {
      let difference = try balance.difference()
      guard !difference.isZero else { continue }
      all.append(
        ReconciledDifference(
          reason: .notBilled,
          message: "\(balance.contract ?? balance.organisation), \(balance.sku): of"
            + " \(balance.due.plain) due \(difference.plain) are neither billed nor pending:"
            + " `releve audit` proves what is owed"))
    }
    return all
      + obstacles.map { obstacle in
        let subject = obstacle.organisation.map { "\($0) is not billed: " } ?? ""
        return ReconciledDifference(
          reason: .obstacle(obstacle.code), message: subject + obstacle.message)
      }
  }
}
