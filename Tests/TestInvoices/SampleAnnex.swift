import Calendars
import Decimals
public import Reports

extension InvoiceAnnex {
  /// Two products of one tenant: one steady, one that changes each day.
  public static var sample: InvoiceAnnex {
    let first = Period("2026-10")?.days ?? []
    func resource(_ name: String, _ quantity: (Int) -> Int) -> Resource {
      Resource(
        name: name,
        days: first.map {
          Day(date: $0, quantity: DecimalNumber(coefficient: Int128(quantity($0.day)), scale: 2))
        })
    }
    return InvoiceAnnex(groups: [
      Group(
        tenant: "lumiere-prod", label: "SAUVEGARDE - Accès au service",
        sku: "csp:fr1:openiaas:backup:vm:v1", unit: "VM",
        resources: [
          resource("vm-0042") { _ in 100 }, resource("vm-0043") { $0 < 12 ? 100 : 200 },
        ]),
      Group(
        tenant: "lumiere-prod", label: "Stockage objet", sku: "csp:fr1:storage:object:v1",
        unit: "Gio", resources: [resource("bucket-photos") { 1_024_000 + $0 * $0 * 731 }]),
    ])
  }
}

extension CostHistory {
  /// Half a year of three services.
  public static var sample: CostHistory {
    let months = (5...10).compactMap { month in
      Period(year: 2026, month: month).map { period in
        Month(
          period: period,
          amounts: [
            "OpenIaaS": DecimalNumber(coefficient: Int128(150_000 + month * 3917), scale: 2),
            "Stockage": DecimalNumber(coefficient: Int128(31_000 + month * 2551), scale: 2),
            "Réseau": DecimalNumber(coefficient: Int128(month < 7 ? 63_000 : 126_000), scale: 2),
          ])
      }
    }
    return CostHistory(months: months)
  }
}
