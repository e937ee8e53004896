import Capacity
import Catalogue
import PostgreSQL

/// Looks at each tenant's last inventory. What is critical is told by the alerts.
struct CapacityStage {
  private let night: Night
  private let connection: Connection

  init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    let directory = try DocumentStore(connection).directory()
    for estate in try InventoryStore(connection).estates(directory, asOf: night.now) {
      progress(estate.tenant)
      let report = CapacityReport(estate)
      work.rows += report.pools.count + report.repositories.count + report.machines.count
      work.notes.append(
        "\(estate.tenant): \(report.pools.count) pools, \(report.repositories.count) repositories,"
          + " \(report.machines.count) machines; \(report.count(of: .critical)) critical,"
          + " \(report.count(of: .warning)) warnings: `releve capacity report`")
    }
  }
}
