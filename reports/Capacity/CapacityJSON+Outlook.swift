import Calendars
import Capacity
import Catalogue
import Decimals

extension CapacityJSON {
  func value(_ forecast: FillForecast) -> ReportValue {
    let history = forecast.history
    var values: [String: ReportValue] = [
      "kind": .text(history.kind.rawValue), "id": .text(history.id), "name": .text(history.name),
      "days_measured": .integer(history.days.count),
      "used_bytes": .optional(history.days.last) { .integer($0.used.bytes) },
      "size_bytes": .optional(history.days.last) { .integer($0.size.bytes) },
      "daily_growth_bytes": .optional(forecast.dailyGrowth) { .integer($0.bytes) },
      "outcome": .text(forecast.outcome.code), "method": .text("theil_sen"),
      "full_in_days": .null, "full_in_days_earliest": .null, "full_in_days_latest": .null,
      "full_on": .null,
    ]
    if case .days(let range) = forecast.outcome {
      values["full_in_days"] = .integer(range.likely)
      values["full_in_days_earliest"] = .integer(range.earliest)
      values["full_in_days_latest"] = .optional(range.latest) { .integer($0) }
      values["full_on"] = .text(forecast.date(in: range.likely)?.description)
    }
    return .object(values)
  }

  func value(_ reserved: ReservedUse) -> ReportValue {
    .object([
      "currency": .text(reserved.currency?.code),
      "monthly_cost": .text(reserved.monthlyCost?.description),
      "wasted_cost": .text(reserved.wastedCost?.description),
      "notes": .list(reserved.notes) { .text($0) },
      "reservations": .list(reserved.reservations, value), "waste": .list(reserved.waste, value),
    ])
  }

  private func value(_ item: Reservation) -> ReportValue {
    var values: [String: ReportValue] = [
      "kind": .text(item.resource.kind.rawValue), "id": .text(item.resource.id),
      "name": .text(item.resource.name), "product": .text(item.product.name),
      "quantity": .text(item.quantity.plain), "unit": .text(item.product.unit),
      "used_bytes": .null, "size_bytes": .null, "used_count": .null,
      "monthly_cost": .text(item.monthlyCost?.description),
      "unused_cost": .text(item.unusedCost?.description),
    ]
    switch item.use {
    case nil: break
    case .size(let used, let whole):
      values["used_bytes"] = .integer(used.bytes)
      values["size_bytes"] = .integer(whole.bytes)
    case .backups(let count), .adapters(let count): values["used_count"] = .integer(count)
    }
    return .object(values)
  }

  private func value(_ item: Waste) -> ReportValue {
    .object([
      "kind": .text(item.kind.rawValue), "id": .text(item.id), "name": .text(item.name),
      "of": .text(item.place), "size_bytes": .optional(item.size) { .integer($0.bytes) },
      "monthly_cost": .text(item.monthlyCost?.description),
    ])
  }
}

extension FillForecast.Outcome {
  /// As programs read it.
  var code: String {
    switch self {
    case .tooLittleData: "too_little_data"
    case .full: "full"
    case .notForeseen: "not_foreseen"
    case .days: "days"
    }
  }
}
