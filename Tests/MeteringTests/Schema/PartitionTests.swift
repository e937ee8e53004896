import Calendars
import PostgreSQL
import TestSupport
import Testing

/// The months of `releve.event`.
@Suite struct PartitionTests {
  private static let months = [
    "0000-01", "0000-12", "0001-01", "0001-12", "0999-02", "1969-12", "1970-01", "1999-12",
    "2000-01", "2024-02", "2026-10", "9999-11", "9999-12",
  ]

  @Test func `every month from 2000 on gets a partition of its own, and all before share one`()
    throws
  {
    let database = try MigratedDatabase.make()
    let program = try database.connect(role: "releve_app")
    for month in Self.months + Self.months {
      let day = try #require(LocalDate("\(month)-15"))
      try program.execute(
        Statement(name: "ensure", text: "select releve.ensure_event_partition($1)"), day)
    }
    for month in Self.months {
      let first = try #require(Instant(rfc3339: "\(month)-01T00:00:00Z"))
      let period = try #require(Period(month))
      let last = Zone.utc.span(of: period).to.adding(microseconds: -1)
      for time in [first, last] { try insert(at: time, over: program) }
    }
    let partitions = try database.connect().query(
      Statement(
        name: "partitions",
        text: "select count(distinct tableoid), count(*) from releve.event")
    ).single(Int64.self, Int64.self)
    let own = Self.months.count { $0 >= "2000" }
    #expect(partitions == (Int64(own + 1), 2 * Int64(Self.months.count)))
  }

  @Test func `many callers may want one month at once`() throws {
    let database = try MigratedDatabase.make()
    let month = try #require(LocalDate("2026-10-01"))
    let answers = try simultaneously(Array(0..<8)) { number in
      let program = try database.connect(role: "releve_app")
      try program.execute(
        Statement(name: "ensure", text: "select releve.ensure_event_partition($1)"), month)
      return number
    }
    #expect(answers == Array(0..<8))
    let count = try database.connect().query(
      Statement(
        name: "count",
        text: "select count(*) from pg_inherits where inhparent = 'releve.event'::regclass")
    ).single(Int64.self)
    #expect(count == 1)
  }

  private func insert(at time: Instant, over program: Connection) throws {
    try program.execute(
      Statement(
        name: "insert",
        text: """
          insert into releve.event (occurred_at, identity, tenant_id, sku_id, ingestion_id, line,
            quantity, resource, source, id)
          values ($1, gen_random_uuid(), 1, 1, 1, 1, 1, 'r', 's', 'i')
          """), time)
  }
}
