import Calendars
import Catalogue
import PostgreSQL
import SQL

/// Whether the program and the server know the same zones: months and days are handed to the server
/// as instants, and it divides by them.
struct ZoneCheck {
  /// Both changes of the clock in each of two years.
  private static let days = 731

  /// The zones of contracts and service levels, and the default.
  static func run(_ connection: Connection, _ directory: Directory, today: LocalDate) throws
    -> [DoctorCheck]
  {
    let zones = Set(
      directory.contracts.values.map(\.zone) + directory.serviceLevels.values.map(\.zone)
        + [.default]
    ).sorted { $0.name < $1.name }
    let advice = "install the same tzdata on both machines, and restart the server"
    guard Zone.default.name == "Europe/Paris" else {
      return [
        .failure("zone_data", "Europe/Paris is not known to this machine", do: advice)
      ]
    }
    let unknown = try connection.query(.named("doctor_zones_unknown"), zones.map(\.name))
      .decode(String.self)
    guard unknown.isEmpty else {
      return [
        .failure(
          "zone_data", "the server does not know \(unknown.joined(separator: ", "))", do: advice)
      ]
    }
    let days = zones.flatMap { zone in
      (0..<Self.days).map { (zone: zone, day: today.adding(days: $0)) }
    }
    let differing = try connection.query(
      .named("doctor_day_differs"), days.map(\.zone.name), days.map(\.day),
      days.map { $0.zone.start(of: $0.day) }
    ).first(String.self, LocalDate.self, Instant.self, String.self)
    if let (zone, day, own, servers) = differing {
      return [
        .failure(
          "zone_data",
          "\(day) in \(zone) begins at \(own) to the program, when it is \(servers) to the server",
          do: advice)
      ]
    }
    return [
      .ok(
        "zone_data",
        "\(zones.map(\.name).joined(separator: ", ")): two years of days begin alike, here and in"
          + " the server")
    ]
  }
}
