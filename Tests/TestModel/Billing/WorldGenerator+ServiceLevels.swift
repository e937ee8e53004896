import BigInt
import Calendars

/// What is promised of components.
extension WorldGenerator {
  private static let scopes: [World.ComponentScope] = {
    let all = World.Incidents.components
    return [
      .init(pattern: "**", components: all),
      .init(pattern: "*/*/compute/*", components: Array(all[1...])),
      .init(pattern: "r1/z1/**", components: Array(all[1...2])),
      .init(pattern: "r1/*/compute/a", components: [all[1], all[3]]),
      .init(pattern: "r1/*", components: [all[0]]),
    ]
  }()

  /// Two agreements of one to three commitments, of which most are credited.
  mutating func serviceAgreements(_ zone: Zone) -> [World.ServiceAgreement] {
    ["offer", "other"].map { name in
      World.ServiceAgreement(
        name: name, zone: one(of: [zone, .default, .utc]),
        commitments: (0..<Int.random(in: 1...3, using: &random)).map { commitment("c\($0)") })
    }
  }

  private mutating func commitment(_ id: String) -> World.ServiceCommitment {
    var policy = ModelPolicy()
    policy.isMaintenanceIncluded = chance(2)
    policy.excludedMaintenanceLeavesPeriod = chance(3)
    policy.minimumOutageSeconds = one(of: [0, 0, 0, 900, 1800, 2700])
    policy.target = one(of: [
      ExactFraction(9995, over: 100), ExactFraction(999, over: 10), ExactFraction(100),
    ])
    if !chance(8) { policy.credits = credits(below: policy.target) }
    return World.ServiceCommitment(
      id: id, scope: one(of: Self.scopes.dropLast() + Self.scopes), policy: policy,
      minimumZones: one(of: [1, 1, 1, 2]), services: Self.services.filter { _ in !chance(3) })
  }

  private mutating func credits(below target: ExactFraction) -> ModelPolicy.Credits {
    if chance(2) {
      let caps = [nil, ExactFraction(30), ExactFraction(1), ExactFraction(1, over: 4)]
      return .pointGap(cap: one(of: caps))
    }
    let percents = [10, 25, 50, 100].map { ExactFraction($0) } + [ExactFraction(625, over: 100)]
    return .bands(
      [target, ExactFraction(99), ExactFraction(985, over: 10), ExactFraction(90)]
        .map { ($0, one(of: percents)) })
  }

  /// Gives a contract's terms agreements, and components from its first day or a later one on.
  mutating func promise(
    _ terms: inout World.Terms, to contract: World.Contract, _ dates: [LocalDate]
  ) {
    guard !chance(6) else { return }
    terms.serviceLevels = chance(3) ? ["other", "offer"] : [one(of: ["offer", "other"])]
    terms.components = Self.scopes.shuffled(using: &random)
      .prefix(Int.random(in: 1...2, using: &random)).map { scope in
        (scope, chance(4) && !dates.isEmpty ? one(of: dates) : contract.from)
      }
  }
}
