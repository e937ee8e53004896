extension Finding {
  /// What a finding tells. The raw values are stable; each has one severity and one rule, of which
  /// the words are in the report.
  public enum Code: String, CaseIterable, Sendable {
    // Pools and hosts.
    case hostUnmapped = "host_unmapped"
    case poolMixedClasses = "pool_mixed_classes"
    case poolTooManyHosts = "pool_too_many_hosts"
    case hostDiffersFromClass = "host_differs_from_class"
    case hostNotRunning = "host_not_running"
    case hostInMaintenance = "host_in_maintenance"
    case poolMemoryOutOfBounds = "pool_memory_out_of_bounds"
    case poolMemoryAboveLine = "pool_memory_above_line"
    case poolMemoryNearLine = "pool_memory_near_line"
    case poolWithoutHeadroom = "pool_without_headroom"
    case haTooFewHosts = "ha_too_few_hosts"
    case haWithoutSharedStorage = "ha_without_shared_storage"
    case haLocalDisc = "ha_local_disc"
    case haUnplacedDisc = "ha_unplaced_disc"
    case haOffForRestart = "ha_off_for_restart"
    case restartDoesNotStart = "restart_does_not_start"
    case restartMayNotStart = "restart_may_not_start"
    case bestEffortDoesNotStart = "best_effort_does_not_start"
    // Storage.
    case repositoryUnmapped = "repository_unmapped"
    case repositoryNearlyFull = "repository_nearly_full"
    case repositoryFilling = "repository_filling"
    case repositoryTooSmall = "repository_too_small"
    case repositoryTooLarge = "repository_too_large"
    case repositoryCapped = "repository_iops_capped"
    case repositoryInaccessible = "repository_inaccessible"
    case repositoryInMaintenance = "repository_in_maintenance"
    case repositoryIdle = "repository_idle"
    case snapshotHeadroomLow = "snapshot_headroom_low"
    case diskUnattached = "disk_unattached"
    case diskTooLarge = "disk_too_large"
    case snapshotOld = "snapshot_old"
    // Machines.
    case machineTooManyProcessors = "machine_too_many_processors"
    case machineUntestedProcessors = "machine_untested_processors"
    case machineTooManyAdapters = "machine_too_many_adapters"
    case machineTooManyDisks = "machine_too_many_disks"
    case machineTooMuchMemory = "machine_too_much_memory"
    case machineMemoryAgainstSnapshots = "machine_memory_against_snapshots"
    case machineUnprotected = "machine_unprotected"
    case machineNoBackupChosen = "machine_no_backup_chosen"
    case machineDoesNotStartItself = "machine_does_not_start_itself"
    case machineInSeveralPolicies = "machine_in_several_policies"
    case backupMissing = "backup_missing"
    // Policies.
    case backupScheduleUnreadable = "backup_schedule_unreadable"
    case backupTooOften = "backup_too_often"
    case backupKeptTooLong = "backup_kept_too_long"
    case backupSkipped = "backup_skipped"
    case replicationInterval = "replication_interval"
    case replicationLate = "replication_late"
    case replicationFailed = "replication_failed"
    case replicationNeverRan = "replication_never_ran"
    case replicationSameZone = "replication_same_zone"
    case replicationUnused = "replication_unused"

    /// What it tells is broken now or at the next fault, or only worth knowing.
    public var severity: Severity {
      switch self {
      case .poolMixedClasses, .poolTooManyHosts, .hostNotRunning, .poolMemoryAboveLine,
        .haTooFewHosts, .haWithoutSharedStorage, .haLocalDisc, .restartDoesNotStart,
        .repositoryNearlyFull, .repositoryInaccessible, .diskTooLarge,
        .machineTooManyProcessors, .machineTooManyAdapters, .machineTooManyDisks,
        .machineTooMuchMemory, .machineUnprotected, .backupMissing, .replicationFailed,
        .replicationSameZone:
        .critical
      case .hostUnmapped, .hostDiffersFromClass, .hostInMaintenance, .poolMemoryOutOfBounds,
        .poolMemoryNearLine, .poolWithoutHeadroom, .haOffForRestart, .restartMayNotStart,
        .bestEffortDoesNotStart, .repositoryUnmapped, .repositoryTooSmall,
        .repositoryInMaintenance, .repositoryIdle, .snapshotHeadroomLow, .diskUnattached,
        .snapshotOld, .machineDoesNotStartItself, .backupScheduleUnreadable, .backupTooOften,
        .backupKeptTooLong, .backupSkipped, .replicationInterval, .replicationLate,
        .replicationNeverRan:
        .warning
      case .haUnplacedDisc, .repositoryFilling, .repositoryTooLarge, .repositoryCapped,
        .machineUntestedProcessors, .machineMemoryAgainstSnapshots, .machineNoBackupChosen,
        .machineInSeveralPolicies, .replicationUnused:
        .info
      }
    }

    /// The rule that it follows from.
    public var rule: String {
      switch self {
      case .hostDiffersFromClass: "B1"
      case .hostUnmapped, .poolMixedClasses, .poolTooManyHosts: "B3"
      case .poolMemoryOutOfBounds: "B4"
      case .poolMemoryAboveLine, .poolMemoryNearLine, .repositoryNearlyFull, .repositoryFilling:
        "B5"
      case .hostNotRunning, .haTooFewHosts, .haWithoutSharedStorage, .haLocalDisc,
        .haUnplacedDisc:
        "B6"
      case .haOffForRestart, .restartDoesNotStart, .restartMayNotStart, .bestEffortDoesNotStart:
        "B7"
      case .poolWithoutHeadroom: "B8"
      case .diskTooLarge, .machineTooManyProcessors, .machineUntestedProcessors,
        .machineTooManyAdapters, .machineTooManyDisks, .machineTooMuchMemory,
        .machineMemoryAgainstSnapshots:
        "B9"
      case .machineUnprotected, .machineNoBackupChosen, .machineDoesNotStartItself: "B10"
      case .repositoryUnmapped: "C1"
      case .repositoryCapped: "C2"
      case .repositoryTooSmall, .repositoryTooLarge: "C4"
      // What is allocated is billed, used or not.
      case .repositoryIdle, .diskUnattached: "C5"
      case .snapshotHeadroomLow, .snapshotOld: "C7"
      case .repositoryInaccessible, .repositoryInMaintenance: "C9"
      case .machineInSeveralPolicies: "E1"
      case .backupScheduleUnreadable, .backupTooOften, .backupKeptTooLong, .backupSkipped: "E3"
      case .backupMissing: "E5"
      case .replicationInterval: "F1"
      case .replicationLate, .replicationFailed, .replicationNeverRan: "F2"
      case .replicationSameZone: "F3"
      case .replicationUnused: "F4"
      // Every started period is due, of what stands still too.
      case .hostInMaintenance: "G3"
      }
    }

    var order: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
  }
}
