import BigInt

/// A component's availability, reckoned step by step of time: slow, and as the contract says it
/// (section 5, steps 1 to 7). It knows nothing of intervals, but for filling in their steps.
struct ModelAvailability {
  /// The classes of the period in seconds.
  struct Classes: Equatable {
    var up = ExactFraction.zero
    var down = ExactFraction.zero
    var maintenanceDown = ExactFraction.zero
    var maintenanceUp = ExactFraction.zero
    var unknown = ExactFraction.zero
  }

  let included: Classes
  let excluded: Classes
  private let policy: ModelPolicy

  init(of history: ModelHistory, policy: ModelPolicy) {
    let steps = ModelStepsOfTime(history)
    self.policy = policy
    included = steps.classes(policy, isMaintenanceIncluded: true)
    excluded = steps.classes(policy, isMaintenanceIncluded: false)
  }

  /// By the policy's own way with maintenance.
  var classes: Classes { policy.isMaintenanceIncluded ? included : excluded }

  /// In percent; nil where nothing could be measured.
  var includingMaintenance: ExactFraction? {
    let up = included.up + included.maintenanceUp
    return Self.percent(up, of: up + included.down + included.maintenanceDown)
  }

  /// In percent; nil where nothing could be measured.
  var excludingMaintenance: ExactFraction? {
    guard !policy.excludedMaintenanceLeavesPeriod else {
      return Self.percent(excluded.up, of: excluded.up + excluded.down)
    }
    let up = excluded.up + excluded.maintenanceUp + excluded.maintenanceDown
    return Self.percent(up, of: up + excluded.down)
  }

  /// What the target is about, in percent.
  var figure: ExactFraction? {
    policy.isMaintenanceIncluded ? includingMaintenance : excludingMaintenance
  }

  var isMet: Bool? { figure.map { !($0 < policy.target) } }

  /// What is credited, in percent.
  var creditPercent: ExactFraction {
    guard let figure, figure < policy.target else { return .zero }
    switch policy.credits {
    case nil: return .zero
    case .bands(let bands):
      let lowest = bands.filter { figure < $0.below }.min { $0.below < $1.below }
      return lowest?.percent ?? .zero
    case .pointGap(let cap):
      let missing = policy.target - figure
      return cap.map { min($0, missing) } ?? missing
    }
  }

  private static func percent(_ part: ExactFraction, of whole: ExactFraction) -> ExactFraction? {
    whole.isZero ? nil : part * ExactFraction(100) / whole
  }
}

/// What holds in each step of time.
private struct ModelStepsOfTime {
  private let history: ModelHistory
  /// The largest impact, in millionths, of those steps that lie in an outage.
  private var impacts: [Int: Int] = [:]
  private var windows: Set<Int> = []
  private var unknown: Set<Int> = []

  init(_ history: ModelHistory) {
    self.history = history
    for outage in history.outages {
      for step in outage.span {
        impacts[step] = max(impacts[step] ?? 0, outage.impactMillionths)
      }
    }
    for window in history.windows { windows.formUnion(window) }
    for span in history.unknown { unknown.formUnion(span) }
  }

  func classes(
    _ policy: ModelPolicy, isMaintenanceIncluded: Bool
  ) -> ModelAvailability.Classes {
    let counted = countedSteps(policy, isMaintenanceIncluded: isMaintenanceIncluded)
    // In millionths of steps.
    var (up, down, maintenanceDown, maintenanceUp, nobodyKnows) = (0, 0, 0, 0, 0)
    for step in history.period {
      let impact = impacts[step] ?? 0
      if impact == 0, unknown.contains(step) {
        nobodyKnows += 1_000_000
      } else if windows.contains(step) {
        // Only what is excluded stays down in a window although it is too short to count.
        let isDown = counted.contains(step) || !isMaintenanceIncluded
        maintenanceDown += isDown ? impact : 0
        maintenanceUp += 1_000_000 - (isDown ? impact : 0)
      } else {
        let isDown = counted.contains(step)
        down += isDown ? impact : 0
        up += 1_000_000 - (isDown ? impact : 0)
      }
    }
    return ModelAvailability.Classes(
      up: seconds(up), down: seconds(down), maintenanceDown: seconds(maintenanceDown),
      maintenanceUp: seconds(maintenanceUp), unknown: seconds(nobodyKnows))
  }

  /// The steps of those outages that last long enough: neighbours are one outage.
  private func countedSteps(_ policy: ModelPolicy, isMaintenanceIncluded: Bool) -> Set<Int> {
    var counted: Set<Int> = []
    var outage: [Int] = []
    for step in impacts.keys.sorted() + [Int.max] {
      if let last = outage.last, last + 1 != step {
        let tested = isMaintenanceIncluded ? outage : outage.filter { !windows.contains($0) }
        let minimum = policy.minimumOutageSeconds * 1_000_000
        if tested.count * history.stepMicroseconds >= minimum { counted.formUnion(outage) }
        outage = []
      }
      outage.append(step)
    }
    return counted
  }

  private func seconds(_ stepMillionths: Int) -> ExactFraction {
    ExactFraction(
      BigInt(stepMillionths) * BigInt(history.stepMicroseconds), over: 1_000_000_000_000)
  }
}
