import Calendars
import Capacity
import Catalogue
import PostgreSQL

/// What the last inventories say: critical findings, what is full soon, and inventories that do not
/// come any more.
struct CapacityAlerts {
  private let night: Night
  private let connection: Connection
  private let directory: Directory

  /// They are read each day; one that was missed may be the network.
  private static let hoursMax: Int64 = 48

  init(_ night: Night, _ connection: Connection, _ directory: Directory) {
    self.night = night
    self.connection = connection
    self.directory = directory
  }

  func open() throws -> [Alert] {
    let estates = try InventoryStore(connection).estates(directory, asOf: night.now)
    let findings = estates.flatMap { estate in
      CapacityReport(estate).findings.filter { $0.severity == .critical }
        .map { Alert($0, of: estate.tenant) }
    }
    let histories = try FillHistories(connection).all(asOf: night.now)
    let soon = histories.flatMap { tenant, histories in
      histories.map { FillForecast($0, on: night.date) }.filter(\.isSoon).map {
        Alert($0, of: tenant)
      }
    }
    return try findings + soon + estates.compactMap(stale) + estates.compactMap(incomplete)
      + unbilled()
  }

  private func unbilled() throws -> [Alert] {
    let outcome = try InventoryEvents(connection).unbilled(directory)
    return outcome.tenantsWithoutMap.map { tenant in
      Alert(
        .inventoryUnbilled, tenant,
        "nothing new of \(tenant) is billed: no inventory map has it among its `tenants`")
    }
      + outcome.unmapped.filter { $0.until == nil && $0.since <= night.now }.map { unmapped in
        let resource = unmapped.resource
        return Alert(
          .inventoryUnbilled, "\(unmapped.tenant)/\(resource.kind.rawValue)/\(resource.id)",
          "\(unmapped.tenant): \(resource.kind.rawValue) \(resource.name) is not billed since"
            + " \(unmapped.since): no rule of the inventory map has it. Add one, or one that"
            + " ignores it, and run `releve capacity events`")
      }
  }

  /// Parts that were not read for as long.
  private func incomplete(_ estate: Estate) -> Alert? {
    let old = estate.earlierParts.filter {
      night.now.microseconds - $0.value.microseconds
        >= Self.hoursMax * Instant.microsecondsPerHour
    }
    guard let latest = old.values.max() else { return nil }
    let parts = old.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) (\($0.value))" }
    return Alert(
      .inventoryStale, "\(estate.tenant)/parts",
      "parts of the inventory of \(estate.tenant) were not read for two days:"
        + " \(parts.joined(separator: ", ")). See why `releve collect` does not read them",
      latest: latest)
  }

  private func stale(_ estate: Estate) -> Alert? {
    let hours = (night.now.microseconds - estate.takenAt.microseconds) / Instant.microsecondsPerHour
    guard hours >= Self.hoursMax else { return nil }
    return Alert(
      .inventoryStale, estate.tenant,
      "the last inventory of \(estate.tenant) is of \(estate.takenAt), \(hours) h ago: what was"
        + " reserved since is not billed. See whether `releve collect` still runs, or import one",
      latest: estate.takenAt)
  }
}

extension Alert {
  fileprivate init(_ finding: Finding, of tenant: String) {
    let subject = finding.subject
    let names = finding.names.isEmpty ? "" : " (\(finding.names.joined(separator: ", ")))"
    self.init(
      .capacityCritical, "\(tenant)/\(finding.code.rawValue)/\(subject.id)",
      "\(tenant): \(subject.kind.rawValue) \(subject.name): \(finding.code.rawValue)\(names), rule"
        + " \(finding.rule): `releve capacity report --tenant \(tenant)` says what to do")
  }

  fileprivate init(_ forecast: FillForecast, of tenant: String) {
    let history = forecast.history
    let when =
      if case .days(let range) = forecast.outcome {
        "is full in \(range.likely) days, as it grew so far"
      } else {
        "is full"
      }
    self.init(
      .capacityFullSoon, "\(tenant)/\(history.kind.rawValue)/\(history.id)",
      "\(tenant): \(history.kind.rawValue) \(history.name) \(when): order more, or free some;"
        + " `releve capacity forecast --tenant \(tenant)` says how sure that is")
  }
}
