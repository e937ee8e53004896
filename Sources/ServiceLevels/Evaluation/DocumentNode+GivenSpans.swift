import Calendars
import Decimals
import Documents

// Spans as `sla evaluate` is given them: `[from, to]`, half-open.
extension DocumentNode {
  /// The period; nil where it does not end after it begins.
  func givenPeriod() throws(DocumentError) -> TimeSpan? {
    let bounds = try bounds(2...2, "[from, to]")
    return TimeSpan(from: try bounds[0].givenInstant(), to: try bounds[1].givenInstant())
  }

  /// Spans; those without any length say nothing and are left out.
  func givenSpans() throws(DocumentError) -> [TimeSpan] {
    var spans: [TimeSpan] = []
    for item in try list() {
      if let span = try item.givenSpan(item.bounds(2...2, "[from, to]")) { spans.append(span) }
    }
    return spans
  }

  /// Outages, whose third value is the impact, 1 where it is left out.
  func givenOutages() throws(DocumentError) -> [DownSpan] {
    var outages: [DownSpan] = []
    for item in try list() {
      let bounds = try item.bounds(2...3, "[from, to] or [from, to, impact]")
      let impact = bounds.count == 3 ? try bounds[2].givenImpact() : .whole
      guard let span = try item.givenSpan(bounds) else { continue }
      outages.append(DownSpan(span, impact: impact))
    }
    return outages
  }

  private func bounds(
    _ count: ClosedRange<Int>, _ expected: String
  ) throws(DocumentError) -> [DocumentNode] {
    let items = try list()
    guard count.contains(items.count) else { throw invalid(expected) }
    return items
  }

  /// The span of a list's first two values, of which the second may be null: still open. nil where
  /// it has no length.
  private func givenSpan(_ bounds: [DocumentNode]) throws(DocumentError) -> TimeSpan? {
    let from = try bounds[0].givenInstant()
    let to = bounds[1].isAbsent ? Instant.distantFuture : try bounds[1].givenInstant()
    guard from <= to else { throw bounds[1].invalid("an end that is not before the start") }
    return TimeSpan(from: from, to: to)
  }

  /// An impact; null is the whole.
  private func givenImpact() throws(DocumentError) -> Impact {
    guard !isAbsent else { return .whole }
    guard let impact = Impact(try decimal(.price)) else { throw invalid(Impact.expected) }
    return impact
  }

  /// An instant, or seconds, of which 0 may be any instant.
  private func givenInstant() throws(DocumentError) -> Instant {
    let expected =
      "an instant of the years 0000 to 9999 such as 2026-10-04T01:10:00Z, or seconds to the"
      + " microsecond, such as 1200 or 0.5, in as many years"
    guard case .scalar(let text) = content else { throw invalid(expected) }
    if let instant = Instant(rfc3339: text) { return instant }
    guard let seconds = try? DecimalNumber(text, limits: .price).normalised, seconds.scale <= 6,
      let microseconds = try? seconds.rounded(to: 6).coefficient,
      (Int128(Instant.distantPast.microseconds)..<Int128(Instant.distantFuture.microseconds))
        .contains(microseconds)
    else { throw invalid(expected) }
    return Instant(microseconds: Int64(microseconds))
  }
}
