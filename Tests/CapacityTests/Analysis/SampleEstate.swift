import Calendars
import Capacity
import Catalogue
import Documents
import Foundation
import Testing

/// A small estate that keeps every rule, of which a test changes what it judges: one pool of two
/// hosts, one repository, one machine that is backed up every night and replicated.
struct SampleEstate {
  typealias Object = [String: Any]

  static let gibibyte: Int64 = 1 << 30
  /// 2026-11-26, 6 in the morning in Paris.
  static let now = 1_795_669_200

  /// The API's answers.
  var parts: [InventoryPart: [Object]]
  /// The policies of machines.
  var replications: [String: [String]] = ["m1": ["r1"]]

  init() {
    let pool: Object = ["id": "p1", "name": "pool-1"]
    parts = [
      .tenants: [], .networks: [], .floatingIPs: [], .snapshots: [],
      .availabilityZones: [["id": "az05", "name": "AZ05"], ["id": "az07", "name": "AZ07"]],
      .pools: [
        [
          "id": "p1", "name": "pool-1", "label": "One", "highAvailabilityEnabled": true,
          "machineManager": Self.zone("az05"), "hosts": ["h1", "h2"], "master": "h1",
        ]
      ],
      .hosts: [Self.host("h1"), Self.host("h2")],
      .virtualMachines: [Self.machine("m1", memory: 32 * Self.gibibyte)],
      .storageRepositories: [Self.repository("std-1")],
      .virtualDisks: [Self.disk("d1", 100, of: "m1")],
      .networkAdapters: [["id": "n1", "virtualMachineId": "m1"]],
      .backupPolicies: [
        [
          "id": "b1", "name": "daily", "mode": "incremental", "machineManager": Self.zone("az05"),
          "virtualMachines": ["m1"],
          "schedulers": [
            [
              "temporarilyDisabled": false, "retention": 30, "cron": "0 20 * * *",
              "timezone": "Europe/Paris",
            ] as Object
          ],
        ]
      ],
      .backups: Self.backups(of: "m1"),
      .replicationPolicies: [
        [
          "id": "r1", "name": "dr", "machineManager": Self.zone("az07"), "pool": pool,
          "storageRepository": ["id": "s9", "name": "far"],
          "lastRun": ["start": Self.now - 660, "end": Self.now - 360, "status": "success"],
          "interval": ["hours": 0, "minutes": 15],
        ]
      ],
    ]
  }

  static func zone(_ id: String) -> Object { ["id": id, "name": id.uppercased()] }

  /// One of the class `std`, running.
  static func host(_ id: String, name: String? = nil) -> Object {
    [
      "id": id, "name": name ?? "std-\(id)", "machineManager": zone("az05"),
      "pool": ["id": "p1", "name": "pool-1"], "powerState": "Running",
      "updateData": ["maintenanceMode": false], "virtualMachines": [],
      "metrics": [
        "memory": ["usage": 48 * gibibyte, "size": 384 * gibibyte],
        "cpu": ["sockets": 2, "cores": 64, "modelName": "x"],
      ],
    ]
  }

  /// One on h1 that is to be started again.
  static func machine(_ id: String, memory: Int64) -> Object {
    [
      "id": id, "name": id, "powerState": "Running", "highAvailability": "restart", "cpu": 4,
      "memory": memory, "autoPowerOn": false, "operatingSystemName": "Debian",
      "dvdDrive": ["name": "", "attached": false], "machineManager": zone("az05"),
      "host": ["id": "h1", "name": "std-h1"], "pool": ["id": "p1", "name": "pool-1"],
    ]
  }

  /// One of 1000 GiB, 70 % of which are free.
  static func repository(
    _ name: String, size: Int64 = 1000, free: Int64 = 700, type: String = "lvmohba",
    isShared: Bool = true
  ) -> Object {
    [
      "id": "s-\(name)", "name": name, "description": "", "maxCapacity": size * gibibyte,
      "freeCapacity": free * gibibyte, "storageType": type, "shared": isShared, "accessible": 1,
      "maintenanceMode": false, "host": ["id": "", "name": ""],
      "pool": ["id": "p1", "name": "pool-1"], "machineManager": zone("az05"),
    ]
  }

  static func disk(
    _ id: String, _ size: Int64, of machine: String?, on repository: String = "std-1"
  ) -> Object {
    [
      "id": id, "name": id, "size": size * gibibyte, "isSnapshot": false,
      "storageRepository": ["id": "s-\(repository)", "name": repository],
      "virtualMachines": machine.map { [["id": $0, "name": $0, "connected": true]] } ?? [],
      "templates": [],
    ]
  }

  /// Of the last nine nights at 20:25 in Paris.
  static func backups(of machine: String, by policy: String = "b1") -> [Object] {
    (0..<9).map { night in
      [
        "id": "\(machine)-\(policy)-\(night)", "mode": "incremental", "size": gibibyte,
        // 9 hours and 35 minutes before now, and whole days.
        "timestamp": now - 34_500 - night * 86_400,
        "virtualMachine": ["id": machine, "name": machine],
        "policy": ["id": policy, "name": policy],
      ]
    }
  }

  /// Sets a value of an object of a part, by a path such as `metrics.memory.size`.
  mutating func set(_ part: InventoryPart, _ path: String, _ value: Any, of index: Int = 0) {
    let keys = path.split(separator: ".").map(String.init)
    guard var object = parts[part]?[index] else { return }
    Self.set(&object, keys[...], value)
    parts[part]?[index] = object
  }

  private static func set(_ object: inout Object, _ keys: ArraySlice<String>, _ value: Any) {
    guard let key = keys.first else { return }
    if keys.count == 1 {
      object[key] = value
    } else {
      var inner = object[key] as? Object ?? [:]
      set(&inner, keys.dropFirst(), value)
      object[key] = inner
    }
  }

  mutating func add(_ part: InventoryPart, _ objects: Object...) { parts[part]? += objects }

  /// A further machine on h1, backed up as the first one is.
  mutating func addMachine(_ id: String, memory: Int64, priority: String = "restart") {
    var machine = Self.machine(id, memory: memory)
    machine["highAvailability"] = priority
    parts[.virtualMachines]?.append(machine)
    let names = (parts[.backupPolicies]?.first?["virtualMachines"] as? [String] ?? []) + [id]
    set(.backupPolicies, "virtualMachines", names)
    parts[.backups]? += Self.backups(of: id)
  }

  /// Sets the memory of the first machine, which is not to be started again.
  mutating func allocate(_ bytes: Int64) {
    set(.virtualMachines, "memory", bytes)
    set(.virtualMachines, "highAvailability", "disabled")
  }

  func report() throws -> CapacityReport {
    var reader = InventoryReader()
    for (part, objects) in parts {
      let bytes = try JSONSerialization.data(withJSONObject: objects)
      try reader.read(Array(bytes), as: part, file: part.rawValue)
    }
    let policies = parts[.replicationPolicies] ?? []
    let lists = replications.mapValues { ids in
      policies.filter { ids.contains($0["id"] as? String ?? "") }
    }
    try reader.read(
      Array(try JSONSerialization.data(withJSONObject: lists)), as: .virtualMachineReplications,
      file: "replications")
    #expect(reader.refused == [])
    let directory = try Self.directory()
    return CapacityReport(
      Estate(
        tenant: "acme", takenAt: Instant(seconds: Int64(Self.now)), inventory: reader.inventory,
        map: directory.inventoryMaps["m"], products: directory.products))
  }

  private static func directory() throws -> Directory {
    var directory = Directory()
    for node in try DocumentNode.documents(of: documents, file: "documents") {
      directory.put(try Document(node).content)
    }
    return directory
  }

  private static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: std, sku: std, label: { fr: Standard, en: Standard }, service: a, unit: blade,
            meter: { aggregation: time_weighted, step: day },
            attributes: { ram_gb: 384, cores: 32, threads: 64 } }
        - { product: eco, sku: eco, label: { fr: Eco, en: Eco }, service: a, unit: blade,
            meter: { aggregation: time_weighted, step: day },
            attributes: { ram_gb: 384, cores: 20, threads: 40 } }
        - { product: flash, sku: flash, label: { fr: Flash, en: Flash }, service: a, unit: GiB,
            meter: { aggregation: time_weighted, step: day },
            attributes: { iops_per_tb: 1500, iops_cap_per_volume: 30000, bandwidth_cap_mo_s: 1024,
              min_lun_gib: 500 } }
        - { product: mass, sku: mass, label: { fr: Mass, en: Mass }, service: a, unit: TiB,
            meter: { aggregation: time_weighted, step: day }, attributes: { guaranteed: false } }
    ---
    kind: InventoryMap
    name: m
    spec:
      region: fr1
      tenants: [ { id: t, tenant: acme } ]
      blades:
        - { match: "std-*", product: std }
        - { match: "eco-*", product: eco }
        - { match: "free-*", ignore: lent }
      storage:
        - { match: "std-*", product: flash }
        - { match: "mass-*", product: mass }
        - { match: "free-*", ignore: lent }
    """
}
