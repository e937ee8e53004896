/// What is wrong with one event, and as much of its identity as could be read.
public struct Rejection: Error, Equatable, Sendable {
  /// The first reason of the contract's list that applies.
  public let reason: RejectionReason

  /// In words: which field, what was expected.
  public let detail: String

  /// The event's source, where it could be read.
  public let source: String?

  /// The event's id, where it could be read.
  public let id: String?

  /// A rejection of its parts.
  public init(reason: RejectionReason, detail: String, source: String? = nil, id: String? = nil) {
    self.reason = reason
    self.detail = detail
    self.source = source
    self.id = id
  }
}
