import Calendars
import Capacity

extension CapacityJSON {
  func value(_ item: MachineCapacity) -> ReportValue {
    let machine = item.machine
    return .object([
      "id": .text(machine.id), "name": .text(machine.name), "zone": .text(machine.zone?.name),
      "pool": .text(machine.pool?.name), "host": .text(machine.host?.name),
      "power_state": .text(machine.powerState), "priority": .text(machine.priority?.rawValue),
      "vcpus": .integer(machine.cpus), "memory_bytes": .integer(machine.memory.bytes),
      "disks": .integer(item.disks.count), "storage_bytes": .integer(item.storage.bytes),
      "adapters": .integer(item.adapterCount), "protected": .flag(item.isProtected),
      "backup_policies": .list(item.backupPolicies) { .text($0.name) },
      "last_backup_at": .text(item.lastBackup?.madeAt?.description),
      "replication_policies": .list(item.replicationPolicies) { .text($0.name) },
    ])
  }

  func value(_ disk: VirtualDisk) -> ReportValue {
    .object([
      "id": .text(disk.id), "name": .text(disk.name), "bytes": .integer(disk.size.bytes),
      "storage_repository": .text(disk.repository?.name),
    ])
  }

  func value(_ item: OldSnapshot) -> ReportValue {
    .object([
      "id": .text(item.snapshot.id), "name": .text(item.snapshot.name),
      "machine": .text(item.machine?.name), "created_at": .text(item.createdAt.description),
      "age_days": .integer(item.ageDays), "bytes": .integer(item.size.bytes),
    ])
  }

  func value(_ item: ReplicationState) -> ReportValue {
    let policy = item.policy
    return .object([
      "id": .text(policy.id), "name": .text(policy.name),
      "interval_minutes": .optional(policy.intervalMinutes) { .integer($0) },
      "effective_rpo_minutes": .optional(item.effectiveMinutes) { .integer($0) },
      "late": .flag(item.isLate), "last_status": .text(policy.lastRun?.status),
      "last_start_at": .text(policy.lastRun?.start?.description),
      "target_zone": .text(policy.zone?.name), "target_pool": .text(policy.pool?.name),
      "target_storage_repository": .text(policy.repository?.name),
      "machines": .list(item.machines) { .text($0.name) },
    ])
  }

  func value(_ item: BackupState) -> ReportValue {
    .object([
      "id": .text(item.policy.id), "name": .text(item.policy.name),
      "zone": .text(item.policy.zone?.name), "enabled": .flag(item.policy.isEnabled),
      "schedulers": .list(item.policy.schedulers) { scheduler in
        .object([
          "cron": .text(scheduler.cron), "timezone": .text(scheduler.zone),
          "retention": .integer(scheduler.retention), "disabled": .flag(scheduler.isDisabled),
        ])
      },
      "next_run_at": .text(item.nextRun?.description),
      "last_backup_at": .text(item.lastBackup?.description),
      "machines": .list(item.machines) { .text($0.name) },
      "cycles_7_days": .integer(item.cycleCount),
      "skipped_at": .list(item.skipped) { .text($0.description) },
      "machines_without_backup": .list(item.missing) { .text($0.name) },
    ])
  }
}
