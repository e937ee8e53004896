import Foundation
import PostgreSQL
import SQL

/// The database of a run: the one that was named, or the embedded cluster.
struct Database {
  enum Place {
    case named(String)
    case embedded(PrivateCluster)
  }

  let place: Place
  private let console: Console

  /// The role that all work is done as: it adds facts and cannot change them.
  static let workingRole = "releve_app"

  init(_ options: GlobalOptions, console: Console) {
    self.console = console
    let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
    if let url = options.database ?? environment["RELEVE_DATABASE_URL"] {
      place = .named(url)
    } else {
      // What the environment says of other servers must not lead away from this one.
      for name in environment.keys where name.hasPrefix("PG") { unsetenv(name) }
      place = .embedded(PrivateCluster(home: environment["RELEVE_HOME"] ?? ".releve"))
    }
  }

  /// A connection for work. The embedded cluster is started and migrated where necessary; a server
  /// whose schema is behind is refused.
  func connect() throws -> Connection {
    switch place {
    case .named(let url):
      try Schema(Connection(url)).check()
      return try Connection(url, role: Self.workingRole)
    case .embedded(let cluster):
      try start(cluster)
      try migrateEmbedded(cluster)
      return try Connection(cluster.connectionURL, role: Self.workingRole)
    }
  }

  /// Opens further connections for work, once `connect` has opened the first one.
  var connector: @Sendable () throws -> Connection {
    let url: String =
      switch place {
      case .named(let url): url
      case .embedded(let cluster): cluster.connectionURL
      }
    return { try Connection(url, role: Self.workingRole) }
  }

  /// Starts the embedded cluster where it is not running, and says so.
  @discardableResult
  func start(_ cluster: PrivateCluster) throws -> PrivateCluster.StartOutcome {
    switch try cluster.status() {
    case .running: break
    case .stopped: console.info("starting the embedded PostgreSQL in \(cluster.home)")
    case .absent: console.info("creating a new, empty embedded PostgreSQL in \(cluster.home)")
    }
    let outcome = try cluster.start()
    for note in outcome.notes { console.verbose(note) }
    return outcome
  }

  /// Applies missing migrations; returns their names.
  func migrate() throws -> [String] {
    switch place {
    case .named(let url):
      return try Schema(Connection(url)).migrate().map(\.name)
    case .embedded(let cluster):
      try start(cluster)
      return try migrateEmbedded(cluster)
    }
  }

  @discardableResult
  private func migrateEmbedded(_ cluster: PrivateCluster) throws -> [String] {
    let superuser = try Connection(cluster.connectionURL(user: "postgres"))
    let schema = Schema(superuser)
    do {
      try schema.check()
      return []
    } catch SchemaError.behind {
      let applied = try schema.migrate().map(\.name)
      try superuser.execute(.named("embedded_login_grant"))
      for name in applied { console.verbose("migrated: \(name)") }
      return applied
    }
  }
}
