import BigInt
import Calendars

/// The level that one resource holds over time.
struct ModelLevel {
  /// By time; of those at one instant the last by (source, id) as bytes comes last.
  private let events: [(name: Fact.Name, usage: Fact.Usage)]

  init(_ events: [(name: Fact.Name, usage: Fact.Usage)]) {
    self.events = events.sorted { $0.usage.isBefore($1.usage, $0.name, $1.name) }
  }

  /// What the last event up to an instant says; 0 before the first.
  func value(at instant: Instant) -> ExactFraction {
    events.last { $0.usage.time <= instant }?.usage.quantity.value ?? .zero
  }

  /// The instants of a span at which the level may be another than just before: its start and the
  /// events within. A level that ends exactly where the span begins is held at none of them.
  func instants(in span: TimeSpan) -> [Instant] {
    [span.from] + events.map(\.usage.time).filter { span.from < $0 && $0 < span.to }
  }

  /// The largest level held at some instant of the spans.
  func maximum(in spans: [TimeSpan]) -> ExactFraction {
    spans.flatMap(instants).map(value).max() ?? .zero
  }

  /// ∫ level over the spans, in level × microseconds.
  func integral(over spans: [TimeSpan]) -> ExactFraction {
    spans.reduce(.zero) { sum, span in
      let starts = instants(in: span)
      return zip(starts, starts.dropFirst() + [span.to]).reduce(sum) { sum, stretch in
        let length = stretch.1.microseconds - stretch.0.microseconds
        return sum + value(at: stretch.0) * ExactFraction(BigInt(length))
      }
    }
  }
}

extension Fact.Usage {
  /// Whether this event comes before another: by time, then (source, id) as bytes.
  func isBefore(_ other: Fact.Usage, _ name: Fact.Name, _ otherName: Fact.Name) -> Bool {
    if time != other.time { return time < other.time }
    if !name.source.utf8.elementsEqual(otherName.source.utf8) {
      return name.source.utf8.lexicographicallyPrecedes(otherName.source.utf8)
    }
    return name.id.utf8.lexicographicallyPrecedes(otherName.id.utf8)
  }
}
