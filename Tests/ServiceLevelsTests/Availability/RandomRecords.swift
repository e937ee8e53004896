import TestSeeds

@testable import TestModel

/// Draws what was said about components around the ends of a month and some hours in it, in steps
/// of a quarter of an hour, and in any order: new records, amendments and withdrawals.
struct RandomRecords {
  static let components = ["fr1/az05/compute/clu-1", "fr1/az05/compute/clu-2"]
  static let organisations = ["acme", "beta"]

  private var random: SeededGenerator
  /// The month's length.
  private let steps: Int
  private(set) var records: [ModelRecord] = []

  init(_ random: SeededGenerator, steps: Int) {
    self.random = random
    self.steps = steps
    for count in 0..<Int.random(in: 10...45, using: &self.random) {
      add(kind: Int.random(in: 0...9, using: &self.random), count)
    }
    if Bool.random(using: &self.random) { addSamples() }
    // Some are said again, otherwise, or withdrawn.
    for _ in 0..<Int.random(in: 0...25, using: &self.random) {
      guard let old = records.randomElement(using: &self.random) else { continue }
      let latest = records.last { $0.kind == old.kind && $0.id == old.id } ?? old
      let isRetracted = Int.random(in: 0...3, using: &self.random) == 0
      let content = isRetracted ? latest.content : content(ofKind: latest.kind)
      // A ticket keeps its organisation, so that it is one world's.
      append(latest.id, on: isRetracted ? latest.component : component(), content, isRetracted)
    }
  }

  /// Outages all over the month, up to some length and of nearly as many impacts, with windows and
  /// tickets, and time that is unknown.
  init(crowdOf count: Int, length: Int, _ random: SeededGenerator, steps: Int) {
    self.random = random
    self.steps = steps
    for number in 0..<count {
      let from = Int.random(in: -10...steps, using: &self.random)
      let to = from + Int.random(in: 0...length, using: &self.random)
      let component = component()
      append(
        "o\(number)", on: component,
        .outage(
          from: from, to: to,
          impactMillionths: Int.random(in: 1...1000, using: &self.random) * 1000))
      switch number % 10 {
      case 0:
        append(
          "m\(number)", on: component,
          .maintenance(from: from + 1, to: to + 1, announced: from - 5, recorded: nil))
      case 1: append("u\(number)", on: component, .unknown(from: from - 4, to: to))
      case 2:
        let organisation = Self.organisations.randomElement(using: &self.random) ?? ""
        append(
          "t\(number)", on: component,
          .ticket(.init(organisation: organisation, opened: from - 1)))
      default: break
      }
    }
  }

  /// The last time at which something came to be known.
  var lastKnown: Int { records.count - 1 }

  private mutating func add(kind drawn: Int, _ count: Int) {
    let kind = [0, 0, 0, 0, 1, 1, 2, 4, 4, 4][drawn]
    append("\(["o", "m", "u", "s", "t"][kind])\(count)", on: component(), content(ofKind: kind))
  }

  private mutating func append(
    _ id: String, on component: String, _ content: ModelRecord.Content,
    _ isRetracted: Bool = false
  ) {
    records.append(
      ModelRecord(
        id: id, component: component, content: content, isRetracted: isRetracted,
        knownAt: records.count))
  }

  private mutating func addSamples() {
    let component = component()
    var time = Int.random(in: -30...10, using: &random)
    var isUp = true
    for count in 0..<Int.random(in: 1...60, using: &random) {
      append("s\(count)", on: component, .sample(at: time, isUp: isUp))
      if Int.random(in: 0...2, using: &random) == 0 { isUp.toggle() }
      time += [4, 4, 4, 4, 4, 0, 12, 13, 1].randomElement(using: &random) ?? 4
      if count == 30, Bool.random(using: &random) { time = steps - 20 }
    }
  }

  private mutating func component() -> String {
    Self.components.randomElement(using: &random) ?? ""
  }

  private mutating func time() -> Int {
    let centre = [0, 0, 40, 40, 60, steps].randomElement(using: &random) ?? 0
    return centre + Int.random(in: -12...12, using: &random)
  }

  private mutating func end(after start: Int) -> Int? {
    if Int.random(in: 0...15, using: &random) == 0 { return nil }
    return start + ([0, 1, 1, 2, 3, 5, 8, 20].randomElement(using: &random) ?? 1)
  }

  /// Some are opened days or weeks later, and claim what was before.
  private mutating func ticket(_ time: Int) -> ModelRecord.Ticket {
    let days = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 30].randomElement(using: &random) ?? 0
    let opened = time + 96 * days
    let wait = [nil, 0, 1, 2, 3, 5, 6, 9].randomElement(using: &random) ?? nil
    return ModelRecord.Ticket(
      organisation: Self.organisations.randomElement(using: &random) ?? "", opened: opened,
      priority: ["P1", "P2", nil].randomElement(using: &random) ?? nil,
      firstResponse: wait.map { opened + $0 }, isClaim: Bool.random(using: &random))
  }

  private mutating func content(ofKind kind: Int) -> ModelRecord.Content {
    let from = time()
    switch kind {
    case 0:
      let impacts = [1_000_000, 1_000_000, 500_000, 250_000, 333_333]
      return .outage(
        from: from, to: end(after: from),
        impactMillionths: impacts.randomElement(using: &random) ?? 1_000_000)
    case 1:
      let announced = Int.random(in: 0...9, using: &random)
      return .maintenance(
        from: from, to: end(after: from),
        announced: announced == 0 ? nil : from - Int.random(in: -1...20, using: &random),
        recorded: Bool.random(using: &random) ? nil : from - Int.random(in: -3...20, using: &random)
      )
    case 2: return .unknown(from: from, to: end(after: from))
    case 3: return .sample(at: from, isUp: Bool.random(using: &random))
    default:
      return .ticket(ticket(from))
    }
  }
}
