import Calendars
import Invoicing
import PostgreSQL
import ServiceLevels
import TestSupport
import Testing

/// What was stored stays as it was: neither the role that the program works as, nor a login that is
/// a member of it, can change, delete or empty a fact by any statement.
@Suite struct ImmutabilityTests {
  /// How somebody connects who may work as the program does.
  enum Access: CaseIterable {
    /// As the program does: the role is that of the session's start.
    case program
    /// As psql without its option: with the rights of a member.
    case login
  }

  private let world: BillingWorld
  private let facts: StoredFacts

  /// A world with rows in every table: events, some of which were refused, a void, documents, a
  /// corrected one, archived months, a hold, records of service levels.
  init() throws {
    world = try BillingWorld()
    facts = try StoredFacts(world.database)
    for _ in 0..<2 {
      try world.ingest(
        "a1 prod csp:fr1:act r 2026-01-10T10:00:00Z 1",
        "a2 prod csp:fr1:act r 2026-02-10T10:00:00Z 2",
        "a3 dev csp:fr1:level vm 2026-02-11T10:00:00Z 2",
        "b1 beta csp:fr1:act r 2026-02-20T10:00:00Z 3",
        "u1 nobody csp:fr1:act r 2026-02-20T10:00:00Z 1", "void v1 a1")
    }
    try world.issue("2026-02", on: "2026-03-02")
    try world.correct(
      BillingWorld.documents.replacing("unit_price: \"1.25\"", with: "unit_price: \"1.75\""),
      on: "2026-03-10")
    try world.issue("2026-03", on: "2026-04-02")
    _ = try Holds(world.connection).set("beta", held: true, reason: "test")
    try importServiceLevels()
    try importInventory()
    try world.connection.run(
      script: """
        insert into releve.quarantine_drop (quarantine_id, reason)
        select quarantine_id, 'test' from releve.quarantine;
        select releve.archive_event_month('2026-01-01', 1, sha256('x'), '/archive/x');
        select releve.restore_event_month('2026-01-01');
        select releve.archive_event_month('2026-01-01', 1, sha256('x'), '/archive/x');
        """, name: "archive")
  }

  /// A record of each kind, a decision on a claim, and a night.
  private func importServiceLevels() throws {
    let (component, time) = (#""component":"fr1/x""#, #""2026-01-01T00:00:00Z""#)
    let records = """
      {"kind":"component","id":"1",\(component),"from":\(time)}
      {"kind":"outage","id":"1",\(component),"from":\(time)}
      {"kind":"maintenance","id":"1",\(component),"from":\(time)}
      {"kind":"unknown","id":"1",\(component),"from":\(time)}
      {"kind":"sample","id":"1",\(component),"at":\(time),"up":true}
      {"kind":"ticket","id":"1",\(component),"opened_at":\(time),"organisation":"acme"}
      """
    var work = ServiceImport(world.connection)
    try ImportFormat.records.reader(map: nil)
      .read(ImportFile(name: "w", bytes: Array(records.utf8))) { work.add($0) }
    #expect(try work.store(format: "records", file: "w").added == 6)
    try world.connection.run(
      script: """
        insert into releve.claim_decision (ticket, known_at, is_accepted, reason)
        values ('1', '2026-01-02T00:00:00Z', true, 'test');
        insert into releve.credit_told (known_at, contract_id, service_level, period, amount)
        select '2026-01-02T00:00:00Z', min(contract_id), 'a/b', '2026-01-01', 1
        from releve.contract;
        insert into releve.nightly_run (date, host, pid) values ('2026-01-02', 'h', 1);
        insert into releve.nightly_stage (run_id, stage, outcome, rows, seconds, messages)
        select run_id, 'meter', 'done', 1, 0.1, '{}' from releve.nightly_run;
        insert into releve.nightly_end (run_id, exit_code)
        select run_id, 0 from releve.nightly_run;
        insert into releve.audit_mark (run_id, ingestion_id, invoice_id)
        select run_id, 1, 1 from releve.nightly_run;
        insert into releve.source_hour (source, hour) values ('s', '2026-01-02');
        insert into releve.source_hour_read (ingestion_id, batches) values (1, 1);
        insert into releve.alert_notice (code, subject, latest, message)
        values ('quarantine', 'conflict', '2026-01-02', 'm');
        insert into releve.inbox_file (sha256, name, accepted, duplicate, conflict, rejected)
        values (sha256('a'), 'a.ndjson', 1, 0, 0, 0)
        """, name: "decision")
  }

  /// A snapshot of an inventory, and an event that was made of it and cancelled.
  private func importInventory() throws {
    try world.connection.run(
      script: """
        insert into releve.inventory_content (digest, body) values (sha256('[]'), '[]');
        insert into releve.inventory_snapshot (tenant_id, taken_at)
        select tenant_id, '2026-01-02' from releve.tenant where name = 'prod';
        insert into releve.inventory_part (snapshot_id, part, digest)
        select snapshot_id, 'hosts', sha256('[]') from releve.inventory_snapshot;
        insert into releve.inventory_resource (
          tenant_id, kind, resource, taken_at, name, quantity, is_gone)
        select tenant_id, 'blade', 'h', taken_at, 'h', 1, false from releve.inventory_snapshot;
        insert into releve.inventory_measure (
          tenant_id, kind, resource, taken_at, name, used, size)
        select tenant_id, 'pool', 'p', taken_at, 'p', 1, 2 from releve.inventory_snapshot;
        insert into releve.inventory_event (
          identity, tenant_id, kind, resource, taken_at, product, sku, unit, quantity, generation,
          id)
        select gen_random_uuid(), tenant_id, 'blade', 'h', taken_at, 'level', 'csp:fr1:level', 'VM',
          1, 1, 'e'
        from releve.inventory_snapshot;
        insert into releve.inventory_void (event_id, identity, id)
        select event_id, gen_random_uuid(), 'v' from releve.inventory_event;
        """, name: "inventory")
  }

  private func connect(_ access: Access) throws -> Connection {
    let name = "member_\(UInt64.random(in: 0...UInt64.max))"
    try world.database.connect().run(
      script: "create role \(name) login in role releve_app", name: "member")
    let url = world.database.connectionURL(user: name)
    return try Connection(url, role: access == .program ? "releve_app" : nil)
  }

  private func expectNothingChanged(since before: [String: [String]]) throws {
    let now = try facts.rows()
    let changed = Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }.sorted()
    #expect(changed == [])
    let privileges = try privileges()
    #expect(privileges == [])
  }

  /// The code with which a statement is refused; nil where it is not.
  private func refusal(of statement: String, by connection: Connection) throws -> SQLState? {
    do {
      try connection.run(script: statement, name: "forbidden")
      return nil
    } catch {
      return error.sqlState
    }
  }

  @Test func `every table of facts has rows to be tried on`() throws {
    let rows = try facts.rows()
    let empty = try facts.tables().filter { !$0.isPartition && rows[$0.name]?.isEmpty != false }
    #expect(empty.map(\.name) == [], "let the world of this suite fill it, or call it derived")
    #expect(rows["releve_archive.event_2026_01"]?.count == 1)
    #expect((rows["releve.invoice"]?.count ?? 0) >= 3)
  }

  @Test(arguments: Access.allCases)
  func `no statement changes or deletes a fact, or what guards it`(access: Access) throws {
    let connection = try connect(access)
    let before = try facts.rows()
    for table in try facts.tables() {
      let done = try ForbiddenStatements.against(table).filter { statement in
        try refusal(of: statement, by: connection) != .insufficientPrivilege
      }
      #expect(done == [])
      for statement in ForbiddenStatements.ignored(on: table.name) {
        try connection.run(script: statement, name: "ignored")
      }
    }
    try expectNothingChanged(since: before)
  }

  @Test(arguments: Access.allCases)
  func `no statement gives the program more rights`(access: Access) throws {
    let connection = try connect(access)
    let before = try facts.rows()
    let done = try ForbiddenStatements.elsewhere.filter { statement in
      try refusal(of: statement, by: connection) != .insufficientPrivilege
    }
    #expect(done == [])
    let called = try ForbiddenStatements.calls.filter { statement in
      try refusal(of: statement, by: connection) == nil
    }
    #expect(called == [])
    try expectNothingChanged(since: before)
  }

  @Test func `an issued document cannot be issued again beside itself`() throws {
    let columns =
      "organisation_id, contract_id, number, series, year, sequence, kind, period, currency,"
      + " issued_on, net, gross, document, previous_digest, digest"
    // One at a time is as it was: a number, a place, what it follows, a digest, a period.
    for same in [
      "number", "series, year, sequence", "series, previous_digest", "digest",
      "contract_id, period, currency",
    ] {
      let kept = same.split(separator: ", ")
      let values = columns.split(separator: ", ").map { column in
        if kept.contains(column) { return String(column) }
        switch column {
        case "number", "series": return "\(column) || 'x'"
        case "year": return "year + 1"
        case "period": return "(period + interval '10 years')::date"
        case "digest", "previous_digest": return "translate(\(column), '0123', '4567')"
        default: return String(column)
        }
      }
      let code = try refusal(
        of: "insert into releve.invoice (\(columns)) select \(values.joined(separator: ", "))"
          + " from releve.invoice where sequence = 1", by: world.connection)
      #expect(code == .uniqueViolation, "\(same)")
    }
  }

  /// What the program's role may do to facts beside reading and adding, and beyond them.
  private func privileges() throws -> [String] {
    let found = Statement(
      name: "privileges",
      text: """
        select privilege || ' on ' || c.oid::regclass
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        cross join unnest(array['update', 'delete', 'truncate', 'trigger', 'references'])
          as privilege
        where nspname in ('releve', 'releve_archive') and relkind in ('r', 'p', 'v', 'm', 'f')
          and case when privilege in ('update', 'references')
            then has_any_column_privilege('releve_app', c.oid, privilege)
            else has_table_privilege('releve_app', c.oid, privilege)
          end
          and (relname <> all ($1::text[]) or privilege in ('trigger', 'references'))
        union all
        select 'update on ' || c.oid::regclass
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where nspname in ('releve', 'releve_archive') 
          and case when relkind = 'S' then has_sequence_privilege('releve_app', c.oid, 'update') end
        union all
        select 'owner of ' || oid::regclass from pg_class
        where pg_has_role('releve_app', relowner, 'member')
          and relnamespace not in (select oid from pg_namespace where nspname like 'pg_temp%')
        union all
        select 'create in ' || nspname from pg_namespace
        where nspname !~ '^pg_(toast_)?temp' and has_schema_privilege('releve_app', oid, 'create')
        union all
        select 'member of ' || rolname from pg_roles
        where rolname <> 'releve_app' and pg_has_role('releve_app', oid, 'member')
        union all
        select 'attributes' from pg_roles
        where rolname = 'releve_app'
          and (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
        union all
        select 'unpinned ' || oid::regprocedure from pg_proc
        where prosecdef and has_function_privilege('releve_app', oid, 'execute')
          and (proconfig is null or 'search_path=pg_catalog, pg_temp' <> all (proconfig)
            or pg_has_role('releve_app', proowner, 'member'))
        """)
    return try world.database.connect().query(found, StoredFacts.derived.sorted())
      .decode(String.self)
  }
}
