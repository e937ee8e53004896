import Foundation
import TestSupport
import Testing

/// Several nights at once.
@Suite struct ConcurrentNightTests {
  @Test func `of eight one works, and the others say who does`() throws {
    try Estate.autumn.get().withCopy { copy in
      let watching = try Watching(copy.database.connectionURL)
      try watching.run("begin; lock table releve.event_identity in share mode")
      var nights = try (0..<8).map { _ in try copy.start() }
      try watching.untilProgramWaits()
      while nights.count(where: \.isRunning) > 1 { usleep(5_000) }
      let worker = try #require(nights.firstIndex { $0.isRunning })
      let working = nights.remove(at: worker)
      for night in nights {
        let run = try night.finish()
        #expect(run.status == 0 && run.errors.contains("nothing done"), "\(run.errors)")
        #expect(run.output.contains(#""outcome" : "busy""#))
      }
      let late = try copy.start().finish()
      #expect(late.status == 0, "\(late.errors)")
      #expect(late.errors.contains("process \(working.processIdentifier) on "), "\(late.errors)")
      try watching.run("rollback")
      let run = try working.finish()
      #expect(try run.status == Estate.unbroken.get().status, "\(run.errors)")
      try copy.expectUnbroken("eight at once")
    }
  }

  @Test func `where the one that works is killed, the next does the rest`() throws {
    try Estate.autumn.get().withCopy { copy in
      let watching = try Watching(copy.database.connectionURL)
      for table in ["event_identity", "usage_daily", "invoice"] {
        try watching.run("begin; lock table releve.\(table) in share mode")
        let nights = try (0..<4).map { _ in try copy.start() }
        try watching.untilProgramWaits()
        while nights.count(where: \.isRunning) > 1 { usleep(5_000) }
        for night in nights { night.send(SIGKILL) }
        for night in nights { _ = try night.finish() }
        try watching.run("rollback")
        try watching.untilProgramHasLeft()
      }
      try copy.run()
      try copy.expectUnbroken("killed three times")
    }
  }
}
