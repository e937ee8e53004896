public import Calendars
public import PostgreSQL
import SQL

/// Reads what snapshots have measured.
public struct FillHistories {
  private let connection: Connection

  public init(_ connection: Connection) { self.connection = connection }

  /// The histories of what was there when its kind was last measured, by tenant; of all tenants, or
  /// of one. By kind, then name and id; of each local day the last measure. As of an instant, or
  /// of now.
  public func all(
    of tenant: String? = nil, asOf: Instant? = nil
  ) throws -> [String: [FillHistory]] {
    let rows = try connection.query(.named("capacity_history"), tenant, asOf).decode(
      String.self, String.self, String.self, Instant.self, String.self, Int64.self, Int64.self)
    var histories: [String: [FillHistory]] = [:]
    var days: [FillHistory.Day] = []
    for (place, row) in rows.enumerated() {
      let date = Zone.default.date(of: row.3)
      if days.last?.date == date { days.removeLast() }
      days.append(
        FillHistory.Day(
          date: date, used: DataSize(bytes: row.5), size: DataSize(bytes: row.6)))
      let next = place + 1 < rows.count ? rows[place + 1] : nil
      if let next, (next.0, next.1, next.2) == (row.0, row.1, row.2) { continue }
      if let kind = CapacityMeasure.Kind(rawValue: row.1) {
        histories[row.0, default: []].append(
          FillHistory(kind, id: row.2, name: row.4, days: days))
      }
      days = []
    }
    return histories.mapValues(Self.current)
  }

  /// What was not measured any more with others of its kind is gone.
  private static func current(_ histories: [FillHistory]) -> [FillHistory] {
    var last: [CapacityMeasure.Kind: LocalDate] = [:]
    for history in histories {
      guard let date = history.days.last?.date else { continue }
      last[history.kind] = max(last[history.kind] ?? date, date)
    }
    return histories.filter { $0.days.last?.date == last[$0.kind] }
      .sorted { ($0.kind.order, $0.name, $0.id) < ($1.kind.order, $1.name, $1.id) }
  }
}

extension CapacityMeasure.Kind {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
