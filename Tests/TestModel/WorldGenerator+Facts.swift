import Calendars

extension WorldGenerator {
  /// Ten to seventy events, some of them twice, some contradicted, some cancelled.
  mutating func facts(of world: World, times: [Instant]) -> [Fact] {
    var facts: [Fact] = []
    let count = Int.random(in: 10...70, using: &random)
    var used: [Instant] = []
    for number in 0..<count {
      let time = chance(3) && !used.isEmpty ? one(of: used) : one(of: times)
      used.append(time)
      let name = Fact.Name(source: one(of: ["/a", "/B", "/é", "/a/b"]), id: id(number))
      facts.append(Fact(name: name, content: .usage(usage(at: time, in: world))))
      if chance(8) { facts.append(rewritten(one(of: facts))) }
      if hasConflicts, chance(8) { facts.append(contradiction(to: one(of: facts), in: world)) }
      if chance(10) { facts.append(void(of: one(of: facts), number)) }
    }
    if chance(3) {
      let orphan = Fact(name: .init(source: "/a", id: "never"), content: .void(target: "nobody"))
      facts.append(orphan)
    }
    let early = facts.indices.filter { _ in chance(12) }
    for index in early { facts.swapAt(index, Int.random(in: 0...index, using: &random)) }
    return facts
  }

  /// Ids that sort otherwise as bytes than by any language or as numbers.
  private mutating func id(_ number: Int) -> String {
    one(of: ["", "a", "B", "é", "-", "Z", "10", "9"]) + "\(number)"
  }

  private mutating func usage(at time: Instant, in world: World) -> Fact.Usage {
    Fact.Usage(
      time: time, tenant: one(of: world.tenants.sorted()),
      product: one(of: world.products.map(\.name)), region: one(of: ["fr1", "fr1", "de2", "Z1"]),
      resource: one(of: ["vm", "VM", "vm-é"]), quantity: quantity(), isAlias: chance(3),
      offsetHours: chance(3) ? 5 : 0)
  }

  /// The same event in other words.
  private mutating func rewritten(_ fact: Fact) -> Fact {
    guard case .usage(var usage) = fact.content else { return fact }
    usage.isAlias.toggle()
    usage.offsetHours = usage.offsetHours == 0 ? 2 : 0
    return Fact(name: fact.name, content: .usage(usage))
  }

  /// Another event of the same name: it must not count.
  private mutating func contradiction(to fact: Fact, in world: World) -> Fact {
    guard case .usage(let old) = fact.content else { return fact }
    let other = usage(at: chance(2) ? old.time : old.time.adding(microseconds: 1), in: world)
    return Fact(name: fact.name, content: .usage(other))
  }

  /// The cancellation of an event; of a void, now and then.
  private mutating func void(of fact: Fact, _ number: Int) -> Fact {
    Fact(
      name: .init(source: fact.name.source, id: "void-\(number)"),
      content: .void(target: fact.name.id))
  }
}
