import Calendars
import Decimals
import ServiceLevels
import TestSeeds
import Testing

@testable import TestModel

/// Random samples: what SQL makes of them is what a model says that asks each quarter of an hour
/// for the sample that holds in it.
@Suite struct SampleModelTests {
  private static let stepSeconds = 900

  @Test func `samples are outages and unknown time as a model says, step by step`() throws {
    let start = try ServiceWorld.time("01 00:00")
    let period = 0..<(31 * 96)
    var random = SeededGenerator.seeded(for: "samples of a month")
    let world = try ServiceWorld(declaringCluster: false)
    try world.component(ServiceWorld.cluster, known: "2020-01-01T00:00:00Z")
    var stretches = 0
    for round in 0..<40 {
      let drawn = RandomSamples(&random, of: ServiceWorld.cluster, steps: period.count).records
      try world.forget()
      for record in drawn { try world.say(record, since: start) }
      for known in Set([drawn.count - 1, .random(in: 0..<drawn.count, using: &random)]) {
        let model = ModelSamples(
          drawn, of: ServiceWorld.cluster, knownAt: known, period: period)
        let month = try world.month(known: "\(world.known(known))")
        let place: Comment = "round \(round), known \(known) of the seed \(random.seed)"
        let states = period.map { model.state(at: $0) }
        let time = month.availability.time
        #expect(time.unknown.plain == Self.seconds(of: .unknown, in: states), place)
        #expect(time.down.plain == Self.seconds(of: .down, in: states), place)
        let expected = model.stretches.filter { $0.steps.overlaps(period) }
          .map { "\($0.id) \(Self.time($0.steps.lowerBound)) \(Self.time($0.steps.upperBound))" }
        // What is sampled once in a month, or ever, holds for no time.
        let found = month.outages.filter { $0.to != $0.from }
        #expect(!found.contains { !$0.isSampled }, place)
        #expect(
          found.map { "\($0.id) \($0.from) \($0.to.map { "\($0)" } ?? "open")" } == expected, place)
        stretches += expected.count
      }
    }
    #expect(stretches > 30, "the months are not empty")
  }

  private static func seconds(of state: ModelSamples.State, in states: [ModelSamples.State?])
    -> String
  {
    "\(states.count { $0 == state } * stepSeconds)"
  }

  private static func time(_ step: Int) -> String {
    let start = (try? ServiceWorld.time("01 00:00")) ?? .distantPast
    return "\(start.adding(microseconds: Int64(step) * 900_000_000))"
  }
}
