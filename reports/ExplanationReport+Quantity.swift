import Calendars
import Catalogue
import Decimals
import Invoicing

extension ExplainedQuantity {
  var report: ReportValue {
    .object([
      "aggregation": .text(product.meter.aggregation), "unit": .text(product.unit),
      "part": .optional(part) { part in
        .object([
          "first_day": .text(part.first.description), "last_day": .text(part.last.description),
        ])
      },
      "covered": .list(covered) { span in
        .object(["from": .text(span.from.description), "to": .text(span.to.description)])
      },
      "stretches": .list(usage.stretches, \.report),
      "resources": .list(usage.resources, \.report),
      "days": .list(days) { day in
        .object([
          "day": .text(day.day.description), "resources": .integer(day.resources),
          "events": .integer(day.events), "value": .text(day.value.plain),
        ])
      },
      "day_sum": .optional(daySum, \.report),
      "stretch_count": .integer(usage.stretchCount),
      "resource_count": .integer(usage.resourceCount),
      "shown": .text(usage.stretchSum.plain), "selected": .text(usage.selectedSum.plain),
      "sum": .text(usage.total.plain), "factor": .text(division.factor.plain),
      "divisor": .text(division.divisor.plain), "unit_size": .text(division.unitSize.plain),
      "percentile": .optional(percentile, \.report), "metered": .text(metered.plain),
      "started_units": .flag(product.startedUnits),
      "remainder": .optional(remainder) { remainder in
        .object([
          "month": .text(remainder.month.plain), "own": .text(remainder.own.plain),
          "others": .list(remainder.others) { .text($0.plain) },
        ])
      },
      "quantity": quantity.report, "settled": settled.report, "events": events.report,
      "changes": .optional(changes, \.report), "causes": .optional(causes, \.report),
      "held_months": .list(heldMonths) { .text($0) },
    ])
  }
}

extension Stretch {
  fileprivate var report: ReportValue {
    .object([
      "resource": .text(resource), "from": .text(from.description), "to": .text(to.description),
      "carried": .flag(isCarried), "events": .integer(events), "level": .text(level?.plain),
      "steps": .text(steps?.plain), "value": .text(value.plain),
    ])
  }
}

extension ResourceUsage {
  fileprivate var report: ReportValue {
    .object([
      "resource": .text(resource), "from": .text(from.description), "to": .text(to.description),
      "events": .integer(events), "value": .text(value.plain),
    ])
  }
}

extension ExplainedPercentile {
  fileprivate var report: ReportValue {
    .object([
      "percentile": .integer(percent), "window_seconds": .integer(windowSeconds),
      "sampled_windows": .integer(sampledWindows), "windows": .integer(windows),
      "rank": .integer(rank),
      "window": .optional(window) { window in
        .object(["from": .text(window.from.description), "to": .text(window.to.description)])
      },
      "means": .list(means) { mean in
        .object([
          "resource": .text(mean.resource), "sum": .text(mean.total.plain),
          "samples": .integer(mean.samples), "mean": .text(mean.mean.plain),
        ])
      },
      "resource_count": .integer(resourceCount), "value": value.report,
    ])
  }
}

extension ExplainedEvents {
  fileprivate var report: ReportValue {
    .object([
      "events": .list(events, \.report),
      "openings": .list(openings) { opening in
        .object([
          "resource": .text(opening.resource), "level": .text(opening.level.plain),
          "day": .text(opening.day.description), "event": .optional(opening.event, \.report),
        ])
      },
      "counted": .integer(counted), "void": .integer(voided), "more": .integer(more),
      "count": count.report, "sum": .optional(sum, \.report),
      "archives": .list(archives) { archive in
        .object([
          "month": .text(archive.month), "file": .text(archive.file),
          "events": .integer(archive.events),
        ])
      },
    ])
  }
}

extension ExplainedEvent {
  fileprivate var report: ReportValue {
    .object([
      "id": .text(id), "source": .text(source), "resource": .text(resource),
      "time": .text(time.description), "quantity": .text(quantity.plain), "file": .text(file),
      "line": .integer(line), "ingested_at": .text(ingestedAt.description),
      "void": .optional(void) { void in
        .object([
          "id": .text(void.id), "reason": .text(void.reason), "file": .text(void.file),
          "line": .integer(void.line), "ingested_at": .text(void.ingestedAt.description),
        ])
      },
    ])
  }
}

extension LateFacts {
  fileprivate var report: ReportValue {
    .object([
      "events": .list(events, \.report), "event_count": .integer(eventCount),
      "voids": .list(voids) { void in
        .object([
          "id": .text(void.id), "source": .text(void.source), "target": .text(void.target),
          "target_time": .text(void.targetTime.description), "reason": .text(void.reason),
          "resource": .text(void.resource), "quantity": .text(void.quantity?.plain),
          "file": .text(void.file), "line": .integer(void.line),
          "ingested_at": .text(void.ingestedAt.description),
        ])
      },
      "void_count": .integer(voidCount),
    ])
  }
}
