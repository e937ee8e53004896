public import Decimals

/// A storage repository in a report. Classes, entitlements and costs are those of shared block
/// storage only.
public struct RepositoryCapacity: Hashable, Sendable {
  public let repository: StorageRepository
  public let storageClass: Classified<StorageClass>
  /// The disks that lie on it, without snapshots, in the API's order.
  public let disks: [VirtualDisk]
  /// What snapshots of disks take: each the whole size of its disk (rule C7).
  public let snapshotSize: DataSize
  /// The disks of machines that an enabled backup policy protects.
  public let protectedSize: DataSize

  init(_ repository: StorageRepository, _ estate: Estate, protected: Set<String>) {
    self.repository = repository
    storageClass = repository.isBlock ? estate.storageClass(of: repository) : .ignored(reason: "")
    let all = estate.inventory.disks.filter { $0.repository?.id == repository.id }
    disks = all.filter { !$0.isSnapshot }
    snapshotSize = all.filter(\.isSnapshot).reduce(.zero) { $0 + $1.size }
    protectedSize = disks.filter { disk in
      disk.attachments.contains { protected.contains($0.machine.id) }
    }.reduce(.zero) { $0 + $1.size }
  }

  public var usedPercent: DecimalNumber? { repository.used.percent(of: repository.capacity) }

  /// The IOPS that it is entitled to as a volume, shared by all its machines (rules C2, C3).
  public var iops: Int? { storageClass.known?.iops(of: repository.capacity) }

  /// What must be free so that backups can take snapshots: half of what they protect (rule C7).
  public var freeMin: DataSize { DataSize(bytes: (protectedSize.bytes + 1) / 2) }

  /// Of its capacity; the lines of the provider's console (rule B5).
  public static let linesPercent = (filling: 60, nearlyFull: 80)
  /// The most that the order form offers: its "20 480 GB" are GiB, as LUNs are sold (C4, C6).
  public static let sizeMax = DataSize(20_480, GiB.self)

  func findings(_ estate: Estate) -> [Finding] {
    guard repository.isBlock else { return [] }
    var findings: [Finding] = []
    if storageClass == .unmapped { findings.append(Finding(.repositoryUnmapped, subject)) }
    if !repository.isAccessible { findings.append(Finding(.repositoryInaccessible, subject)) }
    if repository.isInMaintenance { findings.append(Finding(.repositoryInMaintenance, subject)) }
    findings += fillFindings + sizeFindings
    if estate.knows(.virtualDisks) {
      if disks.isEmpty, snapshotSize == .zero {
        findings.append(
          Finding(.repositoryIdle, subject, measured: .size(repository.capacity)))
      }
      if repository.free < freeMin {
        findings.append(
          Finding(
            .snapshotHeadroomLow, subject, measured: .size(repository.free), limit: .size(freeMin)))
      }
    }
    return findings
  }

  private var subject: Finding.Subject {
    .init(kind: .repository, id: repository.id, name: repository.name)
  }

  private var fillFindings: [Finding] {
    guard let percent = usedPercent else { return [] }
    let lines = Self.linesPercent
    let used = Int128(repository.used.bytes) * 100
    let whole = Int128(repository.capacity.bytes)
    for (line, code) in [
      (lines.nearlyFull, Finding.Code.repositoryNearlyFull), (lines.filling, .repositoryFilling),
    ] where used >= whole * Int128(line) {
      return [
        Finding(
          code, subject, measured: .percent(percent), limit: .percent(DecimalNumber(line)))
      ]
    }
    return []
  }

  private var sizeFindings: [Finding] {
    var findings: [Finding] = []
    let capacity = repository.capacity
    if let sizeMin = storageClass.known?.sizeMin, capacity < sizeMin {
      findings.append(
        Finding(.repositoryTooSmall, subject, measured: .size(capacity), limit: .size(sizeMin)))
    }
    if capacity > Self.sizeMax {
      findings.append(
        Finding(
          .repositoryTooLarge, subject, measured: .size(capacity), limit: .size(Self.sizeMax)))
    }
    if let linear = storageClass.known?.linearIOPS(of: capacity), let iops, linear > iops {
      findings.append(
        Finding(.repositoryCapped, subject, measured: .count(linear), limit: .count(iops)))
    }
    return findings
  }
}
