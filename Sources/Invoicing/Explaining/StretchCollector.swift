import Calendars
import Catalogue
import Decimals

/// Adds up what `explain_stretches` gives row by row, and keeps the first rows: memory does not
/// depend on how many there are.
struct StretchCollector {
  /// How a product's rows become its quantity (contract, section 2, "Aggregations").
  enum Rule {
    /// All are added.
    case sum
    /// Of each resource one decides, and these are added: the last, the first, the largest.
    case last, first, largestOfEach
    /// The largest of all decides.
    case largest
  }

  private let rule: Rule
  private let resource: String?
  private let rowsMax: Int
  private(set) var usage = StretchedUsage()
  /// Names of resources, for those that are mistyped.
  private(set) var names: [String] = []
  private static let namesMax = 1000

  /// The stretch that is still growing, or the one of its resource that decides so far.
  private var current: Stretch?
  private var largest: Stretch?
  private var largestSelected: Stretch?

  init(_ rule: Rule, resource: String?, rowsMax: Int) {
    self.rule = rule
    self.resource = resource
    self.rowsMax = rowsMax
    usage.addsUp = rule != .largest
  }

  mutating func add(_ next: Stretch) throws(DecimalError) {
    guard let before = current, before.resource == next.resource else {
      try endResource()
      if names.count < Self.namesMax { names.append(next.resource) }
      current = next
      return
    }
    switch rule {
    case .sum:
      if let joined = try before.joined(with: next) {
        current = joined
      } else {
        try take(before)
        current = next
      }
    case .last: current = next.isCarried ? before : next
    case .first: break
    case .largest, .largestOfEach: if next.value > before.value { current = next }
    }
  }

  /// To be called after the last row.
  mutating func finish() throws(DecimalError) {
    try endResource()
    guard rule == .largest else { return }
    usage.total = largest?.value ?? .zero
    if let decisive = largestSelected { try keep(decisive) }
    usage.selectedSum = largestSelected?.value ?? .zero
  }

  private mutating func endResource() throws(DecimalError) {
    if let current { try take(current) }
    current = nil
  }

  private mutating func take(_ stretch: Stretch) throws(DecimalError) {
    let isSelected = resource.map { $0.utf8.elementsEqual(stretch.resource.utf8) } ?? true
    guard rule != .largest else {
      if stretch.value > largest?.value ?? .zero { largest = stretch }
      if isSelected, stretch.value > largestSelected?.value ?? .zero { largestSelected = stretch }
      return
    }
    usage.total = try usage.total + stretch.value
    guard isSelected else { return }
    usage.selectedSum = try usage.selectedSum + stretch.value
    try keep(stretch)
  }

  private mutating func keep(_ stretch: Stretch) throws(DecimalError) {
    usage.stretchCount += 1
    usage.eventCount += stretch.events
    if usage.stretches.count < rowsMax {
      usage.stretches.append(stretch)
      usage.stretchSum = try usage.stretchSum + stretch.value
    }
    if let last = usage.resources.last, last.resource == stretch.resource {
      usage.resources[usage.resources.count - 1] = try last.adding(stretch)
      usage.resourceSum = try usage.resourceSum + stretch.value
    } else if lastResource != stretch.resource {
      lastResource = stretch.resource
      usage.resourceCount += 1
      guard usage.resources.count < rowsMax else { return }
      usage.resources.append(ResourceUsage(stretch))
      usage.resourceSum = try usage.resourceSum + stretch.value
    }
  }

  /// Whose stretch was kept last, also where its resource has no place any more.
  private var lastResource: String?
}

extension Stretch {
  /// Both in one piece, where one follows the other at the same level; else nil.
  fileprivate func joined(with next: Stretch) throws(DecimalError) -> Stretch? {
    guard to == next.from, let level, let steps, let more = next.steps, level == next.level else {
      return nil
    }
    var joined = self
    joined.to = next.to
    joined.events += next.events
    joined.steps = try steps + more
    joined.value = try value + next.value
    return joined
  }
}

extension ResourceUsage {
  fileprivate init(_ stretch: Stretch) {
    self.init(
      resource: stretch.resource, from: stretch.from, to: stretch.to, events: stretch.events,
      value: stretch.value)
  }

  fileprivate func adding(_ stretch: Stretch) throws(DecimalError) -> ResourceUsage {
    var sum = self
    sum.to = stretch.to
    sum.events += stretch.events
    sum.value = try value + stretch.value
    return sum
  }
}

extension Product {
  var stretchRule: StretchCollector.Rule {
    switch meter {
    case .sum, .count, .percentile: .sum
    case .max: .largest
    case .last: .last
    case .unique: .first
    case .timeWeighted(let step, _): step == .month ? .largestOfEach : .sum
    }
  }
}
