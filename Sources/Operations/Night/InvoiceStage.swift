import Calendars
import Catalogue
import Invoicing
import PostgreSQL

/// Issues contracts that are to be issued without being asked for, each for the last month that
/// ended its grace days ago.
struct InvoiceStage {
  private let night: Night
  private let connection: Connection
  private let connect: @Sendable () throws -> Connection

  init(
    _ night: Night, _ connection: Connection, connect: @escaping @Sendable () throws -> Connection
  ) {
    self.night = night
    self.connection = connection
    self.connect = connect
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    let directory = try DocumentStore(connection).directory()
    let due = Dictionary(
      grouping: directory.contracts.values.filter(\.issue.isAutomatic)
    ) { $0.lastPeriodDue(in: night) }
    guard !due.isEmpty else { return }
    let billing = try Billing(connection, directory: directory, now: night.now)
    var hindered: Set<Obstacle> = []
    for (period, contracts) in due.sorted(by: { $0.key < $1.key }) {
      var count = 0
      let obstacles = try billing.issue(
        period, contracts: Set(contracts.map(\.name)), readingAheadOn: connect
      ) { issued in
        count += 1
        progress("\(issued.document.number ?? ""), \(count) of \(period)")
      }
      work.rows += count
      if count > 0 {
        work.notes.append("\(count == 1 ? "1 document" : "\(count) documents") up to \(period)")
      }
      hindered.formUnion(obstacles)
    }
    for obstacle in hindered.sorted(by: { $0.message < $1.message }) where obstacle.code != .held {
      let subject = obstacle.organisation.map { "\($0) is not billed: " } ?? ""
      work.matters.append(Matter(obstacle.code.rawValue, subject + obstacle.message))
    }
  }
}
