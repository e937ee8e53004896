import Capacity

extension FindingRuleTests {
  private static let gibibyte = SampleEstate.gibibyte

  /// Hosts of no class, which is right, as they are not billed.
  private static func lend(_ estate: inout SampleEstate, memory: Int64) {
    for index in 0..<2 {
      estate.set(.hosts, "name", "free-\(index)", of: index)
      estate.set(.hosts, "metrics.memory.size", memory, of: index)
    }
  }

  /// Further hosts up to a count.
  private static func addHosts(_ estate: inout SampleEstate, upTo count: Int) {
    for index in 3...count { estate.add(.hosts, SampleEstate.host("h\(index)")) }
  }

  static let poolRules: [Rule] = [
    Rule(
      code: .hostUnmapped, keeps: { $0.set(.hosts, "name", "free-2", of: 1) },
      breaks: { $0.set(.hosts, "name", "other-2", of: 1) }),
    Rule(
      code: .poolMixedClasses, keeps: { $0.set(.hosts, "name", "std-9", of: 1) },
      breaks: {
        $0.set(.hosts, "name", "eco-2", of: 1)
        $0.set(.hosts, "metrics.cpu.cores", 40, of: 1)
      }),
    Rule(
      code: .poolTooManyHosts, keeps: { addHosts(&$0, upTo: 32) },
      breaks: { addHosts(&$0, upTo: 33) }),
    // The API may say cores or threads.
    Rule(
      code: .hostDiffersFromClass, keeps: { $0.set(.hosts, "metrics.cpu.cores", 32, of: 1) },
      breaks: { $0.set(.hosts, "metrics.cpu.cores", 40, of: 1) }),
    Rule(
      code: .hostDiffersFromClass, keeps: { _ in },
      breaks: { $0.set(.hosts, "metrics.memory.size", 383 * gibibyte, of: 1) }),
    Rule(
      code: .hostNotRunning, keeps: { addHosts(&$0, upTo: 3) },
      breaks: {
        addHosts(&$0, upTo: 3)
        $0.set(.hosts, "powerState", "Halted", of: 2)
      }),
    Rule(
      code: .hostInMaintenance, keeps: { addHosts(&$0, upTo: 3) },
      breaks: {
        addHosts(&$0, upTo: 3)
        $0.set(.hosts, "updateData.maintenanceMode", true, of: 2)
      }),
    Rule(
      code: .poolMemoryOutOfBounds, keeps: { lend(&$0, memory: 128 * gibibyte) },
      breaks: { lend(&$0, memory: 128 * gibibyte - 1) }),
    Rule(
      code: .poolMemoryOutOfBounds, keeps: { _ in },
      breaks: { $0.set(.hosts, "metrics.memory.size", 384 * gibibyte + 1, of: 1) },
      besides: ([], [.hostDiffersFromClass])),
    // 85 % of 768 GiB are 652.8.
    Rule(
      code: .poolMemoryAboveLine, keeps: { $0.allocate(6528 * gibibyte / 10) },
      breaks: { $0.allocate(6528 * gibibyte / 10 + 1) },
      besides: ([.poolMemoryNearLine, .poolWithoutHeadroom], [.poolWithoutHeadroom])),
    Rule(
      code: .poolMemoryNearLine, keeps: { $0.allocate(6144 * gibibyte / 10) },
      breaks: { $0.allocate(6144 * gibibyte / 10 + 1) },
      besides: ([.poolWithoutHeadroom], [.poolWithoutHeadroom])),
    Rule(
      code: .poolWithoutHeadroom, keeps: { $0.allocate(384 * gibibyte) },
      breaks: { $0.allocate(384 * gibibyte + 1) }),
  ]

  /// What is left on the second host, of which the API says how much is used.
  private static func leave(_ memory: Int64, on index: Int = 1, _ estate: inout SampleEstate) {
    estate.set(.hosts, "metrics.memory.usage", 384 * gibibyte - memory, of: index)
  }

  private static func mount(
    _ disc: String, on type: String, isShared: Bool, _ estate: inout SampleEstate
  ) {
    estate.set(.virtualMachines, "dvdDrive", ["name": disc, "attached": true])
    estate.add(
      .storageRepositories,
      SampleEstate.repository("discs", size: 10, free: 9, type: type, isShared: isShared))
    estate.add(.virtualDisks, SampleEstate.disk("rescue.iso", 1, of: nil, on: "discs"))
  }

  /// Twelve hosts that have room for two machines each, and 25 machines: there is no placement, but
  /// it would take long to prove it.
  private static func crowd(_ estate: inout SampleEstate) {
    addHosts(&estate, upTo: 13)
    for index in 1..<13 { leave((100 + Int64(index)) * gibibyte, on: index, &estate) }
    for index in 0..<24 {
      estate.addMachine("x\(index)", memory: 40 * gibibyte + Int64(index) * gibibyte / 16)
    }
    estate.set(.virtualMachines, "memory", 45 * gibibyte)
  }

  static let failoverRules: [Rule] = [
    Rule(
      code: .haTooFewHosts, keeps: { _ in },
      breaks: { $0.set(.hosts, "powerState", "Halted", of: 1) },
      besides: ([], [.hostNotRunning, .poolWithoutHeadroom, .restartDoesNotStart])),
    Rule(
      code: .haWithoutSharedStorage,
      keeps: { $0.set(.storageRepositories, "storageType", "lvmoiscsi") },
      breaks: { $0.set(.storageRepositories, "shared", false) }),
    Rule(
      code: .haLocalDisc, keeps: { mount("rescue.iso", on: "nfs_iso", isShared: true, &$0) },
      breaks: { mount("rescue.iso", on: "ext", isShared: false, &$0) }),
    Rule(
      code: .haUnplacedDisc, keeps: { mount("rescue.iso", on: "nfs_iso", isShared: true, &$0) },
      breaks: { mount("other.iso", on: "nfs_iso", isShared: true, &$0) }),
    Rule(
      code: .haOffForRestart,
      keeps: {
        $0.set(.pools, "highAvailabilityEnabled", false)
        $0.set(.virtualMachines, "highAvailability", "best-effort")
      }, breaks: { $0.set(.pools, "highAvailabilityEnabled", false) }),
    Rule(
      code: .restartDoesNotStart, keeps: { leave(32 * gibibyte, &$0) },
      breaks: { leave(32 * gibibyte - 1, &$0) }),
    Rule(
      code: .restartMayNotStart, keeps: { addHosts(&$0, upTo: 13) }, breaks: { crowd(&$0) }),
    Rule(
      code: .bestEffortDoesNotStart,
      keeps: {
        $0.set(.virtualMachines, "highAvailability", "best-effort")
        leave(32 * gibibyte, &$0)
      },
      breaks: {
        $0.set(.virtualMachines, "highAvailability", "best-effort")
        leave(32 * gibibyte - 1, &$0)
      }),
  ]
}
