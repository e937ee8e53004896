import Calendars
import Catalogue
import Decimals
public import PostgreSQL
import SQL

/// The nightly batch: its stages in their order, each of which can be run again (contract, section
/// 6). Killed anywhere and run again for the same day, it ends in the state of an unbroken run.
///
/// Stages look at what there is, not at what an earlier run has done: so a run needs to know
/// nothing of one that was ended from outside.
public struct Nightly {
  /// How a run ended.
  public enum Outcome: Sendable {
    case ended(NightlySummary)
    /// Another process holds the lock; nothing was done. nil where it has only just begun.
    case busy(NightlyLockHolder?)
  }

  private let night: Night
  private let connection: Connection
  private let connect: @Sendable () throws -> Connection
  private let inbox: Inbox
  private let host: String
  private let pid: Int32
  private let webhook: WebhookSettings?
  private let matter: (any Error) -> Matter

  /// `connect` opens further connections for work. `host` and `pid` are what others are told of who
  /// holds the lock; `matter` tells an error with its code. Without a webhook, alerts are not sent.
  public init(
    _ night: Night, _ connection: Connection, connect: @escaping @Sendable () throws -> Connection,
    inbox: Inbox, host: String, pid: Int32, webhook: WebhookSettings?,
    matter: @escaping (any Error) -> Matter
  ) {
    self.night = night
    self.connection = connection
    self.connect = connect
    self.inbox = inbox
    self.host = host
    self.pid = pid
    self.webhook = webhook
    self.matter = matter
  }

  /// Runs all stages. One that fails does not keep those from running that do not rest on it.
  ///
  /// `progress` is told how far a stage is, `ended` what became of it.
  ///
  /// - Throws: `NightlyError`, and what the database says where it cannot be reached.
  public func run(
    progress: (NightlyStage, String) -> Void, ended: (StageResult) -> Void
  ) throws -> Outcome {
    guard let lock = try NightlyLock.take(connect) else {
      return .busy(try NightlyLockHolder.current(connection))
    }
    let (run, startedAt) = try lock.begin(night.date, host: host, pid: pid)
    var results: [StageResult] = []
    for stage in NightlyStage.allCases {
      try lock.keep()
      let result = try self.result(
        of: stage, run, after: results, progress: { progress(stage, $0) })
      try record(result, run)
      ended(result)
      results.append(result)
    }
    let summary = NightlySummary(
      run: run, date: night.date, startedAt: startedAt, stages: results)
    try connection.storingOnce {
      try connection.execute(.named("nightly_end_record"), run, summary.exitCode)
    }
    return .ended(summary)
  }

  private func result(
    of stage: NightlyStage, _ run: Int64, after results: [StageResult],
    progress: (String) -> Void
  ) throws -> StageResult {
    let start = ContinuousClock.now
    var work = StageWork()
    let missing = results.filter {
      stage.restsOn.contains($0.stage) && [.failed, .skipped].contains($0.outcome)
    }
    if let first = missing.first {
      work.matters = [Matter("stage_skipped", "\(first.stage.rawValue) has not been done")]
      return StageResult(stage: stage, outcome: .skipped, work: work, seconds: .zero)
    }
    var hasFailed = false
    do {
      try self.run(stage, run, progress: progress, &work)
    } catch let error as PostgresError where error.endsTheNight {
      throw error
    } catch {
      hasFailed = true
      work.matters.append(matter(error))
    }
    return StageResult(
      stage: stage, outcome: hasFailed ? .failed : work.matters.isEmpty ? .done : .attention,
      work: work, seconds: (ContinuousClock.now - start).seconds)
  }

  private func run(
    _ stage: NightlyStage, _ run: Int64, progress: (String) -> Void, _ work: inout StageWork
  ) throws {
    switch stage {
    case .ingest:
      try IngestStage(night, connection, connect: connect, inbox: inbox, matter: matter)
        .run(progress, &work)
    case .meter:
      try MeterStage(connection).run(progress, &work)
    case .serviceLevels:
      try ServiceLevelStage(night, connection).run(progress, &work)
    case .capacity:
      try CapacityStage(night, connection).run(progress, &work)
    case .forecast:
      try ForecastStage(night, connection).run(progress, &work)
    case .invoice:
      try InvoiceStage(night, connection, connect: connect).run(progress, &work)
    case .audit:
      try AuditStage(night, connection, nightlyRun: run).run(progress, &work)
    case .alerts:
      try AlertStage(night, connection, webhook: webhook).run(progress, &work)
    }
  }

  private func record(_ result: StageResult, _ run: Int64) throws {
    try connection.storingOnce {
      try connection.execute(
        .named("nightly_stage_record"), run, result.stage.rawValue, result.outcome.rawValue,
        Int64(result.work.rows), result.seconds,
        result.work.matters.map { "\($0.code): \($0.message)" })
    }
  }
}

extension PostgresError {
  /// Whether no further stage can do anything: the server is gone, or the work is to end.
  fileprivate var endsTheNight: Bool {
    [.connectionFailed, .connectionLost, .commitOutcomeUnknown, .interrupted].contains(kind)
  }
}

extension Duration {
  /// Whole milliseconds.
  fileprivate var seconds: DecimalNumber {
    DecimalNumber(coefficient: Int128(Int64(self / .milliseconds(1))), scale: 3)
  }
}
