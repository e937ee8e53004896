/// How many events had which outcome. `read` is the sum of the four.
public struct IngestCounts: Equatable, Sendable {
  public var accepted = 0
  public var duplicate = 0
  public var conflict = 0
  public var rejected = 0
  /// The rejected ones by reason.
  public var reasons: [RejectionReason: Int] = [:]

  public init() {}

  public var read: Int { accepted + duplicate + conflict + rejected }

  /// Whether something waits in the quarantine for a person.
  public var needsAttention: Bool { conflict + rejected > 0 }

  public static func + (left: IngestCounts, right: IngestCounts) -> IngestCounts {
    var sum = left
    sum += right
    return sum
  }

  public static func += (left: inout IngestCounts, right: IngestCounts) {
    left.accepted += right.accepted
    left.duplicate += right.duplicate
    left.conflict += right.conflict
    left.rejected += right.rejected
    left.reasons.merge(right.reasons, uniquingKeysWith: +)
  }
}
