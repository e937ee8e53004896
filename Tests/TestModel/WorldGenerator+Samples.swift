import BigInt
import Calendars
import Catalogue

extension WorldGenerator {
  /// A percentile of windows. Of those that stand for a month without gaps only a high one is above
  /// 0, and only where windows are long.
  mutating func percentile() -> Meter {
    let missing = one(of: Meter.MissingWindows.allCases)
    let percents = missing == .skip ? [1, 5, 10, 25, 50, 75, 90, 95, 99, 100] : [90, 95, 99, 100]
    return .percentile(
      percent: chance(3) ? Int.random(in: 1...100, using: &random) : one(of: percents),
      windowSeconds: one(of: missing == .skip || chance(3) ? [60, 300, 900, 3600] : [900, 3600]),
      missing: missing)
  }

  /// A run of samples of each percentile product, so dense that several fall in one window, many on
  /// its edges; a few are sent twice, a few cancelled.
  mutating func samples(of world: World, times: [Instant]) -> [Fact] {
    world.products.enumerated().flatMap { index, product -> [Fact] in
      guard case .percentile(_, let seconds, _) = product.meter else { return [] }
      let window = Int64(seconds) * Instant.microsecondsPerSecond
      let start = one(of: world.organisations).zone.start(of: world.period.firstDay)
      let near = one(of: times).microseconds - start.microseconds
      var time = start.adding(
        microseconds: (near / window - .random(in: 0...2, using: &random)) * window)
      let tenants = world.tenants.sorted().shuffled(using: &random).prefix(chance(3) ? 2 : 1)
      var facts: [Fact] = []
      for number in 0..<Int.random(in: 10...40, using: &random) {
        let name = Fact.Name(source: one(of: ["/a", "/é"]), id: "s\(index)-\(number)")
        let usage = Fact.Usage(
          time: chance(12) ? time.adding(microseconds: -1) : time, tenant: one(of: Array(tenants)),
          product: product.name, region: chance(9) ? "de2" : "fr1",
          resource: one(of: ["vm", "vm", "VM", "vm-é"]), quantity: quantity())
        let fact = Fact(name: name, content: .usage(usage))
        facts += chance(12) ? [fact, fact] : [fact]
        if chance(15) {
          facts.append(
            Fact(
              name: .init(source: name.source, id: "void-\(name.id)"),
              content: .void(target: name.id)))
        }
        let step = one(of: [0, window / 3, window / 2, window, window, window, 2 * window])
        time = time.adding(microseconds: step)
      }
      return facts
    }
  }

  /// Makes a world be metered at an instant, of which nothing later has come.
  mutating func endEarly(_ world: inout World, at now: Instant) {
    world.now = now
    world.facts.removeAll { fact in
      if case .usage(let usage) = fact.content { usage.time >= now } else { false }
    }
  }
}
