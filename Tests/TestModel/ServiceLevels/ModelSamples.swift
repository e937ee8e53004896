/// What samples say of a component, asked step by step: a sample holds until the next one where
/// that comes within three usual intervals, else for one.
struct ModelSamples {
  enum State {
    case up, down, unknown
  }

  struct Stretch: Equatable {
    /// The first sample's that is down.
    let id: String
    let steps: Range<Int>
  }

  /// Whether the component was up; of several samples at one time, one that is down holds.
  private var isUp: [Int: Bool] = [:]
  private var downIDs: [Int: String] = [:]
  private let times: [Int]
  /// The least distance that at least half of those are no longer than of which an end lies in the
  /// period.
  private let usualInterval: Int

  /// From what was known at a time.
  init(_ records: [ModelRecord], of component: String, knownAt: Int, period: Range<Int>) {
    let latest = ModelRecord.versions(of: records, knownAt: knownAt).compactMap(\.last)
    for record in latest where record.component == component && !record.isRetracted {
      guard case .sample(let at, let isUp) = record.content else { continue }
      self.isUp[at] = isUp && self.isUp[at] ?? true
      if !isUp { downIDs[at] = min(downIDs[at] ?? record.id, record.id) }
    }
    let times = isUp.keys.sorted()
    let distances = zip(times, times.dropFirst())
      .filter { period.contains($0) || period.contains($1) }.map { $1 - $0 }
    self.times = times
    usualInterval =
      distances.filter { distance in
        distances.count { $0 <= distance } * 2 >= distances.count
      }.min() ?? 0
  }

  /// nil before the first sample.
  func state(at step: Int) -> State? {
    guard let last = times.last(where: { $0 <= step }) else { return nil }
    let next = times.first { $0 > step }
    let isHeld = next.map { $0 - last <= 3 * usualInterval } ?? false
    guard isHeld || step < last + usualInterval else { return .unknown }
    return isUp[last] == true ? .up : .down
  }

  /// The stretches of steps that are down, over all time.
  var stretches: [Stretch] {
    guard let first = times.first, let last = times.last else { return [] }
    var stretches: [Stretch] = []
    var begin: Int?
    for step in first...last + usualInterval {
      let isDown = state(at: step) == .down
      if isDown { begin = begin ?? step }
      guard !isDown, let from = begin else { continue }
      stretches.append(Stretch(id: downIDs[from] ?? "", steps: from..<step))
      begin = nil
    }
    return stretches
  }
}
