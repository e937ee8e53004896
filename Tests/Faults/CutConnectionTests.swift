import Foundation
import TestSeeds
import TestSupport
import Testing

/// The connection is lost at a COMMIT: nobody knows what became of it, and the night finds out and
/// goes on.
@Suite struct CutConnectionTests {
  @Test(arguments: [CuttingProxy.Cut.beforeCommit, .afterCommit])
  func `a COMMIT that is not acknowledged`(cut: CuttingProxy.Cut) throws {
    var random = SeededGenerator.seeded(for: "transactions at which connections are cut")
    let commits = try CutNight.commits.get()
    let soaks = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"
    let places = (0..<commits).shuffled(using: &random).prefix(soaks ? commits : 6)
    for place in places {
      try Estate.autumn.get().withCopy { copy in
        try CuttingProxy.with(CutNight.cuts(at: place, cut)) { proxy in
          let run = try copy.start(proxy.conninfo(copy.database)).finish()
          #expect(
            run.status == 3, "\(cut) \(place), seed \(random.seed): \(run.output)\(run.errors)")
        }
        try copy.expectUnbroken("\(cut) \(place), seed \(random.seed)")
      }
    }
  }

  @Test func `sessions that an administrator ends`() throws {
    var random = SeededGenerator.seeded(for: "moments at which sessions are ended")
    let duration = try Estate.unbroken.get().duration / .microseconds(2)
    for _ in 0..<4 {
      let seed = random.seed
      try Estate.autumn.get().withCopy { copy in
        let watching = try Watching(copy.database.connectionURL)
        let night = try copy.start()
        for _ in 0..<4 {
          usleep(UInt32(duration / 4 * Double.random(in: 0..<1, using: &random)))
          try watching.run(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'releve'
            """)
        }
        _ = try night.finish()
        try watching.untilProgramHasLeft()
        try copy.run()
        try copy.expectUnbroken("sessions ended, seed \(seed)")
      }
    }
  }
}
