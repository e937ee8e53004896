import Calendars
import Catalogue
import Invoicing
import PostgreSQL
import ServiceLevels

/// Computes availability and credits of the month before the night's, and of the night's own so
/// far. What is told of amounts is kept, as `releve sla report` keeps it.
struct ServiceLevelStage {
  private let night: Night
  private let connection: Connection

  init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    let directory = try DocumentStore(connection).directory()
    let organisations = directory.organisations.keys.sorted()
    let month = Period(containing: night.date)
    for period in [month.previous, month] {
      progress("\(period)")
      var report = try ServiceLevelReport(
        connection, directory: directory, period: period, organisations: organisations,
        knownAt: nil)
      try ReportedCredits(connection, directory: directory)
        .add(to: &report, knownAt: nil, now: night.now)
      guard !report.results.isEmpty else { continue }
      work.rows += report.results.reduce(0) { $0 + $1.components.count }
      let missed = report.results.count { $0.isMet == false }
      work.notes.append("\(period): \(report.results.count) commitments, \(missed) missed")
    }
  }
}
