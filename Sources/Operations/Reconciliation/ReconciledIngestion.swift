/// What the runs read that stored events of a month, and where what they accepted is.
public struct ReconciledIngestion: Sendable {
  /// How many runs these are.
  public let runs: Int
  public let accepted: Int64
  /// Of these only the number is kept, not their SKU.
  public let duplicate: Int64
  public let conflict: Int64
  public let rejected: Int64
  /// Events that lie in the month, in any of the zones of contracts.
  public let inMonth: Int64
  public let inOtherMonths: Int64
  public let voids: Int64
  /// Whether some months are archived: what was accepted of them is not counted here.
  public let hasArchive: Bool

  /// Each event that was read has one outcome.
  public var read: Int64 { accepted + duplicate + conflict + rejected }

  /// What was accepted and is not stored; below 0 where more is stored than was accepted.
  public var missing: Int64 { accepted - inMonth - inOtherMonths - voids }

  /// Whether all that was accepted is stored, as far as that can be known.
  public var addsUp: Bool { hasArchive ? missing >= 0 : missing == 0 }
}
