import Metering
import PostgreSQL

/// Meters what has changed.
struct MeterStage {
  private let rollup: Rollup

  init(_ connection: Connection) { rollup = Rollup(connection) }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    work.rows = try rollup.update { month, done, all in
      progress("\(month), month \(done + 1) of \(all)")
    }
    let held = try rollup.heldCount()
    guard held > 0 else { return }
    work.matters.append(
      Matter(
        "archived_month",
        "\(held) days of tenants have changed and wait for an archived month: `releve db archive"
          + " --list`, and --restore"))
  }
}
