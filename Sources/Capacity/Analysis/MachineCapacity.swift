import Calendars

/// A machine in a report, against what a machine may have, and how it is protected.
public struct MachineCapacity: Hashable, Sendable {
  public let machine: VirtualMachine
  /// Its disks, without snapshots.
  public let disks: [VirtualDisk]
  public let adapterCount: Int
  /// All backup policies that name it.
  public let backupPolicies: [BackupPolicy]
  /// When it was last backed up; nil where no backup of it is known.
  public let lastBackup: Backup?
  /// The replication policies that it has.
  public let replicationPolicies: [ReplicationPolicy]

  init(
    _ machine: VirtualMachine, _ estate: Estate, disks: [VirtualDisk], adapterCount: Int,
    backups: [Backup]
  ) {
    let inventory = estate.inventory
    self.machine = machine
    self.disks = disks
    self.adapterCount = adapterCount
    backupPolicies = estate.backupPolicies(of: machine)
    lastBackup = backups.max {
      ($0.madeAt ?? .distantPast, $0.id) < ($1.madeAt ?? .distantPast, $1.id)
    }
    let ids = inventory.replications[machine.id] ?? []
    replicationPolicies = inventory.replicationPolicies.filter { ids.contains($0.id) }
  }

  /// Whether at least one enabled policy backs it up (rules B10, E1).
  public var isProtected: Bool { backupPolicies.contains(where: \.isEnabled) }

  /// What its disks have together.
  public var storage: DataSize { disks.reduce(.zero) { $0 + $1.size } }

  /// Rule B9: 254 in theory, 128 were tested on Linux.
  public static let processors = (max: 254, tested: 128)
  /// Rule B9: beyond, the adapters' VLANs go over one trunk.
  public static let adaptersMax = 7
  /// Rule B9: drives for discs among them.
  public static let disksMax = 24
  /// Rule B9. "2 TB" are 2 TiB: the format of disks, VHD, ends there, and sizes that the API gives
  /// are binary.
  public static let diskSizeMax = DataSize(2, TiB.self)
  /// Rule B9: without snapshots of the memory, and with them.
  public static let memoryMax = (
    withoutSnapshots: DataSize(8, TiB.self), withSnapshots: DataSize(1536, GiB.self)
  )

  func findings(_ estate: Estate) -> [Finding] {
    var findings = limitFindings
    if estate.knows(.backupPolicies) { findings += protectionFindings }
    return findings
  }

  private var subject: Finding.Subject {
    .init(kind: .machine, id: machine.id, name: machine.name)
  }

  private var limitFindings: [Finding] {
    var findings = memoryFindings
    let processors = Self.processors
    if machine.cpus > processors.max {
      findings.append(counted(.machineTooManyProcessors, machine.cpus, processors.max))
    } else if machine.cpus > processors.tested {
      findings.append(counted(.machineUntestedProcessors, machine.cpus, processors.tested))
    }
    if adapterCount > Self.adaptersMax {
      findings.append(counted(.machineTooManyAdapters, adapterCount, Self.adaptersMax))
    }
    // The drive is known only where a disc is in it.
    let drives = disks.count + (machine.mountedDisc.isEmpty ? 0 : 1)
    if drives > Self.disksMax {
      findings.append(counted(.machineTooManyDisks, drives, Self.disksMax))
    }
    return findings
  }

  /// Whether its snapshots have its memory is not known: between the limits it is worth knowing.
  private var memoryFindings: [Finding] {
    let limit = Self.memoryMax
    if machine.memory > limit.withoutSnapshots {
      return [
        Finding(
          .machineTooMuchMemory, subject, measured: .size(machine.memory),
          limit: .size(limit.withoutSnapshots))
      ]
    }
    guard machine.memory > limit.withSnapshots else { return [] }
    return [
      Finding(
        .machineMemoryAgainstSnapshots, subject, measured: .size(machine.memory),
        limit: .size(limit.withSnapshots))
    ]
  }

  private var protectionFindings: [Finding] {
    let enabled = backupPolicies.filter(\.isEnabled)
    var findings: [Finding] = []
    if backupPolicies.isEmpty {
      if machine.startsByItself {
        findings.append(Finding(.machineDoesNotStartItself, subject))
      }
      findings.append(Finding(.machineUnprotected, subject))
    } else if enabled.isEmpty {
      findings.append(
        Finding(.machineNoBackupChosen, subject, names: backupPolicies.map(\.name)))
    }
    if enabled.count > 1 {
      findings.append(
        Finding(
          .machineInSeveralPolicies, subject, measured: .count(enabled.count),
          names: enabled.map(\.name)))
    }
    return findings
  }

  private func counted(_ code: Finding.Code, _ count: Int, _ limit: Int) -> Finding {
    Finding(code, subject, measured: .count(count), limit: .count(limit))
  }
}

extension VirtualDisk {
  var findings: [Finding] {
    guard size > MachineCapacity.diskSizeMax, !isSnapshot else { return [] }
    return [
      Finding(
        .diskTooLarge, .init(kind: .disk, id: id, name: name), measured: .size(size),
        limit: .size(MachineCapacity.diskSizeMax), names: attachments.map(\.machine.name))
    ]
  }
}
