public import Documents

/// Reads answers of the provider's API into an inventory. An object that cannot be read is refused
/// with its place, and spoils no other.
public struct InventoryReader {
  /// What was read so far.
  public private(set) var inventory = Inventory()
  /// Why objects were left out, in the order of reading: the first thousand of them.
  public private(set) var refused: [DocumentError] = []
  /// How many were left out.
  public private(set) var refusedCount = 0

  private static let refusedMax = 1000

  public init() {}

  /// Reads an answer: a list of objects; of `virtualMachineReplications` an object of such lists by
  /// a machine's id; JSON in UTF-8, a byte-order mark allowed. `file` names it in errors.
  ///
  /// - Throws: where the answer is no such list; nothing of it is taken then.
  public mutating func read(
    _ bytes: [UInt8], as part: InventoryPart, file: String
  ) throws(DocumentError) {
    let lists = try AnswerLists(bytes, file: file)
    inventory.parts.insert(part)
    switch part {
    case .tenants: take(try lists.objects(), \.tenants, ProviderTenant.init)
    case .availabilityZones: take(try lists.objects(), \.zones, AvailabilityZone.init)
    case .pools: take(try lists.objects(), \.pools, Pool.init)
    case .hosts: take(try lists.objects(), \.hosts, Host.init)
    case .virtualMachines: take(try lists.objects(), \.virtualMachines, VirtualMachine.init)
    case .storageRepositories: take(try lists.objects(), \.repositories, StorageRepository.init)
    case .virtualDisks: take(try lists.objects(), \.disks, VirtualDisk.init)
    case .networks: take(try lists.objects(), \.networks, Network.init)
    case .networkAdapters: take(try lists.objects(), \.adapters, NetworkAdapter.init)
    case .snapshots: take(try lists.objects(), \.snapshots, MachineSnapshot.init)
    case .backupPolicies: take(try lists.objects(), \.backupPolicies, BackupPolicy.init)
    case .backups: take(try lists.objects(), \.backups, Backup.init)
    case .replicationPolicies:
      take(try lists.objects(), \.replicationPolicies, ReplicationPolicy.init)
    case .floatingIPs: take(try lists.objects(), \.floatingIPs, FloatingIP.init)
    case .virtualMachineReplications:
      for (machine, objects) in try lists.objectsByKey() {
        inventory.replications[machine] = objects.enumerated().compactMap {
          read($1, at: $0, ReplicationPolicy.init)?.id
        }
      }
    }
  }

  /// Reads the answer about the replication of one machine: a list of policies.
  ///
  /// - Throws: where it is no such list; nothing of it is taken then.
  public mutating func readReplications(
    _ bytes: [UInt8], of machine: String, file: String
  ) throws(DocumentError) {
    let objects = try AnswerLists(bytes, file: file).objects()
    inventory.parts.insert(.virtualMachineReplications)
    inventory.replications[machine] = objects.enumerated().compactMap {
      read($1, at: $0, ReplicationPolicy.init)?.id
    }
  }

  private mutating func take<Item>(
    _ objects: [Result<DocumentNode, DocumentError>],
    _ items: WritableKeyPath<Inventory, [Item]>,
    _ make: (DocumentNode) throws(DocumentError) -> Item
  ) {
    inventory[keyPath: items] += objects.enumerated().compactMap { read($1, at: $0, make) }
  }

  /// `index` is the object's place in its list: often all of them stand on one line.
  private mutating func read<Item>(
    _ object: Result<DocumentNode, DocumentError>, at index: Int,
    _ make: (DocumentNode) throws(DocumentError) -> Item
  ) -> Item? {
    do throws(DocumentError) {
      return try make(try object.get())
    } catch {
      refusedCount += 1
      guard refused.count < Self.refusedMax else { return nil }
      refused.append(
        DocumentError(
          code: error.code, file: error.file, line: error.line,
          key: "[\(index)]" + (error.key.isEmpty ? "" : ".\(error.key)"), message: error.message))
      return nil
    }
  }
}
