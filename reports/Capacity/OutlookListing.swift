import Calendars
public import Capacity
import Catalogue
import Decimals

/// Forecasts and reservations as rows, for spreadsheets and programs.
public enum OutlookListing {
  /// A row for each pool and repository of each tenant.
  public static func forecasts(
    _ forecasts: [(tenant: String, forecast: FillForecast)]
  ) -> Listing {
    var listing = Listing([
      "tenant", "kind", "id", "name", "used_gib", "size_gib", "daily_growth_gib", "outcome",
      "full_in_days", "earliest", "latest", "full_on", "days_measured",
    ])
    for (tenant, forecast) in forecasts {
      let history = forecast.history
      var cells: [Listing.Cell] = [
        .text(tenant), .text(history.kind.rawValue), .text(history.id), .text(history.name),
        gib(history.days.last?.used), gib(history.days.last?.size), gib(forecast.dailyGrowth),
        .text(forecast.outcome.code),
      ]
      if case .days(let range) = forecast.outcome {
        cells += [
          .integer(range.likely), .integer(range.earliest),
          range.latest.map { .integer($0) } ?? .absent,
          forecast.date(in: range.likely).map { .text($0.description) } ?? .absent,
        ]
      } else {
        cells += [.absent, .absent, .absent, .absent]
      }
      listing.add(cells + [.integer(history.days.count)])
    }
    return listing
  }

  /// A row for each reservation of each tenant, then one for each thing that is paid for in vain:
  /// its `kind` says which. The latter are parts of the former: they have no cost of their own.
  public static func reservations(_ all: [(tenant: String, reserved: ReservedUse)]) -> Listing {
    var listing = Listing([
      "tenant", "kind", "id", "name", "product", "quantity", "unit", "used", "of", "used_unit",
      "currency", "monthly_cost", "unused_cost",
    ])
    for (tenant, reserved) in all {
      let currency = reserved.currency.map { Listing.Cell.text($0.code) } ?? .absent
      for item in reserved.reservations {
        listing.add(
          [
            .text(tenant), .text(item.resource.kind.rawValue), .text(item.resource.id),
            .text(item.resource.name), .text(item.product.name), .decimal(item.quantity.plain),
            .text(item.product.unit),
          ] + use(item.use) + [currency, amount(item.monthlyCost), amount(item.unusedCost)])
      }
      for item in reserved.waste {
        listing.add([
          .text(tenant), .text(item.kind.rawValue), .text(item.id), .text(item.name), .absent,
          gib(item.size), item.size == nil ? .absent : .text("GiB"), .absent, .absent, .absent,
          currency, .absent, amount(item.monthlyCost),
        ])
      }
      listing.add(
        total: [
          .text(tenant), .text("total"), .absent, .absent, .absent, .absent, .absent, .absent,
          .absent, .absent, currency, amount(reserved.monthlyCost), amount(reserved.wastedCost),
        ])
    }
    return listing
  }

  private static func use(_ use: Reservation.Use?) -> [Listing.Cell] {
    switch use {
    case nil: [.absent, .absent, .absent]
    case .size(let used, let whole): [gib(used), gib(whole), .text("GiB")]
    case .backups(let count): [.integer(count), .absent, .text("backups")]
    case .adapters(let count): [.integer(count), .absent, .text("adapters")]
    }
  }

  private static func gib(_ size: DataSize?) -> Listing.Cell {
    size.map { .decimal($0.count(of: GiB.self).plain) } ?? .absent
  }

  private static func amount(_ amount: DecimalNumber?) -> Listing.Cell {
    amount.map { .decimal($0.description) } ?? .absent
  }
}
