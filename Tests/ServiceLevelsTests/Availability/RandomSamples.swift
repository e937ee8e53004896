import TestSeeds

@testable import TestModel

/// Draws samples of a component around a month, with gaps that are just within three intervals, or
/// just beyond, some at one instant; then moves, turns and withdraws some.
struct RandomSamples {
  private(set) var records: [ModelRecord] = []

  init(_ random: inout SeededGenerator, of component: String, steps: Int) {
    let pace = Int.random(in: 2...5, using: &random)
    let often = Array(repeating: pace, count: 12)
    let gaps = often + [0, 1, 3 * pace, 3 * pace + 1, 40, 400, steps]
    var time = [-400, -30, -pace, 0, steps - 40, steps].randomElement(using: &random) ?? 0
    var isUp = true
    func append(_ id: String, at: Int, isUp: Bool, isRetracted: Bool = false) {
      records.append(
        ModelRecord(
          id: id, component: component, content: .sample(at: at, isUp: isUp),
          isRetracted: isRetracted, knownAt: records.count))
    }
    for _ in 0..<Int.random(in: 1...70, using: &random) {
      // Ids are in no order.
      append("s\(Int.random(in: 0...9_999_999, using: &random))", at: time, isUp: isUp)
      if Int.random(in: 0...2, using: &random) == 0 { isUp.toggle() }
      time += gaps.randomElement(using: &random) ?? pace
    }
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      guard let old = records.randomElement(using: &random),
        case .sample(let at, let isUp) = old.content
      else { continue }
      switch Int.random(in: 0...2, using: &random) {
      case 0: append(old.id, at: at, isUp: isUp, isRetracted: true)
      case 1: append(old.id, at: at, isUp: !isUp)
      default: append(old.id, at: at + Int.random(in: -3...3, using: &random), isUp: isUp)
      }
    }
  }
}
