public import Documents

/// A storage repository: a LUN, or storage of a host, or discs.
public struct StorageRepository: Hashable, Sendable {
  public let id: String
  public let name: String
  public let description: String
  /// Allocated, and billed whether full or not (rule C5).
  public let capacity: DataSize
  public let free: DataSize
  /// `lvmohba`, `ext`, `iso`, …
  public let type: String
  public let isShared: Bool
  public let isAccessible: Bool
  public let isInMaintenance: Bool
  public let host: ProviderReference?
  public let pool: ProviderReference?
  public let zone: ProviderReference?

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    description = try object.text("description")
    capacity = try object.requiredSize("maxCapacity")
    free = try object.requiredSize("freeCapacity")
    guard free <= capacity else {
      throw node.error(.invalidValue, "`freeCapacity` is larger than `maxCapacity`")
    }
    type = try object.text("storageType")
    guard let isShared = try object.flag("shared") else {
      throw node.error(.missingKey, "the key `shared` is missing")
    }
    self.isShared = isShared
    isAccessible = try object.flag("accessible") ?? true
    isInMaintenance = try object.flag("maintenanceMode") ?? false
    host = try object.reference("host")
    pool = try object.reference("pool")
    zone = try object.reference("machineManager")
  }

  /// Whether it is block storage that is shared by hosts: the only one that is billed. A type that
  /// is not known is: what no rule has is told then, and not left out unseen.
  public var isBlock: Bool { isShared && !Self.otherTypes.contains(type.lowercased()) }

  /// Files, and discs to boot from.
  private static let otherTypes = ["ext", "lvm", "nfs", "smb", "cifs", "iso", "nfs_iso"]

  public var used: DataSize { capacity - free }
}

/// A virtual disk, or a snapshot of one, which takes its whole size (rule C7).
public struct VirtualDisk: Hashable, Sendable {
  /// A machine that has it.
  public struct Attachment: Hashable, Sendable {
    public let machine: ProviderReference
    public let isConnected: Bool
  }

  public let id: String
  public let name: String
  public let size: DataSize
  public let isSnapshot: Bool
  public let repository: ProviderReference?
  public let attachments: [Attachment]
  /// Whether templates are made of it.
  public let isOfTemplate: Bool

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    size = try object.requiredSize("size")
    isSnapshot = try object.flag("isSnapshot") ?? false
    repository = try object.reference("storageRepository")
    attachments = try object.list("virtualMachines") { item throws(DocumentError) in
      let object = try ProviderObject(item)
      return Attachment(
        machine: ProviderReference(id: try object.id(), name: try object.text("name")),
        isConnected: try object.flag("connected") ?? true)
    }
    isOfTemplate = try !(object.value("templates")?.list() ?? []).isEmpty
  }
}
