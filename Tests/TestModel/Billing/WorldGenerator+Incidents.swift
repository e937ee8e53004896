import Calendars

/// What happens to components, and who claims what for it.
extension WorldGenerator {
  /// Lets some outages come to be known, in months from one on up to the world's, with windows,
  /// unknown spans and tickets; amends and withdraws some of before; decides about claims.
  mutating func tellMore(in world: inout World, since first: Period, outages: Int) {
    let last = world.period
    let months = Array(sequence(first: first) { $0 < last ? $0.next : nil })
    let before = world.incidents.valid
    for _ in 0..<outages { addOutage(to: &world, in: chance(2) ? last : one(of: months)) }
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      addWindow(to: &world, in: one(of: months))
    }
    for record in before where chance(5) { amend(record, in: &world) }
    decide(about: &world)
  }

  /// An outage around a month's beginning or anywhere in it, mostly with a ticket or two.
  private mutating func addOutage(to world: inout World, in month: Period) {
    let component = one(of: World.Incidents.components)
    let content = outage(from: step(in: month, of: world))
    say("o", on: component, content, in: &world)
    while !chance(3) { addTicket(about: content, on: component, to: &world) }
  }

  private mutating func outage(from: Int) -> ModelRecord.Content {
    .outage(
      from: from, to: chance(25) ? nil : from + one(of: [0, 1, 2, 3, 8, 30, 90, 200]),
      impactMillionths: one(of: [1_000_000, 1_000_000, 500_000, 333_333]))
  }

  /// Before it began, during it, when it ended, or days later; most claim a credit.
  private mutating func addTicket(
    about outage: ModelRecord.Content, on component: String, to world: inout World
  ) {
    guard case .outage(let from, let to, _) = outage else { return }
    let end = to ?? from
    let opened = one(of: [from - 2, from - 1, from, from + 1, end, end + 1, end + 500])
    let ticket = ModelRecord.Ticket(
      organisation: one(of: world.organisations.map(\.name)), opened: opened,
      isClaim: !chance(5))
    say("t", on: component, .ticket(ticket), in: &world)
  }

  private mutating func addWindow(to world: inout World, in month: Period) {
    let from = step(in: month, of: world)
    let to = from + one(of: [1, 4, 20, 100])
    let component = one(of: World.Incidents.components + ["r1", "r1/z1"])
    if chance(3), World.Incidents.components.contains(component) {
      return say("u", on: component, .unknown(from: from, to: to), in: &world)
    }
    say(
      "m", on: component,
      .maintenance(
        from: from, to: to, announced: from - one(of: [0, 1, 50]),
        recorded: chance(2) ? nil : from - one(of: [-1, 1, 50])), in: &world)
  }

  /// Says a record again, otherwise, or withdraws it. A ticket stays its organisation's.
  private mutating func amend(_ record: ModelRecord, in world: inout World) {
    var content = record.content
    let isRetracted = chance(3)
    if !isRetracted {
      switch record.content {
      case .outage(let from, _, _): content = outage(from: from + one(of: [-1, 0, 0, 2]))
      case .ticket(var ticket):
        ticket.isClaim.toggle()
        content = .ticket(ticket)
      case .maintenance, .unknown, .sample: return
      }
    }
    world.incidents.records.append(
      ModelRecord(
        id: record.id, component: record.component, content: content, isRetracted: isRetracted,
        knownAt: world.incidents.records.count))
  }

  /// Decides about some claims, mostly for the customer, and about some once more.
  private mutating func decide(about world: inout World) {
    for record in world.incidents.valid {
      guard case .ticket(let ticket) = record.content, ticket.isClaim else { continue }
      let isDecided = world.incidents.decisions.contains { $0.ticket == record.id }
      guard isDecided ? chance(6) : !chance(3) else { continue }
      world.incidents.decisions.append((record.id, isDecided ? chance(2) : !chance(6)))
    }
  }

  private func say(
    _ letter: String, on component: String, _ content: ModelRecord.Content,
    in world: inout World
  ) {
    let place = world.incidents.records.count
    world.incidents.records.append(
      ModelRecord(
        id: "\(letter)\(place)", component: component, content: content, isRetracted: false,
        knownAt: place))
  }

  /// Around the beginning of a month, or anywhere in it.
  private mutating func step(in month: Period, of world: World) -> Int {
    let zone = one(of: world.serviceAgreements.map(\.zone))
    let start = world.incidents.step(at: zone.start(of: month.firstDay))
    return start + .random(in: chance(3) ? -9...9 : 0...2_700, using: &random)
  }
}
