import Calendars
import Catalogue
import Invoicing
import PostgreSQL

/// What keeps contracts that are due from being billed: those whose month ended its grace days ago,
/// whether or not they are issued automatically. Holds are somebody's decision, and left out; what
/// waits for its tenant to be known is an alert of the quarantine.
struct ObstacleAlerts {
  private let night: Night
  private let connection: Connection
  private let directory: Directory

  init(_ night: Night, _ connection: Connection, _ directory: Directory) {
    self.night = night
    self.connection = connection
    self.directory = directory
  }

  func open() throws -> [Alert] {
    let billing = try Billing(connection, directory: directory, now: night.now)
    let due = Dictionary(grouping: directory.contracts.values) { $0.lastPeriodDue(in: night) }
    var alerts: Set<Alert> = []
    for (period, contracts) in due {
      let obstacles = try billing.obstacles(period, contracts: Set(contracts.map(\.name)))
      for obstacle in obstacles where obstacle.code != .held {
        let organisation = obstacle.organisation ?? "-"
        alerts.insert(
          Alert(
            .billingObstacle, "\(organisation)/\(obstacle.code.rawValue)/\(period)",
            "\(organisation) is not billed for \(period): \(obstacle.message)"))
      }
    }
    return Array(alerts)
  }
}
