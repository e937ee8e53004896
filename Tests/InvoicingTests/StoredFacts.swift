import PostgreSQL
import TestSupport

/// The tables of a database as its catalogue has them, and what is in them.
struct StoredFacts {
  /// What is derived from facts, and may be dropped and made anew.
  static let derived: Set<String> = [
    "contract_term", "meter_held", "meter_queue", "meter_queue_void", "metered_documents",
    "metered_product", "metered_term", "metering_sku", "metering_slice", "metering_term",
    "tenancy", "usage_carried", "usage_daily",
  ]

  /// A table that is only ever added to.
  struct Table: Hashable {
    /// With its schema.
    let name: String
    /// One of its columns, that may be assigned to.
    let column: String
    /// The columns of a unique index; nil where there is none.
    let key: String?
    let isPartition: Bool
  }

  private let superuser: Connection

  init(_ database: TestDatabase) throws { superuser = try database.connect() }

  /// Every table, those of partitions and archived months too, but for those that are derived, or
  /// that it is told to leave out.
  func tables(without leftOut: Set<String> = derived) throws -> [Table] {
    try superuser.query(Self.tables, leftOut.sorted())
      .decode(String.self, String.self, String?.self, Bool.self)
      .map { Table(name: $0.0, column: $0.1, key: $0.2, isPartition: $0.3) }
  }

  /// The rows of each table, as PostgreSQL writes them.
  func rows(without leftOut: Set<String> = derived) throws -> [String: [String]] {
    try Dictionary(
      uniqueKeysWithValues: tables(without: leftOut).map { table in
        let text = "select stored::text from \(table.name) as stored order by 1"
        return (
          table.name,
          try superuser.query(Statement(name: "rows of \(table.name)", text: text)).decode(
            String.self)
        )
      })
  }

  private static let tables = Statement(
    name: "fact_tables",
    text: """
      select format('%I.%I', nspname, relname),
        (select attname::text from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped
          order by attidentity <> '', attnum limit 1),
        (select string_agg(quote_ident(attname), ', ')
          from pg_attribute join (
            select indkey from pg_index
            where indrelid = c.oid and indisunique order by indexrelid limit 1) as i
            on attnum = any (indkey)
          where attrelid = c.oid),
        relispartition
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      where nspname in ('releve', 'releve_archive') and relkind in ('r', 'p')
        and relname <> all ($1::text[])
      order by 1
      """)
}
