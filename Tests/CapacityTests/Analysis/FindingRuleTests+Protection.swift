import Capacity

extension FindingRuleTests {
  private static let gibibyte = SampleEstate.gibibyte

  /// Machines that do not run take no memory of the pool.
  private static func halt(memory: Int64, _ estate: inout SampleEstate) {
    estate.set(.virtualMachines, "powerState", "Halted")
    estate.set(.virtualMachines, "memory", memory)
  }

  private static func addAdapters(upTo count: Int, _ estate: inout SampleEstate) {
    for index in 2...count {
      estate.add(.networkAdapters, ["id": "n\(index)", "virtualMachineId": "m1"])
    }
  }

  private static func addDisks(upTo count: Int, _ estate: inout SampleEstate) {
    for index in 2...count {
      estate.add(.virtualDisks, SampleEstate.disk("d\(index)", 1, of: "m1"))
    }
  }

  private static func addPolicy(isDisabled: Bool, _ estate: inout SampleEstate) {
    let scheduler: SampleEstate.Object = [
      "temporarilyDisabled": isDisabled, "retention": 7, "cron": "0 21 * * *",
      "timezone": "Europe/Paris",
    ]
    estate.add(
      .backupPolicies,
      [
        "id": "b2", "name": "second", "virtualMachines": ["m1"], "schedulers": [scheduler],
      ])
    estate.parts[.backups]? += SampleEstate.backups(of: "m1", by: "b2").map { backup in
      let time = backup["timestamp"] as? Int ?? 0
      return backup.merging(["timestamp": time + 3600]) { $1 }
    }
  }

  static let machineRules: [Rule] = [
    Rule(
      code: .machineTooManyProcessors, keeps: { $0.set(.virtualMachines, "cpu", 254) },
      breaks: { $0.set(.virtualMachines, "cpu", 255) },
      besides: ([.machineUntestedProcessors], [])),
    Rule(
      code: .machineUntestedProcessors, keeps: { $0.set(.virtualMachines, "cpu", 128) },
      breaks: { $0.set(.virtualMachines, "cpu", 129) }),
    Rule(
      code: .machineTooManyAdapters, keeps: { addAdapters(upTo: 7, &$0) },
      breaks: { addAdapters(upTo: 8, &$0) }),
    Rule(
      code: .machineTooManyDisks, keeps: { addDisks(upTo: 24, &$0) },
      breaks: { addDisks(upTo: 25, &$0) }),
    // A drive counts.
    Rule(
      code: .machineTooManyDisks, keeps: { addDisks(upTo: 24, &$0) },
      breaks: {
        addDisks(upTo: 24, &$0)
        $0.set(.virtualMachines, "dvdDrive", ["name": "x.iso", "attached": true])
      }, besides: ([], [.haUnplacedDisc])),
    Rule(
      code: .machineTooMuchMemory, keeps: { halt(memory: 8192 * gibibyte, &$0) },
      breaks: { halt(memory: 8192 * gibibyte + 1, &$0) },
      besides: ([.machineMemoryAgainstSnapshots], [])),
    Rule(
      code: .machineMemoryAgainstSnapshots, keeps: { halt(memory: 1536 * gibibyte, &$0) },
      breaks: { halt(memory: 1536 * gibibyte + 1, &$0) }),
    Rule(
      code: .machineUnprotected, keeps: { _ in },
      breaks: { $0.set(.backupPolicies, "virtualMachines", [String]()) }),
    Rule(
      code: .machineNoBackupChosen, keeps: { _ in },
      breaks: { $0.set(.backupPolicies, "name", "nobackup") }),
    Rule(
      code: .machineDoesNotStartItself, keeps: { $0.set(.virtualMachines, "autoPowerOn", true) },
      breaks: {
        $0.set(.virtualMachines, "autoPowerOn", true)
        $0.set(.backupPolicies, "virtualMachines", [String]())
      }, besides: ([], [.machineUnprotected])),
    Rule(
      code: .machineInSeveralPolicies, keeps: { addPolicy(isDisabled: true, &$0) },
      breaks: { addPolicy(isDisabled: false, &$0) }),
    // The last cycle that has ended began at 20:00 on the 24th, 34 hours before.
    Rule(
      code: .backupMissing, keeps: { backUp(secondsBefore: 34 * 3600, &$0) },
      breaks: { backUp(secondsBefore: 34 * 3600 + 1, &$0) }),
  ]

  /// A second machine is backed up well; the first was last a time before now.
  private static func backUp(secondsBefore seconds: Int, _ estate: inout SampleEstate) {
    let first = estate.parts[.backups]?.last ?? [:]
    estate.parts[.backups] = [first.merging(["timestamp": SampleEstate.now - seconds]) { $1 }]
    estate.addMachine("m2", memory: gibibyte)
  }

  private static func schedule(_ key: String, _ value: Any, _ estate: inout SampleEstate) {
    var scheduler: SampleEstate.Object = [
      "temporarilyDisabled": false, "retention": 30, "cron": "0 20 * * *",
      "timezone": "Europe/Paris",
    ]
    scheduler[key] = value
    estate.set(.backupPolicies, "schedulers", [scheduler])
  }

  private static func run(_ start: Int, _ end: Int, _ status: String) -> SampleEstate.Object {
    ["start": SampleEstate.now - start, "end": SampleEstate.now - end, "status": status]
  }

  static let policyRules: [Rule] = [
    Rule(
      code: .backupScheduleUnreadable, keeps: { schedule("cron", "00 20 */1 1-12 0-6", &$0) },
      breaks: { schedule("cron", "@daily", &$0) }),
    Rule(
      code: .backupTooOften, keeps: { schedule("cron", "0 20 * * 0,1,2,3,4,5,6", &$0) },
      breaks: { schedule("cron", "0,30 20 * * *", &$0) }, besides: ([], [.backupSkipped])),
    // From 2024-11-26 to today there are 731 days.
    Rule(
      code: .backupKeptTooLong, keeps: { schedule("retention", 731, &$0) },
      breaks: { schedule("retention", 732, &$0) }),
    Rule(
      code: .backupSkipped, keeps: { _ in },
      breaks: { _ = $0.parts[.backups]?.remove(at: 3) }),
    Rule(
      code: .replicationInterval,
      keeps: { $0.set(.replicationPolicies, "interval", ["hours": 24, "minutes": 0]) },
      breaks: { $0.set(.replicationPolicies, "interval", ["hours": 0, "minutes": 14]) }),
    // An interval of 15 minutes, and 5 that the cycle lasts.
    Rule(
      code: .replicationLate,
      keeps: { $0.set(.replicationPolicies, "lastRun", run(1200, 900, "success")) },
      breaks: { $0.set(.replicationPolicies, "lastRun", run(1201, 901, "success")) }),
    Rule(
      code: .replicationFailed,
      keeps: { $0.set(.replicationPolicies, "lastRun", run(600, 300, "Success")) },
      breaks: { $0.set(.replicationPolicies, "lastRun", run(600, 300, "failure")) }),
    Rule(
      code: .replicationNeverRan, keeps: { _ in },
      breaks: { $0.set(.replicationPolicies, "lastRun", ["status": ""]) }),
    Rule(
      code: .replicationSameZone, keeps: { _ in },
      breaks: { $0.set(.replicationPolicies, "machineManager", SampleEstate.zone("az05")) }),
    Rule(code: .replicationUnused, keeps: { _ in }, breaks: { $0.replications = [:] }),
  ]
}
