import Calendars

/// What happens to a provider over three months: files of events, of which some are sent again, and
/// documents that change between them.
struct WorldHistory {
  /// The world of the middle month, with the documents of the beginning and without events.
  let world: World
  /// Files in the order in which they are read.
  let files: [[Fact]]

  /// The months that events fall in, but for a few at the edges.
  var months: [Period] { [world.period.previous, world.period, world.period.next] }
}

extension WorldGenerator {
  /// A history; the same seed gives the same one.
  mutating func history() -> WorldHistory {
    var world = world()
    world.now = testNow
    var facts = world.facts
    world.facts = []
    for (period, prefix) in [(world.period.previous, "before-"), (world.period.next, "after-")] {
      var other = world
      other.period = period
      let times = times(of: other)
      let more =
        self.facts(of: other, times: times).prefix(30)
        + samples(of: other, times: times).prefix(25)
      facts += more.map { $0.named(with: prefix) }
    }
    if chance(2) {
      facts.shuffle(using: &random)
    } else {
      // In the order of time, but for some.
      facts.sort { ($0.time ?? .distantPast) < ($1.time ?? .distantPast) }
      for index in facts.indices where chance(8) {
        facts.swapAt(index, Int.random(in: facts.indices, using: &random))
      }
    }
    return WorldHistory(world: world, files: files(of: facts))
  }

  /// Three to five files; each has some of what came before it too, half of them much.
  private mutating func files(of facts: [Fact]) -> [[Fact]] {
    let length = facts.count / Int.random(in: 3...5, using: &random) + 1
    return stride(from: 0, to: facts.count, by: length).map { start in
      let new = facts[start..<min(start + length, facts.count)]
      let share = chance(2) ? 3 : 20
      let old = facts[..<start].filter { _ in chance(share) }
      return (Array(new) + old).shuffled(using: &random)
    }
  }
}

extension Fact {
  /// The time of usage; nil of a void.
  fileprivate var time: Instant? {
    if case .usage(let usage) = content { usage.time } else { nil }
  }

  /// The same with other ids, in the same order as before.
  func named(with prefix: String) -> Fact {
    let name = Name(source: name.source, id: prefix + name.id)
    switch content {
    case .usage: return Fact(name: name, content: content)
    case .void(let target): return Fact(name: name, content: .void(target: prefix + target))
    }
  }
}
