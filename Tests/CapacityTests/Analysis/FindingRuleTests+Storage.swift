import Capacity

extension FindingRuleTests {
  private static let gibibyte = SampleEstate.gibibyte

  private static func size(
    _ capacity: Int64, free: Int64, _ estate: inout SampleEstate
  ) {
    estate.set(.storageRepositories, "maxCapacity", capacity)
    estate.set(.storageRepositories, "freeCapacity", free)
  }

  private static func half(_ capacity: Int64, _ estate: inout SampleEstate) {
    size(capacity, free: capacity / 2 + 1, &estate)
  }

  private static func mass(_ capacity: Int64, _ estate: inout SampleEstate) {
    estate.set(.storageRepositories, "name", "mass-1")
    half(capacity, &estate)
  }

  private static func addSnapshot(ageSeconds: Int, _ estate: inout SampleEstate) {
    estate.add(
      .snapshots,
      [
        "id": "x1", "name": "before", "virtualMachineId": "m1",
        "createTime": SampleEstate.now - ageSeconds,
      ])
  }

  private static func ofTemplate(_ disk: SampleEstate.Object) -> SampleEstate.Object {
    disk.merging(["templates": [["id": "t1", "name": "t"]]]) { $1 }
  }

  static let storageRules: [Rule] = [
    Rule(
      code: .repositoryUnmapped, keeps: { $0.set(.storageRepositories, "name", "free-1") },
      breaks: { $0.set(.storageRepositories, "name", "other-1") }),
    Rule(
      code: .repositoryNearlyFull,
      keeps: { size(1000 * gibibyte, free: 200 * gibibyte + 1, &$0) },
      breaks: { size(1000 * gibibyte, free: 200 * gibibyte, &$0) },
      besides: ([.repositoryFilling], [])),
    Rule(
      code: .repositoryFilling,
      keeps: { size(1000 * gibibyte, free: 400 * gibibyte + 1, &$0) },
      breaks: { size(1000 * gibibyte, free: 400 * gibibyte, &$0) }),
    Rule(
      code: .repositoryTooSmall, keeps: { half(500 * gibibyte, &$0) },
      breaks: { half(500 * gibibyte - 1, &$0) }),
    Rule(
      code: .repositoryTooLarge, keeps: { mass(20_480 * gibibyte, &$0) },
      breaks: { mass(20_480 * gibibyte + 1, &$0) }),
    // 1500 IOPS for each of 20 decimal terabytes are 30 000, the cap.
    Rule(
      code: .repositoryCapped, keeps: { half(20_000_000_000_000, &$0) },
      breaks: { half(20_001_000_000_000, &$0) }),
    Rule(
      code: .repositoryInaccessible, keeps: { $0.set(.storageRepositories, "accessible", 1) },
      breaks: { $0.set(.storageRepositories, "accessible", 0) },
      besides: ([], [.haWithoutSharedStorage])),
    Rule(
      code: .repositoryInMaintenance, keeps: { _ in },
      breaks: { $0.set(.storageRepositories, "maintenanceMode", true) },
      besides: ([], [.haWithoutSharedStorage])),
    Rule(
      code: .repositoryIdle,
      keeps: {
        $0.add(.storageRepositories, SampleEstate.repository("std-2"))
        $0.add(.virtualDisks, ofTemplate(SampleEstate.disk("d2", 1, of: nil, on: "std-2")))
      }, breaks: { $0.add(.storageRepositories, SampleEstate.repository("std-2")) }),
    // Half of the 900 GiB that are protected.
    Rule(
      code: .snapshotHeadroomLow,
      keeps: {
        $0.set(.virtualDisks, "size", 900 * gibibyte)
        size(1000 * gibibyte, free: 450 * gibibyte, &$0)
      },
      breaks: {
        $0.set(.virtualDisks, "size", 900 * gibibyte)
        size(1000 * gibibyte, free: 450 * gibibyte - 1, &$0)
      }),
    Rule(
      code: .diskUnattached,
      keeps: { $0.add(.virtualDisks, ofTemplate(SampleEstate.disk("d2", 1, of: nil))) },
      breaks: { $0.add(.virtualDisks, SampleEstate.disk("d2", 1, of: nil)) }),
    Rule(
      code: .diskTooLarge,
      keeps: {
        $0.set(.virtualDisks, "size", 2048 * gibibyte)
        half(10_240 * gibibyte, &$0)
      },
      breaks: {
        $0.set(.virtualDisks, "size", 2048 * gibibyte + 1)
        half(10_240 * gibibyte, &$0)
      }),
    Rule(
      code: .snapshotOld, keeps: { addSnapshot(ageSeconds: 30 * 86_400 - 1, &$0) },
      breaks: { addSnapshot(ageSeconds: 30 * 86_400, &$0) }),
  ]
}
