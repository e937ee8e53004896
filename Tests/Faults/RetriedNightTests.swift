import PostgreSQL
import TestSupport
import Testing

/// Others are in the way of a night.
@Suite struct RetriedNightTests {
  /// Has the server give up the first transactions that write to a table; a sequence counts them,
  /// which no rollback takes back.
  private func giveUp(_ copy: EstateCopy, _ table: String, _ code: String) throws {
    try copy.database.connect().run(
      script: """
        create sequence public.given_up;
        create function public.give_up() returns trigger language plpgsql security definer as $$
        begin
          if nextval('public.given_up') <= 3 then
            raise exception 'given up' using errcode = '\(code)';
          end if;
          return null;
        end $$;
        create trigger give_up after insert on releve.\(table)
          for each statement execute function public.give_up();
        """, name: "give_up")
  }

  @Test(
    arguments: ["40001", "40P01"],
    ["event_identity", "usage_daily", "credit_told", "invoice"])
  func `transactions that the server gives up are run again`(code: String, table: String) throws {
    try Estate.autumn.get().withCopy { copy in
      try giveUp(copy, table, code)
      #expect(try copy.run().status == Estate.unbroken.get().status)
      let count = try copy.database.connect().query(
        Statement(name: "given_up", text: "select last_value from public.given_up")
      ).single(Int.self)
      #expect(count > 3)
      try copy.expectUnbroken("\(code) of \(table)")
    }
  }

  @Test(arguments: ["ingestion", "event_identity", "usage_daily", "invoice", "audit_mark"])
  func `a lock that is waited for too long fails the stage, and the next run does it`(
    table: String
  ) throws {
    try Estate.autumn.get().withCopy { copy in
      let watching = try Watching(copy.database.connectionURL)
      try watching.run("alter database \(copy.database.name) set lock_timeout = '200ms'")
      try watching.run("begin; lock table releve.\(table) in share mode")
      let run = try copy.start().finish()
      #expect(run.status == 1 && run.errors.contains("lock timeout"), "\(run.errors)")
      try watching.run("rollback")
      try copy.run()
      try copy.expectUnbroken("\(table) was locked")
    }
  }
}
