public import Calendars

/// A machine's snapshot that was kept for long. It takes what the machine's disks are large
/// (rule C7).
public struct OldSnapshot: Hashable, Sendable {
  public let snapshot: MachineSnapshot
  /// nil where the machine is gone.
  public let machine: VirtualMachine?
  public let createdAt: Instant
  /// Whole days.
  public let ageDays: Int
  public let size: DataSize

  /// From how many days on a snapshot is called old. The provider names no age; a month is what
  /// nobody would go back to.
  public static let daysMin = 30
}

/// Storage that is allocated, and that nobody uses.
public struct UnusedStorage: Hashable, Sendable {
  /// Disks on block storage that no machine has, and that no template is made of.
  public let disks: [VirtualDisk]
  /// The oldest first.
  public let snapshots: [OldSnapshot]

  init(_ estate: Estate) {
    let inventory = estate.inventory
    let shared = Set(inventory.repositories.filter(\.isBlock).map(\.id))
    disks = inventory.disks.filter { disk in
      !disk.isSnapshot && !disk.isOfTemplate && disk.attachments.isEmpty
        && disk.repository.map { shared.contains($0.id) } ?? false
    }
    let machines = Dictionary(
      inventory.virtualMachines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var sizes: [String: DataSize] = [:]
    for disk in inventory.disks where !disk.isSnapshot {
      for attachment in disk.attachments { sizes[attachment.machine.id, default: .zero] += disk.size }
    }
    snapshots = inventory.snapshots.compactMap { snapshot -> OldSnapshot? in
      guard let createdAt = snapshot.createdAt, createdAt <= estate.takenAt else { return nil }
      let age = estate.takenAt.microseconds - createdAt.microseconds
      let days = Int(age / (24 * Instant.microsecondsPerHour))
      guard days >= OldSnapshot.daysMin else { return nil }
      return OldSnapshot(
        snapshot: snapshot, machine: machines[snapshot.machineID], createdAt: createdAt,
        ageDays: days, size: sizes[snapshot.machineID] ?? .zero)
    }.sorted { ($0.createdAt, $0.snapshot.id) < ($1.createdAt, $1.snapshot.id) }
  }

  var findings: [Finding] {
    disks.map { disk in
      Finding(
        .diskUnattached, .init(kind: .disk, id: disk.id, name: disk.name),
        measured: .size(disk.size), names: [disk.repository?.name ?? ""])
    }
      + snapshots.map { item in
        Finding(
          .snapshotOld,
          .init(kind: .snapshot, id: item.snapshot.id, name: item.snapshot.name),
          measured: .days(item.ageDays), limit: .days(OldSnapshot.daysMin),
          names: [item.machine?.name ?? item.snapshot.machineID])
      }
  }
}
