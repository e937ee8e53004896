import BigInt
import Calendars
import Catalogue
import Metering

/// What a quantity is told apart by.
struct ModelKey: Hashable {
  var tenant: String?
  var product: String
  var sku: String
  var resource: String?
  var day: LocalDate?
}

/// One organisation's usage by the words of contract.md, section 2: lists and exact fractions, slow
/// and obvious.
struct ModelMeter {
  typealias Event = (name: Fact.Name, usage: Fact.Usage)

  private let world: World
  let coverage: ModelCoverage
  private let events: [Event]
  /// What each step of each level adds to its product's quantity, told apart by all keys.
  private var stepShares: [(key: ModelKey, value: ExactFraction)] = []
  /// The windows of percentiles, by their length in seconds.
  private var windows: [Int: ModelWindows] = [:]

  /// The usage of what a ledger holds; of all the world's facts where none is given.
  init(_ world: World, _ organisation: World.Organisation, _ ledger: ModelLedger? = nil) {
    self.world = world
    coverage = ModelCoverage(world, organisation)
    events = (ledger ?? ModelLedger(world)).usage
    for product in world.products {
      if case .percentile(_, let seconds, _) = product.meter {
        windows[seconds] = windows[seconds] ?? ModelWindows(seconds, of: coverage, in: world)
      }
      guard case .timeWeighted(let step, let result) = product.meter else { continue }
      let steps = ModelSteps(step, result, of: coverage)
      let resources = Dictionary(grouping: events.filter { $0.usage.product == product.name }) {
        ModelKey($0.usage, day: nil)
      }
      for (key, events) in resources {
        stepShares += shares(of: ModelLevel(events), key, step: step, steps)
      }
    }
  }

  /// The quantities in millionths of billed units; zeros are left out.
  func quantities(by keys: Set<UsageKey>) -> [ModelKey: BigInt] {
    var totals: [ModelKey: ExactFraction] = [:]
    for product in world.products {
      for (key, value) in parts(of: product, by: keys) {
        let total = key.keeping(keys)
        totals[total] = totals[total, default: .zero] + value / product.unitSize.value
      }
    }
    return totals.mapValues(\.millionths).filter { !$0.value.isZero }
  }

  /// A product's exact quantities in billed units by tenant and SKU, and by day where they are told
  /// apart.
  func exactQuantities(
    of product: World.Product, byDay: Bool
  ) -> [ModelKey: ExactFraction] {
    parts(of: product, by: byDay ? [.tenant, .day] : [.tenant])
      .mapValues { $0 / product.unitSize.value }
  }

  /// A product's quantities by tenant and SKU, and by resource and day where they are told apart.
  private func parts(
    of product: World.Product, by keys: Set<UsageKey>
  ) -> [ModelKey: ExactFraction] {
    let keys = keys.union([.tenant])
    if case .timeWeighted = product.meter {
      return stepShares.filter { $0.key.product == product.name }.reduce(into: [:]) { sums, share in
        let key = share.key.keeping(keys)
        sums[key] = sums[key, default: .zero] + share.value
      }
    }
    let covered = events.filter { event in
      event.usage.product == product.name
        && coverage.spans[event.usage.tenant]?.contains { $0.contains(event.usage.time) } ?? false
    }
    if case .percentile(let percent, let seconds, let missing) = product.meter,
      let windows = windows[seconds]
    {
      let samples = Dictionary(grouping: covered) { event in
        ModelKey(event.usage, day: windows.day(of: event.usage.time)).keeping(keys)
      }
      return samples.reduce(into: [:]) { parts, entry in
        parts[entry.key] = windows.percentile(
          percent, of: entry.value.map(\.usage), missing, on: entry.key.day)
      }
    }
    return Dictionary(grouping: covered) { event in
      ModelKey(event.usage, day: coverage.day(of: event.usage.time, in: world.period))
        .keeping(keys)
    }.mapValues { single($0, product.meter) }
  }

  /// The aggregations that look at events one by one.
  private func single(_ events: [Event], _ meter: Meter) -> ExactFraction {
    let quantities = events.map(\.usage.quantity.value)
    switch meter {
    case .sum(let roundEachUp):
      return quantities.map { roundEachUp ? $0.ceiling : $0 }.reduce(.zero, +)
    case .count:
      return ExactFraction(BigInt(events.count))
    case .max:
      return quantities.max() ?? .zero
    case .last:
      return Dictionary(grouping: events, by: \.usage.resource).values.compactMap { events in
        events.max { $0.usage.isBefore($1.usage, $0.name, $1.name) }?.usage.quantity.value
      }.reduce(.zero, +)
    case .unique:
      return ExactFraction(BigInt(Set(events.map(\.usage.resource)).count))
    case .timeWeighted, .percentile:
      return .zero
    }
  }

  /// What one resource's level gives in each step, weighed.
  private func shares(
    of level: ModelLevel, _ key: ModelKey, step: Meter.Step, _ steps: ModelSteps
  ) -> [(key: ModelKey, value: ExactFraction)] {
    steps.steps.compactMap { span, weight in
      let held = coverage.spans[key.tenant ?? ""]?.compactMap { $0.intersection(span) } ?? []
      let value = step == .second ? level.integral(over: held) : level.maximum(in: held)
      guard !value.isZero else { return nil }
      // A month's maximum is shown on the day on which it was first held.
      let first = held.flatMap(level.instants).filter { level.value(at: $0) == value }.min()
      var key = key
      key.day = coverage.day(of: step == .month ? first ?? span.from : span.from, in: world.period)
      return (key, value * weight)
    }
  }
}

extension ModelKey {
  /// The key of an event on a day, told apart by everything.
  fileprivate init(_ usage: Fact.Usage, day: LocalDate?) {
    self.init(
      tenant: usage.tenant, product: usage.product, sku: usage.sku, resource: usage.resource,
      day: day)
  }

  func keeping(_ keys: Set<UsageKey>) -> ModelKey {
    ModelKey(
      tenant: keys.contains(.tenant) ? tenant : nil, product: product, sku: sku,
      resource: keys.contains(.resource) ? resource : nil,
      day: keys.contains(.day) ? day : nil)
  }
}

extension ModelCoverage {
  /// The local day of an instant of the month: the last that has begun by then.
  fileprivate func day(of instant: Instant, in period: Period) -> LocalDate {
    let begun = starts.last { $0 <= instant }.flatMap(starts.lastIndex) ?? 0
    return period.firstDay.adding(days: begun)
  }
}
