import PostgreSQL
import TestSupport

/// Everything that was ever billed, summed by contract and key.
struct BilledBalance {
  /// By organisation, in the form of `ModelBilling.balance`.
  let lines: [String: [String]]

  init(_ database: TestDatabase) throws {
    let rows = try database.connect().query(Self.statement).decode(String.self, String.self)
    lines = Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1).sorted() }
  }

  private static let statement = Statement(
    name: "billed_balance",
    text: """
      select organisation.name::text,
        concat_ws(' ', contract.name, to_char(line.period, 'YYYY-MM'), line.kind,
          coalesce(product, '-'), coalesce(tenant, '-'), coalesce(sku, '-'), price_version,
          vat_category, trim_scale(vat_rate::numeric), trim_scale(sum(quantity)), sum(amount))
      from releve.invoice_line as line
      join releve.organisation using (organisation_id)
      join releve.contract using (contract_id)
      group by organisation.name, contract.name, line.period, line.kind, product, tenant, sku,
        price_version, vat_category, vat_rate::numeric
      having sum(quantity) <> 0 or sum(amount) <> 0
      """)
}
