public import Calendars
import Catalogue
public import PostgreSQL
import SQL

/// Looks for what endangers data or makes figures wrong before it does: versions, settings, rights,
/// room, partitions, zones, clocks. Writes nothing.
public struct Doctor {
  private let connection: Connection
  private let home: String
  private let dataDirectory: String?
  private let version: String
  private let now: () -> Instant

  /// The connection is the login's own, with no role: a server on which the schema is missing can
  /// be examined too. `dataDirectory` is that of an embedded cluster; `now` the program's clock.
  public init(
    _ connection: Connection, home: String, dataDirectory: String?, version: String,
    now: @escaping () -> Instant
  ) {
    self.connection = connection
    self.home = home
    self.dataDirectory = dataDirectory
    self.version = version
    self.now = now
  }

  /// All checks, in their order. Where the schema is not this program's, what rests on it is left
  /// out.
  public func run() throws -> [DoctorCheck] {
    var checks = [
      DoctorCheck.ok("program", "releve \(version), libpq \(ClientLibrary.version)")
    ]
    let (server, directory) = try self.server()
    checks.append(server)
    let schema = try self.schema()
    checks.append(schema)
    checks += try SettingsCheck.run(connection)
    if schema.outcome == .ok { checks += try rights() }
    checks += [
      FolderCheck.permissions("home", home),
      FolderCheck.permissions("inbox", home + "/inbox"),
      data(directory),
      FolderCheck.space("home_space", home),
    ]
    if schema.outcome == .ok {
      checks.append(try partitions())
      checks += try zones()
    }
    checks.append(try clock())
    return checks
  }

  /// The version, and where its data are, if that is a folder of this machine.
  private func server() throws -> (DoctorCheck, dataDirectory: String?) {
    let (text, number, isLocal, folder) = try connection.query(.named("doctor_server"))
      .single(String.self, Int32.self, Bool.self, String?.self)
    let check =
      number >= 150_000
      ? DoctorCheck.ok("server", "PostgreSQL \(text)")
      : .failure("server", "PostgreSQL \(text)", do: "Relevé needs PostgreSQL 15 or newer")
    return (check, dataDirectory ?? (isLocal ? folder : nil))
  }

  private func schema() throws -> DoctorCheck {
    do {
      try Schema(connection).check()
      return .ok("schema", "step \(Migration.all.count) of \(Migration.all.count)")
    } catch let error as SchemaError {
      return .failure("schema", error.code, do: "\(error)")
    }
  }

  private func rights() throws -> [DoctorCheck] {
    let excess = try connection.query(.named("doctor_privileges")).decode(String.self)
    let (login, isSuperuser, isOwner) = try connection.query(.named("doctor_login"))
      .single(String.self, Bool.self, Bool.self)
    return [
      excess.isEmpty
        ? .ok("privileges", "releve_app adds facts and can change none")
        : .failure(
          "privileges", "releve_app has: \(excess.joined(separator: "; "))",
          do: "revoke it as a superuser, and run `releve audit`"),
      isSuperuser || isOwner
        ? .warning(
          "login", "\(login) could change facts, were the program to err",
          do: "connect as a login that is only a member of releve_app")
        : .ok("login", login),
    ]
  }

  private func data(_ folder: String?) -> DoctorCheck {
    guard let folder else {
      return .unknown(
        "data_space", "the server's folder is not this machine's, or not told to this login",
        do: "look there: df \"$(psql -Atc 'show data_directory')\"")
    }
    return FolderCheck.space("data_space", folder)
  }

  private func partitions() throws -> DoctorCheck {
    let month = Period(containing: now().utcDate)
    let missing = try connection.query(
      .named("doctor_partitions_missing"), [month.firstDay, month.next.firstDay]
    ).decode(String.self)
    return missing.isEmpty
      ? .ok("partitions", "\(month) and \(month.next) are there")
      : .warning(
        "partitions", "none for \(missing.joined(separator: ", "))",
        do: "`releve nightly` makes them, or `releve db migrate`")
  }

  private func zones() throws -> [DoctorCheck] {
    try ZoneCheck.run(
      connection, DocumentStore(connection).directory(), today: Zone.default.date(of: now()))
  }

  /// The server's clock beside the program's, of which the answer came somewhere between two looks.
  private func clock() throws -> DoctorCheck {
    let before = now()
    let servers = try connection.query(.named("doctor_clock")).single(Instant.self)
    let after = now()
    let apart = max(
      before.microseconds - servers.microseconds, servers.microseconds - after.microseconds, 0)
    let seconds = apart / Instant.microsecondsPerSecond
    let found = "\(seconds) s between the program and the server"
    let advice = "have both machines keep time: timedatectl set-ntp true"
    return seconds >= Self.clockSecondsMax
      ? .failure("clock", found, do: advice)
      : seconds >= 2 ? .warning("clock", found, do: advice) : .ok("clock", found)
  }

  /// An event that is a minute ahead is rejected only where it is a day ahead; but documents may be
  /// dated on another day.
  private static let clockSecondsMax: Int64 = 60
}
