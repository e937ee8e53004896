public import Calendars
public import Capacity
public import Catalogue
import Decimals

/// A report on capacity for programs: sizes in bytes, shares and ratios as exact texts.
public struct CapacityJSON {
  private let report: CapacityReport
  private let words: CapacityWords

  /// The messages of findings are in a language, and times in them in a zone.
  public init(_ report: CapacityReport, in language: Language, zone: Zone) {
    self.report = report
    words = CapacityWords(language: language, zone: zone)
  }

  public var value: ReportValue {
    .object([
      "tenant": .text(report.tenant), "taken_at": .text(report.takenAt.description),
      "inventory_map": .text(report.map),
      "missing_parts": .list(report.missingParts) { .text($0.rawValue) },
      "earlier_parts": .object(
        Dictionary(
          report.earlierParts.map { ($0.key.rawValue, .text($0.value.description)) },
          uniquingKeysWith: { first, _ in first })),
      "unread_objects": .integer(report.unreadCount),
      "critical": .integer(report.count(of: .critical)),
      "warning": .integer(report.count(of: .warning)),
      "info": .integer(report.count(of: .info)),
      "findings": .list(report.findings, value), "pools": .list(report.pools, value),
      "storage_repositories": .list(report.repositories, value),
      "machines": .list(report.machines, value),
      "unattached_disks": .list(report.unused.disks, value),
      "old_snapshots": .list(report.unused.snapshots, value),
      "replication_policies": .list(report.replication, value),
      "backup_policies": .list(report.backup, value),
      "forecasts": .list(report.forecasts, value),
      "reserved": .optional(report.reserved, value),
    ])
  }

  private func value(_ finding: Finding) -> ReportValue {
    .object([
      "code": .text(finding.code.rawValue), "severity": .text(finding.severity.rawValue),
      "rule": .text(finding.rule), "kind": .text(finding.subject.kind.rawValue),
      "id": .text(finding.subject.id), "name": .text(finding.subject.name),
      "measured": .optional(finding.measured, value), "limit": .optional(finding.limit, value),
      "names": .list(finding.names) { .text($0) }, "message": .text(words.message(finding)),
    ])
  }

  private func value(_ measure: Finding.Measure) -> ReportValue {
    switch measure {
    case .count(let count): .object(["count": .integer(count)])
    case .size(let size): .object(["bytes": .integer(size.bytes)])
    case .percent(let percent): .object(["percent": .text(percent.plain)])
    case .minutes(let minutes): .object(["minutes": .integer(minutes)])
    case .days(let days): .object(["days": .integer(days)])
    case .instant(let instant): .object(["at": .text(instant.description)])
    case .text(let text): .object(["text": .text(text)])
    }
  }

  private func value(_ pool: PoolCapacity) -> ReportValue {
    .object([
      "id": .text(pool.pool.id), "name": .text(pool.pool.name), "label": .text(pool.pool.label),
      "zone": .text(pool.pool.zone?.name), "classes": .list(pool.classes) { .text($0.product) },
      "ha_enabled": .flag(pool.pool.isHighlyAvailable), "hosts": .list(pool.hosts, value),
      "connected_hosts": .integer(pool.connectedCount),
      "installed_bytes": .integer(pool.installed.bytes),
      "installed_min_bytes": .integer(pool.installedMin.bytes),
      "installed_max_bytes": .optional(pool.installedMax) { .integer($0.bytes) },
      "physical_bytes": .integer(pool.physical.bytes),
      "allocated_bytes": .integer(pool.allocated.bytes),
      "used_bytes": .optional(pool.used) { .integer($0.bytes) },
      "allocated_percent": .text(pool.allocatedPercent?.plain),
      "line_percent": .integer(PoolCapacity.memoryLinePercent),
      "vcpus": .integer(pool.processors), "threads": .optional(pool.threads) { .integer($0) },
      "vcpus_per_thread": .text(pool.virtualisationRatio?.plain),
      "headroom_after_loss_bytes": .integer(pool.headroomAfterLoss.bytes),
      "worst_loss": .optional(pool.loss, value),
    ])
  }

  private func value(_ host: HostCapacity) -> ReportValue {
    .object([
      "id": .text(host.host.id), "name": .text(host.host.name),
      "class": .text(host.bladeClass.known?.product),
      "connected": .flag(host.host.isConnected),
      "in_maintenance": .flag(host.host.isInMaintenance),
      "running_machines": .integer(host.machineCount),
      "allocated_bytes": .integer(host.allocated.bytes),
      "used_bytes": .optional(host.host.memoryUsed) { .integer($0.bytes) },
      "physical_bytes": .optional(host.host.memory) { .integer($0.bytes) },
    ])
  }

  private func value(_ loss: HostLoss) -> ReportValue {
    .object([
      "host": .text(loss.host.name), "memory_left_bytes": .integer(loss.memoryLeft.bytes),
      "restart": .integer(loss.restartCount), "best_effort": .integer(loss.bestEffortCount),
      "restart_not_started": .list(loss.restartNotStarted) { .text($0.name) },
      "restart_proven": .flag(loss.isProven),
      "best_effort_not_started": .list(loss.bestEffortNotStarted) { .text($0.name) },
    ])
  }

  private func value(_ item: RepositoryCapacity) -> ReportValue {
    let repository = item.repository
    return .object([
      "id": .text(repository.id), "name": .text(repository.name),
      "zone": .text(repository.zone?.name), "pool": .text(repository.pool?.name),
      "type": .text(repository.type), "block": .flag(repository.isBlock),
      "class": .text(item.storageClass.known?.product),
      "allocated_bytes": .integer(repository.capacity.bytes),
      "used_bytes": .integer(repository.used.bytes), "free_bytes": .integer(repository.free.bytes),
      "used_percent": .text(item.usedPercent?.plain),
      "iops": .optional(item.iops) { .integer($0) },
      "throughput_max_mb_s": .optional(item.storageClass.known?.throughputMax) { .integer($0) },
      "disks": .integer(item.disks.count),
      "snapshot_bytes": .integer(item.snapshotSize.bytes),
      "protected_bytes": .integer(item.protectedSize.bytes),
      "free_min_bytes": .integer(item.freeMin.bytes), "accessible": .flag(repository.isAccessible),
      "in_maintenance": .flag(repository.isInMaintenance),
    ])
  }
}
