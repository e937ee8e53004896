import BigInt
import Calendars
import TestSeeds

@testable import TestModel

/// A case of `sla evaluate` by chance: outages that overlap, touch, nest, are short, partial, open
/// or without length, windows and unknown time across the period's ends; targets and bands at the
/// very figure.
struct RandomCase {
  let history: ModelHistory
  let policy: ModelPolicy
  let line: String

  init(_ random: inout SeededGenerator) {
    var writer = CaseWriter(isInSeconds: random.isSo(oneIn: 2))
    let (period, step) = random.period()
    writer.stepMicroseconds = step
    var history = ModelHistory(stepMicroseconds: step, period: period)
    var outages: [String] = []
    var last = period.lowerBound
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let (span, isOpen) = random.span(near: period, touching: last)
      last = span.upperBound
      let impact = random.impactMillionths()
      history.outages.append(.init(span: span, impactMillionths: impact))
      outages.append(writer.span(span, isOpen: isOpen, impact: impact, &random))
    }
    var lists = [#""outages":[\#(outages.joined(separator: ","))]"#]
    let windows = random.spans(near: period, upTo: 4)
    let unknown = random.spans(near: period, upTo: 3)
    history.windows = windows.map(\.span)
    history.unknown = unknown.map(\.span)
    for (key, spans) in [("maintenances", windows), ("unknown", unknown)] {
      let texts = spans.map { writer.span($0.span, isOpen: $0.isOpen, impact: nil, &random) }
      if !texts.isEmpty { lists.append(#""\#(key)":[\#(texts.joined(separator: ","))]"#) }
    }
    let bounds = writer.span(period, isOpen: false, impact: nil, &random)
    let policy = random.policy(for: history)
    self.history = history
    self.policy = policy.model
    let keys = [#""id":"r""#, #""period":\#(bounds)"#, #""policy":{\#(policy.text)}"#] + lists
    line = "{" + keys.shuffled(using: &random).joined(separator: ",") + "}"
  }
}

/// Writes spans of steps as instants or as seconds.
private struct CaseWriter {
  let isInSeconds: Bool
  var stepMicroseconds = 0

  func span(
    _ span: Range<Int>, isOpen: Bool, impact: Int?, _ random: inout SeededGenerator
  ) -> String {
    var items = [time(span.lowerBound, &random), isOpen ? "null" : time(span.upperBound, &random)]
    if let impact, impact < 1_000_000 || random.isSo(oneIn: 3) {
      items.append(random.quoted(ExactFraction(BigInt(impact), over: 1_000_000).plainText))
    }
    return "[" + items.joined(separator: ",") + "]"
  }

  private func time(_ step: Int, _ random: inout SeededGenerator) -> String {
    let microseconds = step * stepMicroseconds
    guard isInSeconds else {
      return "\"\(Instant(microseconds: Int64(microseconds)))\""
    }
    let sign = microseconds < 0 ? "-" : ""
    let seconds = ExactFraction(BigInt(microseconds.magnitude), over: 1_000_000)
    return random.quoted(sign + seconds.plainText)
  }
}

extension ExactFraction {
  /// A number of at most 12 digits after the point.
  var plainText: String { truncatedText(digits: 12) }

  /// A decimal such as 99.95.
  init(text: String) {
    let parts = text.split(separator: ".")
    let scale = parts.count > 1 ? parts[1].count : 0
    self.init(
      BigInt(text.replacing(".", with: "")) ?? 0, over: BigInt(10).power(scale))
  }
}

extension SeededGenerator {
  fileprivate mutating func isSo(oneIn count: Int) -> Bool {
    Int.random(in: 0..<count, using: &self) == 0
  }

  fileprivate mutating func quoted(_ number: String) -> String {
    isSo(oneIn: 2) ? number : "\"\(number)\""
  }

  /// A few steps of a second, a microsecond or so; or a month of Paris, in hours.
  fileprivate mutating func period() -> (Range<Int>, stepMicroseconds: Int) {
    guard !isSo(oneIn: 8) else {
      let month = Period(year: 2026, month: Int.random(in: 1...12, using: &self))
      let span = Zone.default.span(of: month ?? Period(containing: LocalDate(daysSinceEpoch: 0)))
      let hour = Int(Instant.microsecondsPerHour)
      let from = Int(span.from.microseconds) / hour
      return (from..<from + Int(span.microseconds) / hour, hour)
    }
    let step = [1_000_000, 1_000_000, 60_000_000, 1, 250_000].randomElement(using: &self) ?? 1
    let from = isSo(oneIn: 2) ? 0 : Int.random(in: -1_000...1_000_000, using: &self)
    let count = isSo(oneIn: 2) ? [1, 10, 100][Int.random(in: 0..<3, using: &self)] : 0
    return (from..<from + max(count, Int.random(in: 1...60, using: &self)), step)
  }

  fileprivate mutating func spans(
    near period: Range<Int>, upTo count: Int
  ) -> [(span: Range<Int>, isOpen: Bool)] {
    // Often none, else most time would be in one.
    guard isSo(oneIn: 2) else { return [] }
    var spans: [(span: Range<Int>, isOpen: Bool)] = []
    for _ in 0..<Int.random(in: 0...count, using: &self) {
      spans.append(span(near: period, touching: spans.last?.span.upperBound ?? 0))
    }
    return spans
  }

  /// A span that may begin before the period and end behind it; one in four begins where another
  /// ended. What is open goes on long behind all that ends.
  fileprivate mutating func span(
    near period: Range<Int>, touching last: Int
  ) -> (span: Range<Int>, isOpen: Bool) {
    let near = period.lowerBound - 12..<period.upperBound + 12
    let from = isSo(oneIn: 4) && near.contains(last) ? last : Int.random(in: near, using: &self)
    guard !isSo(oneIn: 12) else { return (from..<period.upperBound + 1_000, true) }
    let length = isSo(oneIn: 6) ? period.count : 12
    return (from..<from + Int.random(in: 0...length, using: &self), false)
  }

  fileprivate mutating func impactMillionths() -> Int {
    switch Int.random(in: 0..<5, using: &self) {
    case 0: 500_000
    case 1: Int.random(in: 1...1_000_000, using: &self)
    default: 1_000_000
    }
  }

  fileprivate mutating func policy(
    for history: ModelHistory
  ) -> (model: ModelPolicy, text: String) {
    var policy = ModelPolicy()
    policy.isMaintenanceIncluded = isSo(oneIn: 2)
    policy.excludedMaintenanceLeavesPeriod = isSo(oneIn: 2)
    if isSo(oneIn: 2) {
      // Some steps, so that it is often reached just so; not whole seconds are rounded down.
      let steps = Int.random(in: 1...12, using: &self)
      policy.minimumOutageSeconds = steps * history.stepMicroseconds / 1_000_000
    }
    let figure = ModelAvailability(of: history, policy: policy).figure ?? ExactFraction(50)
    let target = percent(near: figure, atMost: ExactFraction(100))
    policy.target = ExactFraction(text: target)
    var keys = [
      #""maintenance":"\#(policy.isMaintenanceIncluded ? "included" : "excluded")""#,
      #""excluded_maintenance_leaves_period":\#(policy.excludedMaintenanceLeavesPeriod)"#,
      #""minimum_outage_seconds":\#(policy.minimumOutageSeconds)"#,
      #""target":\#(quoted(target))"#,
    ]
    switch Int.random(in: 0..<3, using: &self) {
    case 0: break
    case 1:
      let cap = isSo(oneIn: 3) ? nil : "\(Int.random(in: 0...40, using: &self))"
      policy.credits = .pointGap(cap: cap.map { ExactFraction(text: $0) })
      let bound = cap.map { #","cap_percent":\#(quoted($0))"# } ?? ""
      keys.append(#""credits":{"basis":"point_gap"\#(bound)}"#)
    default:
      let bands = bands(below: target, figure)
      policy.credits = .bands(
        bands.map { (ExactFraction(text: $0.below), ExactFraction(text: $0.percent)) })
      let texts = bands.map { #"{"below":"\#($0.below)","percent":"\#($0.percent)"}"# }
      keys.append(#""credits":{"basis":"bands","bands":[\#(texts.joined(separator: ","))]}"#)
    }
    return (policy, keys.shuffled(using: &self).joined(separator: ","))
  }

  /// A percentage above 0: often the figure itself, as far as it can be written.
  private mutating func percent(near figure: ExactFraction, atMost bound: ExactFraction) -> String {
    let texts = [
      figure.truncatedText(digits: 9), figure.truncatedText(digits: 2),
      (figure + ExactFraction(1, over: 1_000_000_000)).truncatedText(digits: 9), "100", "99.9",
      "\(Int.random(in: 1...100, using: &self))",
    ]
    let text = texts[Int.random(in: 0..<texts.count, using: &self)]
    let value = ExactFraction(text: text)
    if ExactFraction.zero < value, !(bound < value) { return text }
    return bound.truncatedText(digits: 9)
  }

  private mutating func bands(
    below target: String, _ figure: ExactFraction
  ) -> [(below: String, percent: String)] {
    var bounds = [target]
    for _ in 0..<Int.random(in: 0...3, using: &self) {
      let bound = percent(near: figure, atMost: ExactFraction(text: target))
      let isNew = !bounds.contains { ExactFraction(text: $0) == ExactFraction(text: bound) }
      if isNew { bounds.append(bound) }
    }
    return bounds.shuffled(using: &self)
      .map { ($0, "\(Int.random(in: 0...100, using: &self))") }
  }
}
