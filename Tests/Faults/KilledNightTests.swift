import Foundation
import Synchronization
import TestSeeds
import TestSupport
import Testing

/// The night is killed, wherever it is, and run again.
@Suite struct KilledNightTests {
  private static let soaks = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  /// Kills the night, waits until the server has noticed, and runs it again.
  private func expectUnbroken(_ copy: EstateCopy, _ place: String) throws {
    try Watching(copy.database.connectionURL).untilProgramHasLeft()
    try copy.run()
    try copy.expectUnbroken(place)
  }

  @Test func `at any moment`() throws {
    var random = SeededGenerator.seeded(for: "moments at which a night is killed")
    let duration = try Estate.unbroken.get().duration / .microseconds(1)
    var kills = 0
    for round in 0..<(Self.soaks ? 200 : 20) {
      let moment = UInt32(duration * Double.random(in: 0..<1, using: &random))
      try Estate.autumn.get().withCopy { copy in
        let night = try copy.start()
        usleep(moment)
        kills += night.isRunning ? 1 : 0
        night.send(SIGKILL)
        _ = try night.finish()
        try expectUnbroken(
          copy, "killed after \(moment) µs, round \(round) of the seed \(random.seed)")
      }
    }
    #expect(kills > 0, "nights are killed while they work")
  }

  /// What each stage writes to, and what is written between them.
  private static let tables = [
    "nightly_run", "ingestion", "event_identity", "quarantine_sighting", "inbox_file",
    "usage_daily", "credit_told", "invoice", "invoice_line", "audit_mark", "nightly_stage",
    "nightly_end",
  ]

  @Test(arguments: tables) func `while it writes to`(table: String) throws {
    try Estate.autumn.get().withCopy { copy in
      let watching = try Watching(copy.database.connectionURL)
      try watching.run("begin; lock table releve.\(table) in share mode")
      let night = try copy.start()
      try watching.untilProgramWaits()
      night.send(SIGKILL)
      _ = try night.finish()
      // What the server was told before goes on there.
      try watching.run("rollback")
      try expectUnbroken(copy, "killed while it wrote to \(table)")
    }
  }

  @Test func `with the transaction that it commits, stored or not`() throws {
    var random = SeededGenerator.seeded(for: "transactions at which a night is killed")
    let commits = try CutNight.commits.get()
    let places = (0..<commits).shuffled(using: &random).prefix(Self.soaks ? commits : 6)
    for place in places {
      for cut in [CuttingProxy.Cut.beforeCommit, .afterCommit] {
        try Estate.autumn.get().withCopy { copy in
          let victim = Mutex<Int32>(0)
          let cuts = CutNight.cuts(at: place, cut)
          try CuttingProxy.with(cuts, atCut: { kill(victim.withLock { $0 }, SIGKILL) }) { proxy in
            // It waits for its number: a night's first transaction comes after that.
            let night = try victim.withLock { victim in
              let night = try copy.start(proxy.conninfo(copy.database))
              victim = night.processIdentifier
              return night
            }
            _ = try night.finish()
          }
          try expectUnbroken(copy, "killed \(cut) \(place), seed \(random.seed)")
        }
      }
    }
  }

  /// The one place that no lock and no transaction is at.
  @Test func `between the record of a file and its move`() throws {
    try Estate.autumn.get().withCopy { copy in
      try copy.run()
      let inbox = copy.home + "/inbox"
      for name in ["a-second.ndjson.gz", "d-wrong.ndjson"] {
        try FileManager.default.moveItem(
          atPath: "\(inbox)/done/\(name)", toPath: "\(inbox)/\(name)")
      }
      try expectUnbroken(copy, "recorded and not moved")
    }
  }

  /// Nobody knows then whether the receiver has them: they are sent again under the same key.
  @Test func `between a webhook's delivery and the record of it`() throws {
    let receiver = try WebhookReceiver([.stall, .answer(200)])
    defer { receiver.stop() }
    try Estate.autumn.get().withCopy { copy in
      let secret = copy.home + "/secret"
      try "sixteen bytes at least".write(toFile: secret, atomically: false, encoding: .utf8)
      chmod(secret, 0o600)
      let program = copy.program(environment: [
        "RELEVE_WEBHOOK_URL": receiver.url, "RELEVE_WEBHOOK_SECRET_FILE": secret,
      ])
      let night = try program.start("nightly", "--date", copy.months.night)
      for _ in 0..<6000 where receiver.requests.isEmpty { usleep(10_000) }
      night.send(SIGKILL)
      _ = try night.finish()
      for _ in 0..<2 {
        let run = try program(["nightly", "--date", copy.months.night])
        #expect([0, 3].contains(run.status), "\(run.output)\(run.errors)")
      }
      let keys = receiver.requests.map { $0.headers["idempotency-key"] }
      #expect(keys.count == 2 && keys[0] != nil && keys[0] == keys[1], "\(keys)")
      try copy.expectUnbroken("killed while a webhook was answered")
    }
  }
}
