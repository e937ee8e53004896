import Calendars
import Decimals
public import Operations

/// The summary of a night as programs are given it.
public struct NightlyReport: Encodable {
  private struct Stage: Encodable {
    let stage: String
    let outcome: String
    let rows: Int
    let seconds: String
    let notes: [String]
    let attention: [Item]
  }

  private struct Item: Encodable {
    let code: String
    let message: String
  }

  private struct Holder: Encodable {
    let run: Int64
    let date: String
    let startedAt: String
    let host: String
    let pid: Int32

    private enum CodingKeys: String, CodingKey {
      case run, date, host, pid
      case startedAt = "started_at"
    }
  }

  private var run: Int64?
  private var date: String?
  private var startedAt: String?
  private let outcome: String
  private var stages: [Stage]?
  private var holder: Holder?

  private enum CodingKeys: String, CodingKey {
    case run, date, outcome, stages, holder
    case startedAt = "started_at"
  }

  /// Of a run that has ended.
  public init(_ summary: NightlySummary) {
    run = summary.run
    date = summary.date.description
    startedAt = summary.startedAt.description
    outcome = summary.outcome.rawValue
    stages = summary.stages.map { result in
      Stage(
        stage: result.stage.rawValue, outcome: result.outcome.rawValue, rows: result.work.rows,
        seconds: result.seconds.description, notes: result.work.notes,
        attention: result.work.matters.map { Item(code: $0.code, message: $0.message) })
    }
  }

  /// Of one that did nothing, as another holds the lock.
  public init(busy holder: NightlyLockHolder?) {
    outcome = "busy"
    self.holder = holder.map { holder in
      Holder(
        run: holder.run, date: holder.date.description, startedAt: holder.startedAt.description,
        host: holder.host, pid: holder.pid)
    }
  }
}
