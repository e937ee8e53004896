import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The server goes away under a night, and comes back. What it acknowledges is on disk.
@Suite struct KilledServerTests {
  private enum Fault {
    /// As in a power cut.
    case shutDownAtOnce
    /// The server's first process is killed: the others end, and nobody cleans up.
    case killed
    /// The one that works for the night; all others go with it, and the server recovers.
    case processKilled

    func happen(to cluster: PrivateCluster, _ watching: Watching) throws {
      switch self {
      case .shutDownAtOnce: try cluster.restart(.immediate)
      case .killed: try cluster.restart(.killed)
      case .processKilled: kill(try watching.programSession(), SIGKILL)
      }
    }
  }

  private static let places: [(fault: Fault, table: String)] = [
    (.killed, "event_identity"), (.processKilled, "event_identity"),
    (.shutDownAtOnce, "inbox_file"), (.killed, "usage_daily"), (.processKilled, "usage_daily"),
    (.shutDownAtOnce, "invoice"), (.killed, "invoice"), (.processKilled, "nightly_stage"),
  ]

  @Test func `the night goes on, or is run again`() throws {
    try TemporaryFolder.with { home in
      let cluster = PrivateCluster(home: home)
      defer { _ = try? cluster.stop() }
      _ = try cluster.start()
      for (fault, table) in Self.places {
        try expectUnbroken(Estate(.autumn, on: cluster), fault, at: table)
      }
    }
  }

  /// Has the fault happen while a night writes to a table.
  private func expectUnbroken(_ estate: Estate, _ fault: Fault, at table: String) throws {
    try estate.withItself { copy in
      let watching = try Watching(copy.database.connectionURL)
      try watching.run("begin; lock table releve.\(table) in share mode")
      let night = try copy.start()
      try watching.untilProgramWaits()
      try fault.happen(to: estate.template.cluster, watching)
      let run = try night.finish()
      // What is within a transaction is done again; of a statement of its own nobody knows whether
      // it took place.
      let isKnown = ["event_identity", "usage_daily", "invoice"].contains(table)
      #expect(
        isKnown ? run.status == 3 : [1, 3, 4].contains(run.status),
        "\(fault) at \(table): \(run.output)\(run.errors)")
      try Watching.onceServerAnswers(copy.database.connectionURL).untilProgramHasLeft()
      try copy.run()
      try copy.expectUnbroken("\(fault) at \(table)")
    }
  }
}
