public import Calendars

/// A backup policy in a report: its timetable, and whether its cycles were kept.
public struct BackupState: Hashable, Sendable {
  public let policy: BackupPolicy
  /// The machines that it backs up, by name.
  public let machines: [VirtualMachine]
  /// Of its schedulers that do not rest, those that can be read.
  public let timetables: [BackupTimetable]
  /// Schedulers that do not rest and cannot be read, in their words.
  public let unreadable: [String]
  /// The start of the next run; nil without one in the year to come.
  public let nextRun: Instant?
  /// Its latest backup of any machine.
  public let lastBackup: Instant?
  /// How many cycles ended in the last 7 days, since the policy's first backup, and the starts of
  /// those in which it backed up nothing. A cycle lasts from a run's start to the next one's.
  public let cycleCount: Int
  public let skipped: [Instant]
  /// The start of the last cycle that has ended, since which each machine has a backup if all is
  /// well; nil where none is known.
  public let dueSince: Instant?
  /// Machines without one.
  public let missing: [VirtualMachine]

  init(_ policy: BackupPolicy, _ estate: Estate) {
    let now = estate.takenAt
    let active = policy.isEnabled ? policy.schedulers.filter { !$0.isDisabled } : []
    let read = active.map { BackupTimetable(cron: $0.cron, zone: $0.zone) }
    let timetables = read.compactMap(\.self)
    let backups = estate.inventory.backups.filter { $0.policy?.id == policy.id }
    let made = backups.compactMap(\.madeAt).filter { $0 <= now }.sorted()
    self.policy = policy
    self.timetables = timetables
    unreadable = zip(active, read).filter { $0.1 == nil }.map { "\($0.0.cron) \($0.0.zone)" }
    let ids = Set(policy.machineIDs)
    machines = estate.inventory.virtualMachines.filter { ids.contains($0.id) }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    lastBackup = made.last
    nextRun =
      Self.runs(timetables, now, now.adding(microseconds: Self.shortSpan)).first
      ?? Self.runs(timetables, now, now.adding(microseconds: Self.longSpan)).first
    let recent = now.adding(microseconds: -Self.recentSpan)
    let past = Self.pastRuns(timetables, now: now, recent: recent)
    let cycles = zip(past, past.dropFirst()).map { (from: $0, to: $1) }
    let counted = cycles.filter { cycle in
      cycle.to > recent && made.first.map { $0 < cycle.to } ?? false
    }
    cycleCount = counted.count
    skipped = counted.filter { cycle in !made.contains { cycle.from <= $0 && $0 < cycle.to } }
      .map(\.from)
    let dueSince = cycles.last?.from
    self.dueSince = dueSince
    let saved = Set(
      backups.filter { backup in
        guard let dueSince, let madeAt = backup.madeAt else { return false }
        return madeAt >= dueSince
      }.compactMap(\.machine?.id))
    missing = dueSince == nil ? [] : machines.filter { !saved.contains($0.id) }
  }

  private static let recentSpan = 7 * 24 * Instant.microsecondsPerHour
  private static let shortSpan = 9 * 24 * Instant.microsecondsPerHour
  private static let longSpan = 366 * 24 * Instant.microsecondsPerHour
  /// Rule E3: a day at least between two runs, two years at most that a backup is kept.
  private static let dayMinutes = 1440
  public static let monthsMax = 24

  /// The runs of the last year, or of fewer days where those have the one before the recent runs: a
  /// year's runs of a timetable that runs each minute are half a million.
  private static func pastRuns(
    _ timetables: [BackupTimetable], now: Instant, recent: Instant
  ) -> [Instant] {
    let few = runs(timetables, now.adding(microseconds: -shortSpan), now)
    let isEnough = few.count > 1 && few[0] <= recent
    return isEnough ? few : runs(timetables, now.adding(microseconds: -longSpan), now)
  }

  private static func runs(
    _ timetables: [BackupTimetable], _ from: Instant, _ to: Instant
  ) -> [Instant] {
    Set(timetables.flatMap { $0.runs(from: from, to: to) }).sorted()
  }

  func findings(_ estate: Estate) -> [Finding] {
    let subject = Finding.Subject(kind: .backupPolicy, id: policy.id, name: policy.name)
    var findings = unreadable.map {
      Finding(.backupScheduleUnreadable, subject, measured: .text($0))
    }
    if let shortest = timetables.compactMap(\.shortestMinutes).min() {
      findings.append(
        Finding(
          .backupTooOften, subject, measured: .minutes(shortest),
          limit: .minutes(Self.dayMinutes)))
    }
    findings += retentionFindings(subject, now: estate.takenAt)
    guard estate.knows(.backups) else { return findings }
    if !skipped.isEmpty {
      findings.append(
        Finding(
          .backupSkipped, subject, measured: .count(skipped.count), limit: .count(cycleCount)))
    }
    if let dueSince {
      let backups = Dictionary(grouping: estate.inventory.backups) { $0.machine?.id ?? "" }
      findings += missing.map { machine in
        let last = (backups[machine.id] ?? []).filter { $0.policy?.id == policy.id }
          .compactMap(\.madeAt).max()
        return Finding(
          .backupMissing, .init(kind: .machine, id: machine.id, name: machine.name),
          measured: last.map { .instant($0) },
          limit: .instant(dueSince), names: [policy.name])
      }
    }
    return findings
  }

  /// More backups are kept than there are runs in the last two years: the oldest are older.
  private func retentionFindings(_ subject: Finding.Subject, now: Instant) -> [Finding] {
    policy.schedulers.compactMap { scheduler in
      guard policy.isEnabled, !scheduler.isDisabled,
        let timetable = BackupTimetable(cron: scheduler.cron, zone: scheduler.zone)
      else { return nil }
      let today = timetable.zone.date(of: now)
      let runs = timetable.runCount(
        from: today.monthsBefore(Self.monthsMax), before: today.adding(days: 1))
      guard scheduler.retention > runs else { return nil }
      return Finding(
        .backupKeptTooLong, subject, measured: .count(scheduler.retention), limit: .count(runs))
    }
  }
}

extension LocalDate {
  /// The same day some months before, or that month's last.
  fileprivate func monthsBefore(_ months: Int) -> LocalDate {
    var period = Period(containing: self)
    for _ in 0..<months { period = period.previous }
    return period.firstDay.adding(days: min(day, period.dayCount) - 1)
  }
}
