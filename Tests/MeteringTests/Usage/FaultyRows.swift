import PostgreSQL
import TestSupport

/// Makes the database fail in the middle of what is kept of the metering: at the so-many-th row
/// that is written or removed from now on.
struct FaultyRows {
  /// What happens at that row.
  enum Fault: String, CaseIterable {
    /// Its statement fails.
    case error
    /// The session ends.
    case loss
  }

  private let connection: Connection

  /// A database in which nothing fails yet.
  init(_ database: TestDatabase) throws {
    connection = try database.connect()
    try connection.run(
      script: """
        create sequence public.kept_rows;
        create table public.fault (at bigint, kind text);
        grant select on public.fault to public;
        create function public.meet_fault() returns trigger language plpgsql security definer as $$
        declare
          kind text;
        begin
          select fault.kind into kind from public.fault where at = nextval('public.kept_rows');
          if kind = 'error' then raise exception 'a fault'; end if;
          if kind = 'loss' then perform pg_terminate_backend(pg_backend_pid()); end if;
          return case when tg_op = 'DELETE' then old else new end;
        end
        $$;
        create trigger fault before insert or update or delete on releve.usage_daily
          for each row execute function public.meet_fault();
        create trigger fault before insert or update or delete on releve.usage_carried
          for each row execute function public.meet_fault();
        """, name: "fault")
  }

  /// Lets the row of that number, from 1, meet a fault, once.
  func meet(_ fault: Fault, atRow number: Int) throws {
    try clear()
    let add = Statement(
      name: "fault_add",
      text: "insert into public.fault select $1 + setval('public.kept_rows', 1, false) - 1, $2")
    try connection.execute(add, Int64(number), fault.rawValue)
  }

  /// Whether the row has come, and met its fault.
  func wasMet() throws -> Bool {
    let met = Statement(
      name: "fault_met",
      text: """
        select exists (
          select from public.fault, public.kept_rows where is_called and last_value >= at)
        """)
    return try connection.query(met).single(Bool.self)
  }

  /// No row meets a fault any more.
  func clear() throws {
    try connection.execute(Statement(name: "fault_clear", text: "delete from public.fault"))
  }
}
