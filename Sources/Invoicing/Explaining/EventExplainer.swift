import Calendars
import Catalogue
import Decimals
import PostgreSQL
import SQL

/// Finds the events that kept days and levels were metered from.
struct EventExplainer {
  let rows: KeptRows
  let scope: ExplanationScope
  /// The part of the month that a line is for.
  let span: (from: Instant, to: Instant)

  /// Where events are looked for.
  private struct Place {
    /// nil for any.
    let resource: String?
    let from: Instant
    let to: Instant
  }

  /// Where events are looked for, how many of them metering counted, and what they added.
  private struct Places {
    var places: [Place] = []
    var events: Int64 = 0
    var value = DecimalNumber.zero
  }

  func events(
    of usage: StretchedUsage, _ percentile: ExplainedPercentile?
  ) throws -> ExplainedEvents {
    let found = percentile.map(places) ?? places(usage)
    let places = found.places
    let openings = try self.openings(usage)
    guard let from = places.map(\.from).min(), let to = places.map(\.to).max() else {
      return ExplainedEvents(
        events: [], openings: openings, counted: 0, voided: 0,
        count: try Agreement(sum: .zero, stated: .zero), sum: nil,
        archives: try archives(openings, span.from, span.to))
    }
    let roundsUp = if case .sum(true) = rows.product.meter { true } else { false }
    let (counted, sum, voided) = try rows.connection.query(
      .named("explain_event_sums"), rows.tenantID, rows.skuID, places.map(\.resource),
      places.map(\.from), places.map(\.to), from, to, roundsUp
    ).single(Int64.self, DecimalNumber.self, Int64.self)
    let agreement: Agreement? =
      switch rows.product.meter {
      case .sum: try Agreement(sum: sum, stated: found.value)
      case .count: try Agreement(sum: DecimalNumber(counted), stated: found.value)
      case .max, .last, .unique, .timeWeighted, .percentile: nil
      }
    return ExplainedEvents(
      events: try events(in: places, from, to), openings: openings, counted: counted,
      voided: voided,
      count: try Agreement(sum: DecimalNumber(counted), stated: DecimalNumber(found.events)),
      sum: agreement, archives: try archives(openings, from, to))
  }

  /// The window that decides.
  private func places(_ percentile: ExplainedPercentile) -> Places {
    guard let window = percentile.window else { return Places() }
    let span = (from: max(window.from, span.from), to: min(window.to, span.to))
    return Places(
      places: percentile.means.map {
        Place(resource: $0.resource, from: span.from, to: span.to)
      },
      events: percentile.means.reduce(0) { $0 + $1.samples })
  }

  /// Where only some stretches decide, those. Else all of the time that is asked for: a day whose
  /// events are all void is no stretch.
  private func places(_ usage: StretchedUsage) -> Places {
    guard rows.product.stretchRule == .sum else {
      return Places(
        places: usage.stretches.filter { $0.events > 0 }.map {
          Place(resource: $0.resource, from: $0.from, to: $0.to)
        },
        events: usage.stretches.reduce(0) { $0 + $1.events })
    }
    let spans = rows.covered.compactMap { covered in
      TimeSpan(from: max(covered.from, asked.from), to: min(covered.to, asked.to))
    }
    return Places(
      places: spans.map { Place(resource: scope.resource, from: $0.from, to: $0.to) },
      events: usage.eventCount, value: usage.selectedSum)
  }

  /// The part of the month, or the day that is asked for.
  private var asked: (from: Instant, to: Instant) {
    scope.day.map { rows.span(of: LineParts.Part(from: $0, to: $0.adding(days: 1))) } ?? span
  }

  private func events(
    in places: [Place], _ from: Instant, _ to: Instant
  ) throws -> [ExplainedEvent] {
    try rows.connection.query(
      .named("explain_events"), rows.tenantID, rows.skuID, places.map(\.resource),
      places.map(\.from), places.map(\.to), from, to, Int32(scope.eventsMax)
    ).decode(
      String.self, Instant.self, String.self, String.self, DecimalNumber.self, String.self,
      Int64.self, Instant.self, String?.self, String?.self, String?.self, Int64?.self,
      Instant?.self
    ).map { row in
      var void: ExplainedEvent.Void?
      if let id = row.8, let file = row.10, let line = row.11, let at = row.12 {
        void = ExplainedEvent.Void(id: id, reason: row.9, file: file, line: line, ingestedAt: at)
      }
      return ExplainedEvent(
        resource: row.0, time: row.1, source: row.2, id: row.3, quantity: row.4, file: row.5,
        line: row.6, ingestedAt: row.7, void: void)
    }
  }

  /// The levels that the resources shown begin with.
  private func openings(_ usage: StretchedUsage) throws -> [OpeningLevel] {
    guard case .timeWeighted = rows.product.meter, !usage.resources.isEmpty else { return [] }
    return try rows.connection.query(
      .named("explain_openings"), rows.tenantID, rows.skuID, usage.resources.map(\.resource),
      usage.resources.map(\.from)
    ).decode(
      String.self, LocalDate.self, DecimalNumber.self, Instant?.self, String?.self, String?.self,
      DecimalNumber?.self, String?.self, Int64?.self, Instant?.self
    ).map { row in
      var event: ExplainedEvent?
      if let time = row.3, let source = row.4, let id = row.5, let quantity = row.6,
        let file = row.7, let line = row.8, let at = row.9
      {
        event = ExplainedEvent(
          resource: row.0, time: time, source: source, id: id, quantity: quantity, file: file,
          line: line, ingestedAt: at, void: nil)
      }
      return OpeningLevel(resource: row.0, level: row.2, day: row.1, event: event)
    }
  }

  /// The archived months in which events lie that were looked for.
  private func archives(
    _ openings: [OpeningLevel], _ from: Instant, _ to: Instant
  ) throws -> [ArchivedEvents] {
    let days = Set(openings.filter { $0.event == nil }.map(\.day))
    let spans =
      [(from, to)]
      + days.map { (rows.zone.start(of: $0), rows.zone.start(of: $0.adding(days: 1))) }
    let archives = try spans.flatMap { from, to in
      try rows.connection.query(.named("explain_archives"), from, to)
        .decode(String.self, String.self, Int64.self)
        .map { ArchivedEvents(month: $0.0, file: $0.1, events: $0.2) }
    }
    return Set(archives).sorted { $0.month < $1.month }
  }
}

extension EventExplainer {
  /// What has come between two instants for the line's part of the month.
  func facts(after: Instant, until: Instant) throws -> LateFacts {
    let isLevel = if case .timeWeighted = rows.product.meter { true } else { false }
    let events = try rows.connection.query(
      .named("explain_late_events"), rows.tenantID, rows.skuID, after, span.from, span.to,
      isLevel, Int32(scope.eventsMax), until
    ).decode(
      String.self, Instant.self, String.self, String.self, DecimalNumber.self, String.self,
      Int64.self, Instant.self, Int64.self)
    let voids = try rows.connection.query(
      .named("explain_late_voids"), rows.tenantID, rows.skuID, after, span.from, span.to,
      isLevel, Int32(scope.eventsMax), until
    ).decode(
      String.self, String.self, String.self, String?.self, String.self, Int64.self, Instant.self,
      Instant.self, String?.self, DecimalNumber?.self, Int64.self)
    return LateFacts(
      after: after, until: until,
      events: events.map { row in
        ExplainedEvent(
          resource: row.0, time: row.1, source: row.2, id: row.3, quantity: row.4, file: row.5,
          line: row.6, ingestedAt: row.7, void: nil)
      },
      eventCount: events.first?.8 ?? 0,
      voids: voids.map { row in
        LateFacts.LateVoid(
          source: row.0, id: row.1, target: row.2, reason: row.3, file: row.4, line: row.5,
          ingestedAt: row.6, targetTime: row.7, resource: row.8, quantity: row.9)
      },
      voidCount: voids.first?.10 ?? 0)
  }
}
