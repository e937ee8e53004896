import Foundation
import TestSeeds
import TestSupport
import Testing

/// Processes that issue the same contracts at once and are killed anywhere.
@Suite struct ConcurrentIssueProcessTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1" ? 100 : 10
  private static let processes = 8

  /// A process among others.
  private struct Issuer {
    let process: RunningProgram
    var isKilled = false

    /// Most issue all, some up to the month before only, on an earlier date.
    init(_ releve: Program, _ random: inout SeededGenerator) throws {
      let place = Int.random(in: 0..<4, using: &random) > 0 ? 1 : 0
      process = try releve.start(
        "invoice", "issue", "--period", ManyContracts.periods[place], "--issue-date",
        ManyContracts.dates[place], "--format", "csv")
    }

    /// Waits for its end; returns what is wrong with it.
    func failure() throws -> String? {
      let run = try process.finish()
      // One that was done before the signal came ends well too, and one with the earlier date may
      // come too late.
      let isRight =
        run.status == 0 || isKilled && run.status == -1
        || run.errors.contains("dates follow the numbers")
      return isRight ? nil : "\(run.status) \(run.errors)"
    }
  }

  @Test func `each contract and period is issued once, whoever is killed when`() throws {
    var random = SeededGenerator.seeded(for: "processes that issue")
    let world = try ManyContracts()
    let expected = try world.with { database in
      let run = try issueAll(Program(database))
      #expect(run.status == 0, "\(run.errors)")
      return try IssuedLedger(database).documents()
    }
    #expect(expected.count == ManyContracts.count * 3)
    #expect(expected.contains { $0.contains("credit_note") })
    var kills = 0
    for round in 0..<Self.rounds {
      let place = "round \(round) of the seed \(random.seed)"
      // What happens when is not drawn, but each round begins with the same numbers.
      var random = SeededGenerator(seed: random.next())
      kills += try world.with { database in
        let ledger = try IssuedLedger(database)
        let kills = try issue(ledger, Program(database), place, &random)
        let last = try issueAll(Program(database))
        #expect(last.status == 0, "\(place): \(last.errors)")
        let (documents, faults) = (try ledger.documents(), try ledger.faults())
        #expect(faults == [], "\(place)")
        let others = Set(documents).symmetricDifference(expected)
        #expect(others.isEmpty && documents.count == expected.count, "\(place)")
        return kills
      }
    }
    #expect(kills > Self.rounds, "processes are killed while they work")
  }

  private func issueAll(_ releve: Program) throws -> Program.Run {
    try releve(
      "invoice", "issue", "--period", ManyContracts.periods[1], "--issue-date",
      ManyContracts.dates[1], "--format", "csv")
  }

  /// Issues in several processes, of which some are killed and have others in their place; returns
  /// how many were killed.
  private func issue(
    _ ledger: IssuedLedger, _ releve: Program, _ place: String, _ random: inout SeededGenerator
  ) throws -> Int {
    var issuers = try (0..<Self.processes).map { _ in try Issuer(releve, &random) }
    for _ in 0..<Int.random(in: 3...8, using: &random) {
      try pass(ledger, issuers, &random)
      let running = issuers.indices.filter { issuers[$0].process.isRunning }
      // One of them, or all: somebody is within a transaction then.
      let victims = Int.random(in: 0..<3, using: &random) == 0 ? running.count : 1
      for index in running.shuffled(using: &random).prefix(victims) {
        issuers[index].process.send(SIGKILL)
        issuers[index].isKilled = true
        if Bool.random(using: &random) { issuers.append(try Issuer(releve, &random)) }
      }
    }
    let failures = try issuers.compactMap { try $0.failure() }
    #expect(failures == [], "\(place)")
    return issuers.count { $0.isKilled }
  }

  /// Lets the processes work: until some documents more are stored, or for a moment.
  private func pass(
    _ ledger: IssuedLedger, _ issuers: [Issuer], _ random: inout SeededGenerator
  ) throws {
    if Bool.random(using: &random) {
      let wanted = try ledger.count() + Int.random(in: 1...80, using: &random)
      while try ledger.count() < wanted, issuers.contains(where: \.process.isRunning) {
        usleep(2_000)
      }
    }
    usleep(UInt32.random(in: 0..<80_000, using: &random))
  }
}
