import Calendars
import Decimals
import Invoicing
public import Operations

/// A month from the events that were read to what was billed, for programs.
public struct UsageReconciliationReport: Encodable {
  struct Ingested: Encodable {
    let runs: Int
    let read: Int64
    let accepted: Int64
    let duplicate: Int64
    let conflict: Int64
    let rejected: Int64
    let inMonth: Int64
    let inOtherMonths: Int64
    let voids: Int64
    let missing: Int64
  }

  struct Day: Encodable {
    let product: String
    let sku: String
    let day: String
    let accepted: Int64
    let voided: Int64
    let counted: Int64
    let conflict: Int64
    let rejected: Int64
    let archived: Bool
    let difference: Int64
  }

  struct Quantity: Encodable {
    let organisation: String
    let contract: Nullable<String>
    let product: String
    let sku: String
    let metered: String
    let due: String
    let billed: String
    let pending: Nullable<String>
    let difference: String
    let obstacle: Nullable<String>
  }

  struct Source: Encodable {
    let source: String
    let events: Int64
    let medianEvents: Nullable<Int64>
    let silentDays: [String]
    let unusualDays: [UnusualDay]
    let ahead: Int64
    let aheadSecondsMax: Int64
    let late: Int64
    let lateSecondsMax: Int64
  }

  struct UnusualDay: Encodable {
    let day: String
    let events: Int64
  }

  struct Difference: Encodable {
    let code: String
    let message: String
  }

  let period: String
  let addsUp: Bool
  let ingested: Ingested
  let days: [Day]
  let quantities: [Quantity]
  let differences: [Difference]
  let indicative: [Source]

  /// Throws `DecimalError` where a difference is too large.
  public init(_ reconciliation: Reconciliation) throws {
    let ingested = reconciliation.ingested
    period = reconciliation.period.description
    addsUp = reconciliation.differences.isEmpty
    self.ingested = Ingested(
      runs: ingested.runs, read: ingested.read, accepted: ingested.accepted,
      duplicate: ingested.duplicate, conflict: ingested.conflict, rejected: ingested.rejected,
      inMonth: ingested.inMonth, inOtherMonths: ingested.inOtherMonths, voids: ingested.voids,
      missing: ingested.missing)
    days = reconciliation.days.map { day in
      Day(
        product: day.product, sku: day.sku, day: day.day.description, accepted: day.accepted,
        voided: day.voided, counted: day.metered, conflict: day.conflict, rejected: day.rejected,
        archived: day.isArchived, difference: day.difference)
    }
    quantities = try reconciliation.quantities.map { balance in
      Quantity(
        organisation: balance.organisation, contract: Nullable(balance.contract),
        product: balance.product, sku: balance.sku, metered: balance.metered.plain,
        due: balance.due.plain, billed: balance.billed.plain,
        pending: Nullable(balance.pending?.plain), difference: try balance.difference().plain,
        obstacle: Nullable(balance.obstacle?.rawValue))
    }
    differences = reconciliation.differences.map {
      Difference(code: $0.reason.code, message: $0.message)
    }
    indicative = reconciliation.sources.map(Source.init)
  }

  private enum CodingKeys: String, CodingKey {
    case period, ingested, days, quantities, differences, indicative
    case addsUp = "adds_up"
  }
}

extension UsageReconciliationReport.Ingested {
  private enum CodingKeys: String, CodingKey {
    case runs, read, accepted, duplicate, conflict, rejected, voids, missing
    case inMonth = "in_month"
    case inOtherMonths = "in_other_months"
  }
}

extension UsageReconciliationReport.Source {
  fileprivate init(_ source: SourceActivity) {
    self.init(
      source: source.source, events: source.events, medianEvents: Nullable(source.medianEvents),
      silentDays: source.silentDays.map(\.description),
      unusualDays: source.unusualDays.map {
        .init(day: $0.day.description, events: $0.events)
      },
      ahead: source.ahead, aheadSecondsMax: source.aheadSecondsMax, late: source.late,
      lateSecondsMax: source.lateSecondsMax)
  }

  private enum CodingKeys: String, CodingKey {
    case source, events, ahead, late
    case medianEvents = "median_events"
    case silentDays = "silent_days"
    case unusualDays = "unusual_days"
    case aheadSecondsMax = "ahead_seconds_max"
    case lateSecondsMax = "late_seconds_max"
  }
}
