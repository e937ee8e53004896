public import Calendars

/// What a night came to.
public struct NightlySummary: Sendable {
  public let run: Int64
  public let date: LocalDate
  public let startedAt: Instant
  /// In their order.
  public let stages: [StageResult]

  /// As programs are told it (contract, section 1): 1 where a stage has failed, 3 where something
  /// needs a person, else 0.
  public var exitCode: Int32 {
    switch outcome {
    case .failed, .skipped: 1
    case .attention: 3
    case .done: 0
    }
  }

  /// The worst of the stages.
  public var outcome: StageResult.Outcome {
    let outcomes = Set(stages.map(\.outcome))
    return outcomes.contains(.failed) ? .failed : outcomes.contains(.attention) ? .attention : .done
  }
}
