public import Decimals

/// What became of a stage.
public struct StageResult: Sendable {
  public enum Outcome: String, Sendable {
    case done
    /// Done, but something needs a person.
    case attention
    /// It ended early; what it did before stays.
    case failed
    /// It did not begin, because a stage that it rests on has failed.
    case skipped
  }

  public let stage: NightlyStage
  public let outcome: Outcome
  public let work: StageWork
  /// How long it took, to the millisecond.
  public let seconds: DecimalNumber
}

/// What a stage has worked on.
public struct StageWork: Sendable {
  /// Events, days of resources, components, documents, rows examined.
  public var rows = 0
  /// What was done, in words.
  public var notes: [String] = []
  /// What needs a person, and why it failed or was skipped.
  public var matters: [Matter] = []

  public init() {}
}

/// Something that a person must look at.
public struct Matter: Hashable, Sendable {
  /// A stable, machine-readable name.
  public let code: String
  /// What happened, where, and what to do.
  public let message: String

  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }
}
