import Invoicing
import TestSupport
import Testing

/// Lines, totals, periods and events that were changed are named, each by itself.
@Suite struct AuditLineTests {
  @Test(arguments: [
    ("amount", "-1.26"), ("amount", "'NaN'"), ("quantity", "-2"), ("quantity", "null"),
    ("product", "'x'"), ("product", "null"), ("tenant", "'x'"), ("sku", "'x'"),
    ("price_version", "'x'"), ("vat_category", "'E'"), ("vat_rate", "'20'"),
    ("period", "'2026-11-01'"), ("kind", "'discount'"), ("currency", "'USD'"),
    ("unit_price", "'1.2'"), ("label", "'x'"), ("unit", "'x'"), ("service", "null"),
    ("from_at", "from_at + interval '1 microsecond'"), ("to_at", "to_at + interval '1 hour'"),
    ("line", "9"), ("label", "null"), ("organisation_id", "999"), ("contract_id", "999"),
  ])
  func `a line's column that was changed is named`(column: String, value: String) throws {
    // On a credit note, whose lines are negative in the ledger and positive on the document.
    let result = try AuditedWorld.make(
      brokenBy: """
        update releve.invoice_line set \(column) = \(value) from releve.invoice
        where invoice.invoice_id = invoice_line.invoice_id and number = 'FR-2027-000001'
          and line = 1
        """
    ).audited()
    let row = try #require(result.broken("lines"))
    #expect(row.document == "FR-2027-000001")
    #expect(row.line == 1)
    #expect(row.column == column, "\(row)")
    #expect(result.broken("chain") == nil)
  }

  @Test func `a line that is missing, or too much, is named`() throws {
    let last = "(select max(invoice_id) from releve.invoice where number = 'FR-2027-000001')"
    let missing = try AuditedWorld.make(
      brokenBy: "delete from releve.invoice_line where invoice_id = \(last) and line = 2"
    ).audited()
    #expect(
      missing.broken("lines").map { "\($0)" } == "FR-2027-000001, lines: expected 2, found 1")
    let more = try AuditedWorld.make(
      brokenBy: """
        insert into releve.invoice_line (invoice_id, line, organisation_id, contract_id, period,
          kind, vat_category, vat_rate, currency, amount)
        select invoice_id, 3, organisation_id, contract_id, period, 'usage', 'S', '20.00', 'EUR', 0
        from releve.invoice where number = 'FR-2027-000001'
        """
    ).audited()
    #expect(more.failures == ["lines: FR-2027-000001, lines: expected 2, found 3"])
    let stray = try AuditedWorld.make(
      brokenBy: "update releve.invoice_line set invoice_id = 999 where invoice_id = \(last)"
    ).audited()
    #expect(stray.broken("lines")?.expected == "2", "the document misses its lines first")
    let nobodys = try AuditedWorld.make(
      brokenBy: """
        insert into releve.invoice_line (invoice_id, line, organisation_id, contract_id, period,
          kind, vat_category, vat_rate, currency, amount)
        select 999, 3, organisation_id, contract_id, period, 'usage', 'S', '20.00', 'EUR', 0
        from releve.invoice where number = 'FR-2027-000001'
        """
    ).audited()
    #expect(
      nobodys.broken("lines").map { "\($0)" }
        == "line 3, invoice_id: expected an issued document, found 999")
  }

  @Test func `lines of before their words were kept are examined by the rest`() throws {
    let database = try AuditedWorld.make(
      brokenBy: """
        update releve.invoice_line
        set label = null, unit = null, service = null, from_at = null, to_at = null
        """)
    #expect(try database.audited().failures == [])
  }

  @Test(arguments: [
    (
      #"replace(document, '"amount":"0.50"', '"amount":"0.51"')"#,
      "totals.vat S 20.00 amount: expected 0.50, found 0.51"
    ),
    (
      #"replace(document, '"base":"2.50"', '"base":"2.51"')"#,
      "totals.vat S 20.00 base: expected 2.50, found 2.51"
    ),
    (
      #"replace(document, '"gross":"163.00"', '"gross":"163.01"')"#,
      "totals.gross: expected 163.00, found 163.01"
    ),
    (
      #"replace(document, '"category":"E"', '"category":"Z"')"#,
      "totals.vat Z 0: expected no such group, found 160.00"
    ),
  ])
  func `totals that do not follow from the lines are named`(
    text: String, message: String
  ) throws {
    let result = try AuditedWorld.make(
      brokenBy: "update releve.invoice set document = \(text) where number = 'FR-2026-000001'"
    ).audited()
    #expect(result.broken("tax").map { "\($0)" } == "FR-2026-000001, \(message)")
    // The text is hashed.
    #expect(result.broken("chain")?.column == "digest")
  }

  @Test func `a gross column is recomputed from the lines`() throws {
    let result = try AuditedWorld.make(
      brokenBy: "update releve.invoice set gross = gross + 1 where series = 'GC'"
    ).audited()
    #expect(
      result.broken("tax").map { "\($0)" }
        == "GC-2027-000001, gross: expected -1.25, found -0.25")
  }

  @Test func `a period that was billed twice is named`() throws {
    let result = try AuditedWorld.make(
      brokenBy: """
        alter table releve.invoice drop constraint invoice_once_per_period;
        update releve.invoice set period = '2026-10-01' where number = 'FR-2026-000002'
        """
    ).audited()
    #expect(
      result.broken("once").map { "\($0)" }
        == "FR-2026-000002, acme-2026, period: expected one document for 2026-10 in EUR, found"
        + " FR-2026-000001, FR-2026-000002")
  }

  @Test(arguments: [
    ("event set quantity = 2 where id = 'a3'", "ingestion 1, line 4, content of /t a3"),
    ("event set quantity = 1.000 where id = 'a3'", nil),
    (
      "event set occurred_at = occurred_at + interval '1 microsecond' where id = 'b2'",
      "ingestion 1, line 6, content of /t b2"
    ),
    ("event set resource = 'x' where id = 's1'", "ingestion 1, line 3, content of /t s1"),
    ("event set tenant_id = 2 - tenant_id % 2", "ingestion 1, line 1, content of /t a1"),
    ("event set id = 'a8' where id = 'a1'", "ingestion 1, line 1, identity of /t a8"),
    ("event_void set target_id = 'a1' where id = 'v3'", "ingestion 2, line 3, content of /t v3"),
    ("event_identity set content = identity", "ingestion 1, line 1, content of /t a1"),
    ("event_void set target = identity where id = 'v3'", "ingestion 2, line 3, target of /t v3"),
    (
      "event_identity set occurred_at = occurred_at + interval '1 day'",
      "ingestion 1, line 1, time of /t a1"
    ),
    ("event_identity set tenant_id = tenant_id + 1", "ingestion 1, line 1, tenant of /t a1"),
  ])
  func `an event that is not what was accepted is named`(change: String, place: String?) throws {
    let failures = try AuditedWorld.make(brokenBy: "update releve.\(change)").audited().failures
    #expect(failures.count == (place == nil ? 0 : 1), "\(failures)")
    if let place {
      #expect(failures.first?.hasPrefix("events: \(place): expected ") == true, "\(failures)")
    }
  }

  @Test func `of a month, its events' contents are examined`() throws {
    let database = try AuditedWorld.make(
      brokenBy: "update releve.event set quantity = 2 where id = 'a3'")
    #expect(try database.audited("2026-10").failures == [])
    #expect(try database.audited("2026-11").failures.count == 1)
  }

  @Test(arguments: [
    (
      "delete from releve.event where id = 'a2'",
      "ingestion 1, accepted: expected 6 events and voids of FILE, found 5 stored"
    ),
    (
      "delete from releve.event_void where id = 'v2'",
      "ingestion 2, accepted: expected 3 events and voids of FILE, found 2 stored"
    ),
    (
      "update releve.ingestion_batch set accepted = 4 where ingestion_id = 2",
      "ingestion 2, accepted: expected 4 events and voids of FILE, found 3 stored"
    ),
    (
      "delete from releve.ingestion where ingestion_id = 2",
      "ingestion 2, accepted: expected 0 events and voids of an unknown file, found 3 stored"
    ),
    (
      "delete from releve.quarantine_sighting where quarantine_id = 1",
      "ingestion 3, conflict + rejected: expected 2, found 1 in the quarantine"
    ),
    (
      "update releve.ingestion_batch set rejected = 5 where ingestion_id = 3",
      "ingestion 3, conflict + rejected: expected 5, found 2 in the quarantine"
    ),
    (
      """
      delete from releve.event_identity using releve.event
      where event.id = 'a1' and event.identity = event_identity.identity
      """, "accepted: expected 9 identities stored, found 8"
    ),
  ])
  func `an event that has no outcome, or is not stored, is named by its ingestion`(
    script: String, message: String
  ) throws {
    let failures = try AuditedWorld.make(brokenBy: script).audited().failures
    #expect(
      failures.map { $0.replacing(#/of [^ ]+\.ndjson/#, with: "of FILE") } == ["events: " + message]
    )
  }
}
