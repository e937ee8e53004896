import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Nights without a date, by a clock that goes back an hour and forward a day, over the nights on
/// which the hour changes.
@Suite struct ChangedClockTests {
  /// Runs a night at a time of day in UTC, as the program sees it.
  private func night(_ copy: EstateCopy, at time: String) throws -> Program.Run {
    try copy.program().shell(
      "TZ=UTC exec faketime -f --exclude-monotonic '@\(time)' \"$RELEVE\" nightly --format json")
  }

  /// The exports after nights at these times, and after nights of these days.
  private func expectSame(
    _ estate: Estate, at times: [String], on days: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let byClock = try estate.withCopy { copy in
      for time in times {
        let run = try night(copy, at: time)
        #expect(
          [0, 3].contains(run.status), "\(time): \(run.errors)", sourceLocation: sourceLocation)
      }
      return try copy.exports()
    }
    let byDate = try estate.withCopy { copy in
      for day in days { try copy.run(date: day) }
      return try copy.exports()
    }
    #expect(byClock.difference(from: byDate) == nil, sourceLocation: sourceLocation)
  }

  @Test func `when clocks go back`() throws {
    // 02:30 in summer time, then the hour again; a clock that goes back, and forward a day.
    try expectSame(
      Estate.autumn.get(),
      at: [
        "2026-10-25 00:30:00", "2026-10-25 01:30:00", "2026-10-25 00:30:00", "2026-10-26 00:30:00",
        "2026-11-06 00:30:00", "2026-11-05 23:30:00", "2026-11-07 00:30:00",
      ], on: ["2026-10-25", "2026-10-26", "2026-11-06"])
  }

  @Test func `when clocks go forward`() throws {
    // 01:59 in winter time, then 03:01.
    try expectSame(
      Estate.spring.get(),
      at: [
        "2026-03-29 00:59:00", "2026-03-29 01:01:00", "2026-03-29 00:01:00", "2026-03-30 01:01:00",
        "2026-04-06 00:30:00", "2026-04-05 23:30:00", "2026-04-07 00:30:00",
      ], on: ["2026-03-29", "2026-03-30", "2026-04-06"])
  }

  @Test func `a document is never dated before the one that it follows`() throws {
    try Estate.autumn.get().withCopy { copy in
      let releve = copy.program()
      let hold = try releve("invoice", "hold", "customer-4", "--reason", "asked for")
      #expect(hold.status == 0, "\(hold.errors)")
      // 00:30 in Paris, then 23:30 of the day before.
      #expect(try night(copy, at: "2026-11-06 23:30:00").status == 3)
      #expect(try releve("invoice", "release", "customer-4", "--reason", "settled").status == 0)
      let early = try night(copy, at: "2026-11-06 22:30:00")
      #expect(early.status == 1 && early.errors.contains("dates follow the numbers"))
      #expect(try night(copy, at: "2026-11-07 22:30:00").status == 0)
      #expect(try IssuedLedger(copy.database).faults() == [])
      #expect(try IssuedLedger(copy.database).count() == EstateDocuments.customers * 2)
      _ = try copy.exports()
    }
  }
}
