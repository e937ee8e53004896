public import Calendars
public import Documents

/// A tenant as the provider knows it: resources belong to exactly one (rule A1).
public struct ProviderTenant: Hashable, Sendable {
  public let id: String
  public let name: String
  /// Whether it is qualified by SecNumCloud.
  public let isSecNumCloud: Bool
  public let companyID: String

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    isSecNumCloud = try object.flag("snc") ?? false
    companyID = try object.text("companyId")
  }
}

/// An availability zone: a private room with power, cooling, compute and storage of its own (rule
/// A3). For the API it is a machine manager.
public struct AvailabilityZone: Hashable, Sendable {
  public let id: String
  public let name: String

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
  }
}

/// A pool of hosts, a cluster.
public struct Pool: Hashable, Sendable {
  public let id: String
  public let name: String
  /// What its users call it.
  public let label: String
  public let zone: ProviderReference?
  public let isHighlyAvailable: Bool
  public let hostIDs: [String]
  public let masterID: String

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    label = try object.text("label")
    zone = try object.reference("machineManager")
    isHighlyAvailable = try object.flag("highAvailabilityEnabled") ?? false
    hostIDs = try object.ids("hosts")
    masterID = try object.text("master")
  }
}

/// A host: one blade, dedicated to its customer (rule B2).
public struct Host: Hashable, Sendable {
  public let id: String
  public let name: String
  public let zone: ProviderReference?
  public let pool: ProviderReference?
  /// `Running`, `Halted`, …
  public let powerState: String
  /// Billed all the same.
  public let isInMaintenance: Bool
  public let needsReboot: Bool
  public let machineIDs: [String]
  /// What machines and the hypervisor have of the memory; nil where the API does not say.
  public let memoryUsed: DataSize?
  /// Physical memory; nil where the API does not say.
  public internal(set) var memory: DataSize?
  public let sockets: Int?
  /// As the API says it: XCP-ng counts threads, so that it must be compared with the class.
  public let cores: Int?
  public let processor: String

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    zone = try object.reference("machineManager")
    pool = try object.reference("pool")
    powerState = try object.text("powerState")
    isInMaintenance = try object.object("updateData")?.flag("maintenanceMode") ?? false
    needsReboot = try object.flag("rebootRequired") ?? false
    machineIDs = try object.ids("virtualMachines")
    let metrics = try object.object("metrics")
    let memory = try metrics?.object("memory")
    memoryUsed = try memory?.size("usage")
    self.memory = try memory?.size("size")
    let processor = try metrics?.object("cpu")
    sockets = try processor?.whole("sockets")
    cores = try processor?.whole("cores")
    self.processor = try processor?.text("modelName") ?? ""
  }

  /// Whether it runs machines: connected, as high availability wants it (rule B6).
  public var isConnected: Bool { powerState == "Running" && !isInMaintenance }
}

/// A virtual machine.
public struct VirtualMachine: Hashable, Sendable {
  /// What becomes of it when its host is lost (rule B7).
  public enum Priority: String, CaseIterable, Sendable {
    /// It is not started again.
    case disabled
    /// It is started as soon as there is room, before all best efforts.
    case restart
    /// It is tried once, after all of `restart`.
    case bestEffort = "best-effort"
  }

  public let id: String
  public let name: String
  /// `Running`, `Halted`, `Paused` or `Suspended`.
  public let powerState: String
  /// nil where the API says something else.
  public let priority: Priority?
  public let cpus: Int
  public let memory: DataSize
  /// Whether it starts with its host.
  public let startsByItself: Bool
  public let operatingSystem: String
  /// The disc in its drive; empty where there is none.
  public let mountedDisc: String
  public let zone: ProviderReference?
  public let host: ProviderReference?
  public let pool: ProviderReference?

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    powerState = try object.text("powerState")
    priority = Priority(rawValue: try object.text("highAvailability"))
    guard let cpus = try object.whole("cpu") else {
      throw node.error(.missingKey, "the key `cpu` is missing")
    }
    self.cpus = cpus
    memory = try object.requiredSize("memory")
    startsByItself = try object.flag("autoPowerOn") ?? false
    operatingSystem = try object.text("operatingSystemName")
    let drive = try object.object("dvdDrive")
    let isMounted = try drive?.flag("attached") ?? false
    mountedDisc = isMounted ? try drive?.text("name") ?? "" : ""
    zone = try object.reference("machineManager")
    host = try object.reference("host")
    pool = try object.reference("pool")
  }

  /// Whether it has its memory and processors now.
  public var isRunning: Bool { powerState == "Running" || powerState == "Paused" }
}

/// A state of a machine that was kept.
public struct MachineSnapshot: Hashable, Sendable {
  public let id: String
  public let name: String
  public let machineID: String
  public let createdAt: Instant?

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    machineID = try object.text("virtualMachineId")
    createdAt = try object.instant("createTime")
  }
}
