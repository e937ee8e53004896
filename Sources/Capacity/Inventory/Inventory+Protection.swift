public import Calendars
public import Documents

/// When and how long backups are kept, for the machines that it names.
public struct BackupPolicy: Hashable, Sendable {
  /// One of its timetables.
  public struct Scheduler: Hashable, Sendable {
    public let isDisabled: Bool
    /// How many backups are kept.
    public let retention: Int
    /// Five fields of cron.
    public let cron: String
    /// An IANA name.
    public let zone: String
  }

  public let id: String
  public let name: String
  public let isRunning: Bool
  public let mode: String
  public let zone: ProviderReference?
  public let machineIDs: [String]
  public let schedulers: [Scheduler]

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    isRunning = try object.flag("running") ?? false
    mode = try object.text("mode")
    zone = try object.reference("machineManager")
    machineIDs = try object.ids("virtualMachines")
    schedulers = try object.list("schedulers") { item throws(DocumentError) in
      let object = try ProviderObject(item)
      return Scheduler(
        isDisabled: try object.flag("temporarilyDisabled") ?? false,
        retention: try object.whole("retention") ?? 0, cron: try object.text("cron"),
        zone: try object.text("timezone"))
    }
  }

  /// Whether it makes backups: the one called `nobackup`, and one whose schedulers all rest, does
  /// not (rule B10).
  public var isEnabled: Bool {
    name.lowercased() != "nobackup" && schedulers.contains { !$0.isDisabled }
  }
}

/// A backup that was made.
public struct Backup: Hashable, Sendable {
  public let id: String
  public let mode: String
  public let size: DataSize?
  public let madeAt: Instant?
  public let isOfDeletedMachine: Bool
  public let machine: ProviderReference?
  public let policy: ProviderReference?

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    mode = try object.text("mode")
    size = try object.size("size")
    madeAt = try object.instant("timestamp")
    isOfDeletedMachine = try object.flag("isVirtualMachineDeleted") ?? false
    machine = try object.reference("virtualMachine")
    policy = try object.reference("policy")
  }
}

/// Where and how often machines are replicated (rule F4).
public struct ReplicationPolicy: Hashable, Sendable {
  /// Its last cycle.
  public struct Run: Hashable, Sendable {
    public let start: Instant?
    public let end: Instant?
    /// `success`, or what else the API says.
    public let status: String
  }

  public let id: String
  public let name: String
  /// The targets.
  public let repository: ProviderReference?
  public let pool: ProviderReference?
  public let zone: ProviderReference?
  public let lastRun: Run?
  /// The interval between cycles, in minutes; nil where the API does not say.
  public let intervalMinutes: Int?

  public init(_ node: DocumentNode) throws(DocumentError) {
    let object = try ProviderObject(node)
    id = try object.id()
    name = try object.text("name")
    repository = try object.reference("storageRepository")
    pool = try object.reference("pool")
    zone = try object.reference("machineManager")
    if let run = try object.object("lastRun") {
      lastRun = Run(
        start: try run.instant("start"), end: try run.instant("end"),
        status: try run.text("status"))
    } else {
      lastRun = nil
    }
    if let interval = try object.object("interval") {
      // Requests spell the one key in the singular.
      let (plural, singular) = (try interval.whole("minutes"), try interval.whole("minute"))
      let hours = try interval.whole("hours") ?? 0
      intervalMinutes = hours * 60 + (plural ?? singular ?? 0)
    } else {
      intervalMinutes = nil
    }
  }
}
