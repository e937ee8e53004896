import BigInt
import Calendars
import Catalogue
import Testing

@testable import Metering
@testable import TestModel

/// Percentiles reckoned by hand, which hold the model to the contract too.
@Suite struct PercentileExampleTests {
  /// A sample: its time, its quantity, its resource.
  private typealias Sample = (time: String, quantity: Int, resource: String)

  /// Twenty windows of five minutes from midnight on, with 1 to 20.
  private static let rising = (1...20).map { number in
    Sample(minute(5 * number - 5), number, "vm")
  }

  private static func minute(_ minutes: Int) -> String {
    let hours = minutes / 60
    return "2026-05-04T\(hours < 10 ? "0" : "")\(hours):\(minutes % 60 < 10 ? "0" : "")"
      + "\(minutes % 60):00Z"
  }

  private static func meter(
    _ percent: Int, _ missing: Meter.MissingWindows = .skip, seconds: Int = 300
  ) -> Meter {
    .percentile(percent: percent, windowSeconds: seconds, missing: missing)
  }

  @Test(arguments: [(1, 1), (5, 1), (6, 2), (50, 10), (51, 11), (95, 19), (96, 20), (100, 20)])
  func `the nearest rank counts from the smallest of the windows with samples`(
    percent: Int, value: Int
  ) throws {
    try expect(["\(value)000000"], Self.meter(percent), Self.rising, by: [.tenant])
  }

  @Test func `without a gap the windows of the month count, whatever is in them`() throws {
    // A contract of 4 May alone, in UTC: 24 windows of an hour, 20 of them empty. The 84th
    // percentile is the 21st (⌈20.16⌉), the 83rd the 20th (⌈19.92⌉).
    let samples: [Sample] = [0, 60, 120, 180].map { (Self.minute($0), 7 + $0, "vm") }
    let day = ("2026-05-04", "2026-05-05")
    for (percent, expected) in [(83, []), (84, ["7000000"]), (88, ["67000000"])] {
      try expect(expected, Self.meter(percent, .zero, seconds: 3600), samples, contract: day)
    }
    // The second of 0, 7, 67; once the fourth window has begun, of 0, 0, 7, 67.
    let early = Array(samples.prefix(2))
    for (now, expected) in [
      ("2026-05-04T03:00:00Z", ["7000000"]), ("2026-05-04T03:00:00.000001Z", []),
    ] {
      try expect(
        expected, Self.meter(34, .zero, seconds: 3600), early, contract: day, now: now)
    }
  }

  @Test func `a resource's samples are averaged, and the resources added before the rank`() throws {
    let samples: [Sample] = [
      ("2026-05-04T00:00:00Z", 1, "vm"), ("2026-05-04T00:04:59.999999Z", 2, "vm"),
      ("2026-05-04T00:04:59.999999Z", 2, "VM"), ("2026-05-04T00:05:00Z", 8, "VM"),
      ("2026-05-04T00:10:00Z", 9, "vm"),
    ]
    // 1.5 + 2, 8, 9.
    try expect(["3500000"], Self.meter(33), samples, by: [.tenant])
    try expect(["8000000"], Self.meter(34), samples, by: [.tenant])
    try expect(["9000000"], Self.meter(67), samples, by: [.tenant])
    // Alone: 2, 8 and 1.5, 9.
    try expect(["1500000", "2000000"], Self.meter(50), samples, by: [.tenant, .resource])
    try expect(["3500000"], Self.meter(33), samples, by: [])
  }

  @Test func `a window of two samples of three is exact until the end`() throws {
    let samples: [Sample] = [
      ("2026-05-04T00:00:00Z", 1, "vm"), ("2026-05-04T00:00:00Z", 0, "vm"),
      ("2026-05-04T00:01:00Z", 0, "vm"), ("2026-05-04T00:00:00Z", 1, "VM"),
      ("2026-05-04T00:00:00Z", 1, "VM"), ("2026-05-04T00:01:00Z", 0, "VM"),
    ]
    // 1 ÷ 3 + 2 ÷ 3, and neither 0.333333 + 0.666667 nor 0.999999.
    try expect(["1000000"], Self.meter(100), samples, by: [.tenant])
  }

  @Test func `a window that begins before the contract counts on its first day`() throws {
    // In Lord Howe (+10:30) the contract begins at 13:30Z; the clock was put back by half an hour
    // on 5 April, since when local midnights are in the middle of the hours counted from 1 April.
    let samples: [Sample] = [
      ("2026-04-09T13:45:00Z", 3, "vm"), ("2026-04-10T13:15:00Z", 5, "vm"),
      ("2026-04-10T13:45:00Z", 7, "vm"), ("2026-04-10T14:00:00Z", 9, "vm"),
    ]
    let contract = ("2026-04-10", "2026-04-12")
    // The hour from 13:00Z on 10 April begins on that day and has the samples 5 and 7.
    try expect(
      ["2026-04-10 3000000", "2026-04-11 9000000"], Self.meter(50, seconds: 3600), samples,
      by: [.tenant, .day], contract: contract, zone: "Australia/Lord_Howe")
    try expect(
      ["2026-04-10 6000000", "2026-04-11 9000000"], Self.meter(51, seconds: 3600), samples,
      by: [.tenant, .day], contract: contract, zone: "Australia/Lord_Howe")
  }

  @Test func `samples outside the contract make no window`() throws {
    let samples: [Sample] = [
      ("2026-05-03T23:59:59.999999Z", 9, "vm"), ("2026-05-04T00:00:00Z", 1, "vm"),
      ("2026-05-05T00:00:00Z", 9, "vm"),
    ]
    try expect(["1000000"], Self.meter(100), samples, contract: ("2026-05-04", "2026-05-05"))
  }

  /// Compares quantities in millionths, with their days where they are told apart, to the model's
  /// and the real ones.
  private func expect(
    _ expected: [String], _ meter: Meter, _ samples: [Sample], by keys: Set<UsageKey> = [.tenant],
    contract: (from: String, to: String) = ("2026-04-01", "2026-07-01"), zone: String = "UTC",
    now: String = "2026-11-01T00:00:00Z"
  ) throws {
    let facts = try samples.enumerated().map { number, sample in
      Fact(
        name: .init(source: "/a", id: "e\(number)"),
        content: .usage(
          .init(
            time: try #require(Instant(rfc3339: sample.time)), tenant: "one", product: "p",
            region: "fr1", resource: sample.resource,
            quantity: .init(
              value: ExactFraction(BigInt(sample.quantity)), text: "\(sample.quantity)"))))
    }
    let world = World(
      period: try #require(Period(String(samples[0].time.prefix(7)))),
      products: [
        .init(name: "p", meter: meter, unitSize: .init(value: ExactFraction(1), text: "1"))
      ],
      organisations: [
        .init(
          name: "alpha", zone: try #require(Zone(zone)),
          contracts: [
            .init(
              name: "c", from: try #require(LocalDate(contract.from)),
              to: LocalDate(contract.to))
          ], tenancies: [.init(tenant: "one", from: nil)])
      ], facts: facts, now: try #require(Instant(rfc3339: now)))
    let model = ModelMeter(world, world.organisations[0]).quantities(by: keys)
    let found = model.map { ($0.key.day.map { "\($0) " } ?? "") + "\($0.value)" }.sorted()
    #expect(found == expected, "the model, by \(keys)")
    let metered = try MeteredWorld(yaml: world.yaml)
    try metered.ingest(world.ndjson)
    _ = try ModelComparison(world: world, place: "\(meter)").expectAlike(metered)
  }
}
