import ArgumentParser
import Foundation
import PostgreSQL

/// `releve db …`
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db",
    abstract: "The embedded PostgreSQL cluster, and the schema of whichever database is named.",
    discussion: """
      Examples:
        releve db start
        psql "$(releve db url)"
      """,
    subcommands: [
      Start.self, Stop.self, Status.self, URL.self, Migrate.self, ArchiveCommand.self, Psql.self,
    ])
}

extension DatabaseCommand {
  struct Start: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Starts the embedded cluster; creates it the first time.",
      discussion: "Example: releve db start")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let cluster = try database.embedded()
      let outcome = try cluster.start()
      for note in outcome.notes { console.info(note) }
      try database.migrateEmbedded(cluster)
      switch outcome {
      case .started: Console.output("started \(cluster.connectionURL)\n")
      case .alreadyRunning: Console.output("already running \(cluster.connectionURL)\n")
      }
    }
  }

  struct Stop: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Stops the embedded cluster.", discussion: "Example: releve db stop")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      switch try database.embedded().stop() {
      case .stopped: Console.output("stopped\n")
      case .notRunning: Console.output("not running\n")
      }
    }
  }

  struct Status: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Tells whether the embedded cluster runs; exit 1 where it does not.",
      discussion: "Example: releve db status")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      switch try database.embedded().status() {
      case .running(let process, let sockets, let data, let version):
        Console.output(
          "running PostgreSQL \(version), process \(process)\n  data    \(data)\n"
            + "  socket  \(sockets)\n")
      case .stopped:
        Console.output("stopped\n")
        throw ExitStatus.failed
      case .absent:
        Console.output("absent\n")
        throw ExitStatus.failed
      }
    }
  }

  struct URL: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      commandName: "url", abstract: "Prints the connection string of the database.",
      discussion: "Example: psql \"$(releve db url)\"")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      Console.output(database.url + "\n")
    }
  }

  struct Migrate: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Brings the schema of the database up to date.",
      discussion: """
        On a server of your own, name a superuser: roles and an extension are created once.

        Example: releve db migrate --database postgresql://postgres@db.example/releve
        """)
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let applied = try database.migrate()
      Console.output(
        applied.isEmpty
          ? "up to date\n" : applied.map { "applied \($0)\n" }.joined())
    }
  }

  struct Psql: DatabaseCommanding {
    static let configuration = CommandConfiguration(
      abstract: "Opens psql on the database, with the rights of the program.",
      discussion: "Example: releve db psql -- -c 'select count(*) from releve.event'")
    @OptionGroup var options: GlobalOptions
    @Argument(help: "What psql is given.") var arguments: [String] = []

    func run() throws {
      let target: ConnectionString
      switch database.place {
      case .embedded(let cluster):
        try database.start(cluster)
        try database.migrateEmbedded(cluster)
        target = try ConnectionString(database.url)
      case .named(let url):
        // psql's exit codes are not ours: whether the server is there is found out before.
        _ = try Connection(url)
        target = try ConnectionString(url)
      }
      // Anyone on the machine can read a program's arguments, its environment only its user.
      if let password = target["password"] { setenv("PGPASSWORD", password, 1) }
      // For a server of one's own; the embedded cluster's URL says it itself.
      setenv("PGOPTIONS", "-c role=\(Database.workingRole) -c search_path=releve", 1)
      let words = ["psql", target.withoutPassword] + arguments
      // What this program ignores, psql would go on ignoring.
      signal(SIGPIPE, SIG_DFL)
      var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
      pointers.append(nil)
      execvp("psql", &pointers)
      Console.error("error: psql cannot be run: \(String(cString: strerror(errno)))")
      throw ExitStatus.failed
    }
  }
}

extension Database {
  /// The embedded cluster; wrong usage where a database is named.
  fileprivate func embedded() throws -> PrivateCluster {
    guard case .embedded(let cluster) = place else {
      throw ValidationError(
        "this command is about the embedded cluster: name no database, neither with --database nor"
          + " in RELEVE_DATABASE_URL")
    }
    return cluster
  }

  fileprivate var url: String {
    switch place {
    case .named(let url): url
    case .embedded(let cluster):
      cluster.connectionURL
        + "&options=-c%20role%3D\(Self.workingRole)%20-c%20search_path%3Dreleve"
    }
  }
}
