/// What is decided about a component for an organisation from what was known at a time, as the
/// contract says it (section 5), one record after the other.
struct ModelDecisions {
  struct Outage {
    let id: String
    let isSampled: Bool
    var from: Int
    let to: Int
    let impactMillionths: Int
    var tickets: [String] = []

    /// Whether something of it lies in a period; of one that has no length, its instant.
    func touches(_ period: Range<Int>) -> Bool {
      from == to ? period.contains(from) : from < period.upperBound && to > period.lowerBound
    }
  }

  /// In the order of their starts, then ids.
  private(set) var outages: [Outage] = []
  private(set) var windows: [Range<Int>] = []
  private(set) var unknown: [Range<Int>] = []

  /// What is open ends here, far behind the month.
  static let horizon = 30_000

  private let records: [[ModelRecord]]
  private let period: Range<Int>

  /// Starts are moved by the tickets of an organisation; without one by nobody's, and outages have
  /// everybody's.
  init(
    _ records: [ModelRecord], of component: String, organisation: String?, knownAt: Int,
    tolerance: Int, period: Range<Int>
  ) {
    self.records = ModelRecord.versions(of: records, knownAt: knownAt)
    self.period = period
    takeRecords(of: component)
    takeSamples(of: component)
    takeTickets(of: component, organisation: organisation, tolerance: tolerance)
    takeWindows(of: component)
    outages.sort { ($0.from, $0.id, $0.isSampled ? 1 : 0) < ($1.from, $1.id, $1.isSampled ? 1 : 0) }
  }

  /// The latest versions that were not withdrawn.
  private var valid: [ModelRecord] {
    records.compactMap(\.last).filter { !$0.isRetracted }
  }

  private mutating func takeRecords(of component: String) {
    for record in valid where record.component == component {
      switch record.content {
      case .outage(let from, let to, let impact):
        outages.append(
          Outage(
            id: record.id, isSampled: false, from: from, to: to ?? Self.horizon,
            impactMillionths: impact))
      case .unknown(let from, let to): unknown.append(from..<(to ?? Self.horizon))
      case .maintenance, .sample, .ticket: break
      }
    }
  }

  private mutating func takeSamples(of component: String) {
    var downIDs: [Int: String] = [:]
    var times: Set<Int> = []
    for record in valid where record.component == component {
      guard case .sample(let at, let isUp) = record.content else { continue }
      times.insert(at)
      if !isUp { downIDs[at] = min(downIDs[at] ?? record.id, record.id) }
    }
    let sorted = times.sorted()
    let distances = zip(sorted, sorted.dropFirst())
      .filter { period.contains($0) || period.contains($1) }.map { $1 - $0 }.sorted()
    let pace = distances.isEmpty ? 0 : distances[(distances.count + 1) / 2 - 1]
    var open: Outage?
    for (index, time) in sorted.enumerated() {
      let next = index + 1 < sorted.count ? sorted[index + 1] : nil
      let isNear = next.map { !distances.isEmpty && $0 - time <= 3 * pace } ?? false
      let end = isNear ? next ?? time : time + pace
      if end < next ?? Self.horizon { unknown.append(end..<(next ?? Self.horizon)) }
      if let id = downIDs[time] {
        let isGoingOn = open.map { $0.to == time } ?? false
        if !isGoingOn, let before = open { outages.append(before) }
        open = Outage(
          id: isGoingOn ? open?.id ?? id : id, isSampled: true,
          from: isGoingOn ? open?.from ?? time : time, to: end, impactMillionths: 1_000_000)
      } else {
        if let before = open { outages.append(before) }
        open = nil
      }
    }
    if let last = open { outages.append(last) }
  }

  private mutating func takeTickets(
    of component: String, organisation: String?, tolerance: Int
  ) {
    let recorded = outages
    for record in valid where record.component == component {
      guard case .ticket(let ticket) = record.content,
        organisation == nil || organisation == ticket.organisation
      else { continue }
      let opened = ticket.opened
      let during = recorded.indices.filter {
        recorded[$0].from <= opened && opened <= recorded[$0].to
      }
      let next = recorded.indices.filter {
        recorded[$0].from > opened && recorded[$0].from - opened <= tolerance
      }
      let candidates = during.isEmpty ? next : during
      let chosen = candidates.min { one, other in
        (recorded[one].from, recorded[one].id, recorded[one].isSampled ? 1 : 0)
          < (recorded[other].from, recorded[other].id, recorded[other].isSampled ? 1 : 0)
      }
      guard let chosen else { continue }
      if organisation != nil { outages[chosen].from = min(outages[chosen].from, opened) }
      outages[chosen].tickets.append(record.id)
    }
    for place in outages.indices { outages[place].tickets.sort() }
  }

  private mutating func takeWindows(of component: String) {
    for versions in records {
      guard let last = versions.last, !last.isRetracted,
        case .maintenance(let lastFrom, let lastTo, _, _) = last.content
      else { continue }
      var base: ModelRecord?
      var firstStart = Int.max
      for version in versions {
        guard case .maintenance(let from, _, let announced, let recorded) = version.content else {
          continue
        }
        firstStart = min(firstStart, from)
        guard let said = recorded ?? announced, said < firstStart else { continue }
        if version.isRetracted || (announced.map { $0 < from } ?? false) { base = version }
      }
      guard let base, !base.isRetracted, case .maintenance(let from, let to, _, _) = base.content,
        Self.concerns(base.component, component), Self.concerns(last.component, component)
      else { continue }
      let end = min(to ?? Self.horizon, lastTo ?? Self.horizon)
      if max(from, lastFrom) < end { windows.append(max(from, lastFrom)..<end) }
    }
  }

  private static func concerns(_ path: String, _ component: String) -> Bool {
    component == path || component.hasPrefix(path + "/")
  }
}

extension ModelDecisions {
  /// As steps of time.
  func history(of period: Range<Int>, stepMicroseconds: Int) -> ModelHistory {
    ModelHistory(
      stepMicroseconds: stepMicroseconds, period: period,
      outages: outages.map {
        ModelHistory.Outage(span: $0.from..<$0.to, impactMillionths: $0.impactMillionths)
      },
      windows: windows, unknown: unknown)
  }

  /// Whether a ticket is for an outage that touches a period: for its own, else for the last one
  /// that had ended when it was opened.
  func isClaimed(by record: ModelRecord, in period: Range<Int>) -> Bool {
    guard case .ticket(let ticket) = record.content else { return false }
    var meant = outages.filter { $0.tickets.contains(record.id) }
    if meant.isEmpty {
      let ended = outages.filter { $0.to <= ticket.opened }
      let last = ended.map(\.to).max()
      meant = ended.filter { $0.to == last }
      // Of those that end together, a sample that holds for no time is the last: it began last.
      let instants = meant.filter { $0.isSampled && $0.from == $0.to }
      if !instants.isEmpty { meant = instants }
    }
    return meant.contains { $0.touches(period) }
  }

  /// Of each outage the steps that count, each in millionths: of one step the outage has it that
  /// has the largest impact, then the one that began first, then that of the smallest id.
  func countedStepMillionths(
    in period: Range<Int>, policy: ModelPolicy, stepSeconds: Int
  ) -> [Int] {
    var owners: [Int: Int] = [:]
    for place in outages.indices {
      for step in outages[place].from..<outages[place].to {
        // They stand in the order of starts and ids.
        let other = owners[step].map { outages[$0].impactMillionths } ?? 0
        if outages[place].impactMillionths > other { owners[step] = place }
      }
    }
    let maintained = Set(windows.flatMap { Array($0) })
    var counted = outages.map { _ in 0 }
    var group: [Int] = []
    for step in owners.keys.sorted() + [Int.max] {
      if let last = group.last, last + 1 != step {
        let kept = policy.isMaintenanceIncluded ? group : group.filter { !maintained.contains($0) }
        if kept.count * stepSeconds >= policy.minimumOutageSeconds {
          for step in kept where period.contains(step) {
            guard let owner = owners[step] else { continue }
            counted[owner] += outages[owner].impactMillionths
          }
        }
        group = []
      }
      group.append(step)
    }
    return counted
  }
}
