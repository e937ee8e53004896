import PostgreSQL
import SQL

/// The server's settings that decide whether what was stored is still there after a power cut, and
/// whether damage is noticed.
struct SettingsCheck {
  private struct Rule {
    let setting: String
    let isSafe: @Sendable (String) -> Bool
    let isGrave: Bool
    /// What else comes of it, and what to do.
    let advice: String
  }

  private static let rules: [Rule] = [
    Rule(
      setting: "fsync", isSafe: { $0 == "on" }, isGrave: true,
      advice: "a power cut can destroy the database: set fsync = on and restart the server"),
    Rule(
      setting: "full_page_writes", isSafe: { $0 == "on" }, isGrave: true,
      advice: "a power cut can leave half-written pages: set full_page_writes = on and reload"),
    Rule(
      setting: "synchronous_commit", isSafe: { $0 != "off" }, isGrave: true,
      advice: "what was reported as stored can be lost: set synchronous_commit = on and reload"),
    Rule(
      setting: "zero_damaged_pages", isSafe: { $0 == "off" }, isGrave: true,
      advice: "damaged pages are silently emptied: set zero_damaged_pages = off"),
    Rule(
      setting: "ignore_checksum_failure", isSafe: { $0 == "off" }, isGrave: true,
      advice: "damaged pages are read as if they were sound: set ignore_checksum_failure = off"),
    Rule(
      setting: "data_checksums", isSafe: { $0 == "on" }, isGrave: false,
      advice: "a disk that returns other bytes is not noticed: stop the server, and"
        + " `pg_checksums --enable --pgdata DATA`"),
    Rule(
      setting: "autovacuum", isSafe: { $0 == "on" }, isGrave: false,
      advice: "tables grow and plans age, until the server stops to protect itself: set"
        + " autovacuum = on and reload"),
    Rule(
      setting: "track_counts", isSafe: { $0 == "on" }, isGrave: false,
      advice: "autovacuum sees nothing to do: set track_counts = on and reload"),
  ]

  /// A check for each setting.
  static func run(_ connection: Connection) throws -> [DoctorCheck] {
    let settings = try connection.query(.named("doctor_settings"), rules.map(\.setting))
      .decode(String.self, String?.self)
    let values = Dictionary(settings.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    return rules.map { rule in
      let name = "setting_\(rule.setting)"
      guard let value = values[rule.setting] ?? nil else {
        return .unknown(
          name, "the server does not tell", do: "ask it as a superuser: show \(rule.setting)")
      }
      if rule.isSafe(value) { return .ok(name, value) }
      return rule.isGrave
        ? .failure(name, value, do: rule.advice) : .warning(name, value, do: rule.advice)
    }
  }
}
