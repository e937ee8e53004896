import Calendars

/// A replication policy in a report: what it promises, and how old its last point is.
public struct ReplicationState: Hashable, Sendable {
  public let policy: ReplicationPolicy
  /// The machines that have it, by name.
  public let machines: [VirtualMachine]
  /// Since when nothing newer is at the target, in whole minutes, rounded up: now less the begin of
  /// the last cycle, where that was a success (rule F2); nil where it was not, as the API keeps one
  /// cycle only.
  public let effectiveMinutes: Int?

  init(_ policy: ReplicationPolicy, _ estate: Estate) {
    self.policy = policy
    machines = estate.inventory.virtualMachines.filter {
      estate.inventory.replications[$0.id]?.contains(policy.id) ?? false
    }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    if let run = policy.lastRun, run.isSuccess, let start = run.start {
      effectiveMinutes = Self.minutes(from: start, to: estate.takenAt)
    } else {
      effectiveMinutes = nil
    }
  }

  /// Whether an interval is one that the provider offers: 15 to 59 minutes, or whole hours up to 24
  /// (rule F1). Older pages say 1 to 59 minutes; the newer ones hold.
  public static func isOffered(minutes: Int) -> Bool {
    (15...59).contains(minutes) || (minutes.isMultiple(of: 60) && (1...24).contains(minutes / 60))
  }

  /// How old the last point may be: a cycle begins an interval after the last one began, and what
  /// it brings counts once it has ended. The last cycle's length stands for the next one's.
  public var effectiveMinutesMax: Int? {
    guard let interval = policy.intervalMinutes else { return nil }
    guard let start = policy.lastRun?.start, let end = policy.lastRun?.end, end > start else {
      return interval
    }
    return interval + Self.minutes(from: start, to: end)
  }

  /// Whether the point at the target is older than that.
  public var isLate: Bool {
    guard let effectiveMinutes, let effectiveMinutesMax else { return false }
    return effectiveMinutes > effectiveMinutesMax
  }

  private static func minutes(from: Instant, to: Instant) -> Int {
    let minute = 60 * Instant.microsecondsPerSecond
    return Int((max(to.microseconds - from.microseconds, 0) + minute - 1) / minute)
  }

  func findings(_ estate: Estate) -> [Finding] {
    var findings: [Finding] = []
    if let interval = policy.intervalMinutes, !Self.isOffered(minutes: interval) {
      findings.append(Finding(.replicationInterval, subject, measured: .minutes(interval)))
    }
    let isKnown = estate.knows(.virtualMachineReplications)
    if isKnown, machines.isEmpty {
      findings.append(Finding(.replicationUnused, subject))
    } else {
      findings += runFindings
    }
    let near = machines.filter { $0.zone?.id == policy.zone?.id && policy.zone != nil }
    if !near.isEmpty {
      findings.append(
        Finding(
          .replicationSameZone, subject, measured: .text(policy.zone?.name ?? ""),
          names: near.map(\.name)))
    }
    return findings
  }

  private var subject: Finding.Subject {
    .init(kind: .replicationPolicy, id: policy.id, name: policy.name)
  }

  private var runFindings: [Finding] {
    guard let run = policy.lastRun, run.start != nil else {
      return [Finding(.replicationNeverRan, subject, names: machines.map(\.name))]
    }
    guard run.isSuccess else {
      return [
        Finding(
          .replicationFailed, subject, measured: .text(run.status),
          limit: run.start.map { .instant($0) }, names: machines.map(\.name))
      ]
    }
    guard isLate, let effectiveMinutes, let interval = policy.intervalMinutes else { return [] }
    return [
      Finding(
        .replicationLate, subject, measured: .minutes(effectiveMinutes),
        limit: .minutes(interval), names: machines.map(\.name))
    ]
  }
}

extension ReplicationPolicy.Run {
  /// The API says `success`.
  var isSuccess: Bool { status.lowercased() == "success" }
}
