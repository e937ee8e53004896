import ArgumentParser
import Foundation
import Metering
import PostgreSQL
import SQL

/// The database of a run: the one that was named, or the embedded cluster.
struct Database {
  enum Place {
    case named(String)
    case embedded(PrivateCluster)
  }

  let place: Place
  /// The folder of what the program keeps: RELEVE_HOME, else one in the current directory.
  let home: String
  private let console: Console
  private let environment: [String: String]

  /// The role that all work is done as: it adds facts and cannot change them.
  static let workingRole = "releve_app"

  init(_ options: GlobalOptions, console: Console) {
    self.console = console
    environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
    home = environment["RELEVE_HOME"] ?? ".releve"
    if let url = options.database ?? environment["RELEVE_DATABASE_URL"] {
      place = .named(url)
    } else {
      // What the environment says of other servers must not lead away from this one.
      for name in environment.keys where name.hasPrefix("PG") { unsetenv(name) }
      place = .embedded(PrivateCluster(home: home))
    }
  }

  /// A connection for work. The embedded cluster is started and migrated where necessary; a server
  /// whose schema is behind is refused.
  func connect() throws -> Connection {
    switch place {
    case .named(let url):
      try Schema(Connection(url)).check()
      return try Self.workingConnection(url, retry: retryPolicy())
    case .embedded(let cluster):
      try start(cluster)
      try migrateEmbedded(cluster)
      return try Self.workingConnection(cluster.connectionURL, retry: retryPolicy())
    }
  }

  /// A connection with the login's own rights, whatever the schema of a named server is. The
  /// embedded cluster is started and migrated where necessary.
  func connectToExamine() throws -> Connection {
    switch place {
    case .named(let url):
      return try Connection(url, interrupter: Interruption.interrupter)
    case .embedded(let cluster):
      try start(cluster)
      try migrateEmbedded(cluster)
      return try Connection(cluster.connectionURL, interrupter: Interruption.interrupter)
    }
  }

  /// Opens further connections for work, once `connect` has opened the first one.
  func connector() throws -> @Sendable () throws -> Connection {
    let url: String =
      switch place {
      case .named(let url): url
      case .embedded(let cluster): cluster.connectionURL
      }
    let retry = try retryPolicy()
    return { try Self.workingConnection(url, retry: retry) }
  }

  private static func workingConnection(
    _ url: String, retry: RetryPolicy
  ) throws -> Connection {
    try Connection(
      url, role: workingRole, retry: retry, interrupter: Interruption.interrupter)
  }

  /// How long a server that goes away during the work is waited for: RELEVE_RECONNECT_SECONDS, else
  /// what the client does by itself.
  private func retryPolicy() throws -> RetryPolicy {
    guard let text = environment["RELEVE_RECONNECT_SECONDS"] else { return RetryPolicy() }
    guard let seconds = UInt16(text) else {
      throw ValidationError(
        "RELEVE_RECONNECT_SECONDS is `\(text)`: a whole number of seconds is expected, 0 to 65535")
    }
    return RetryPolicy(reconnectLimit: .seconds(Int(seconds)))
  }

  /// Starts the embedded cluster where it is not running, and says so.
  @discardableResult
  func start(_ cluster: PrivateCluster) throws -> PrivateCluster.StartOutcome {
    switch try cluster.status() {
    case .running: break
    case .stopped: console.info("starting the embedded PostgreSQL of \(cluster.home)")
    case .absent: console.info("creating a new, empty embedded PostgreSQL for \(cluster.home)")
    }
    let outcome = try cluster.start()
    for note in outcome.notes { console.verbose(note) }
    return outcome
  }

  /// Applies missing migrations; returns their names.
  func migrate() throws -> [String] {
    switch place {
    case .named(let url):
      let superuser = try migratingConnection(url)
      let applied = try Schema(superuser).migrate().map(\.name)
      try EventPartitions(superuser).ensureAhead(now: Clock.now)
      return applied
    case .embedded(let cluster):
      try start(cluster)
      return try migrateEmbedded(cluster)
    }
  }

  /// One that never opens another session: that would be without the lock of migrations.
  private func migratingConnection(_ url: String) throws -> Connection {
    try Connection(url, retry: .never, interrupter: Interruption.interrupter)
  }

  @discardableResult
  func migrateEmbedded(_ cluster: PrivateCluster) throws -> [String] {
    let superuser = try migratingConnection(cluster.connectionURL(user: "postgres"))
    let schema = Schema(superuser)
    // One process at a time: else another could see the schema up to date before the login may use
    // it, or give it the same right at the same moment, which the server refuses.
    _ = try superuser.query(.named("migration_lock"))
    defer { _ = try? superuser.query(.named("migration_unlock")) }
    var applied: [String] = []
    do {
      try schema.check()
    } catch SchemaError.behind {
      applied = try schema.migrate().map(\.name)
    }
    // Each time: a process may have been killed between the two, and a month have begun.
    try superuser.execute(.named("embedded_login_grant"))
    try EventPartitions(superuser).ensureAhead(now: Clock.now)
    for name in applied { console.verbose("migrated: \(name)") }
    return applied
  }
}
