import Capacity
import PostgreSQL

/// Foretells when pools and repositories are full. What is soon is told by the alerts.
struct ForecastStage {
  private let night: Night
  private let connection: Connection

  init(_ night: Night, _ connection: Connection) {
    self.night = night
    self.connection = connection
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    let histories = try FillHistories(connection).all(asOf: night.now)
    for (tenant, histories) in histories.sorted(by: { $0.key < $1.key }) {
      progress(tenant)
      let forecasts = histories.map { FillForecast($0, on: night.date) }
      let soon = forecasts.count(where: \.isSoon)
      work.rows += forecasts.count
      work.notes.append(
        "\(tenant): \(soon) of \(forecasts.count) are full within \(FillForecast.soonDays) days:"
          + " `releve capacity forecast`")
    }
  }
}
