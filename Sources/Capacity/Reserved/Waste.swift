public import Decimals

/// Something that is paid for, and that nobody uses.
public struct Waste: Hashable, Sendable {
  /// What it is; the raw values are stable.
  public enum Kind: String, CaseIterable, Sendable {
    /// A repository on which nothing lies.
    case idleRepository = "idle_repository"
    /// A disk that no machine has.
    case unattachedDisk = "unattached_disk"
    /// A machine's snapshot that is older than `OldSnapshot.daysMin` days: each takes what the
    /// machine's disks are large (rule C7).
    case oldSnapshot = "old_snapshot"
    /// A host on which nothing runs, and which is billed all the same.
    case hostInMaintenance = "host_in_maintenance"
    /// A network without an adapter.
    case idleNetwork = "idle_network"
  }

  public let kind: Kind
  public let id: String
  public let name: String
  /// Where it lies: the repository of a disk, the machine of a snapshot; else empty.
  public let place: String
  /// nil where it has none.
  public let size: DataSize?
  /// What it costs a month, net: of a disk or a snapshot its share of its repository's cost. nil
  /// where that is not known.
  public let monthlyCost: DecimalNumber?
}
