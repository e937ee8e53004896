/// The folder with initdb, pg_ctl and postgres.
struct ServerBinaries {
  /// The folder's path.
  let directory: String

  /// The oldest version that will do.
  static let majorVersionMin = 15

  private static let programs = ["initdb", "pg_ctl", "postgres"]

  /// Finds the binaries: RELEVE_PG_BINDIR alone, where it is set; else `pg_config --bindir`,
  /// Debian's folders, newest first, /usr/local/pgsql/bin, PATH.
  ///
  /// - Parameter majorVersion: the version that the data was made by, which alone can read it; nil
  ///   where there is none yet.
  /// - Returns: the first folder that has all three programs.
  /// - Throws: `postgres_not_found`.
  static func find(majorVersion: Int?) throws(ClusterError) -> ServerBinaries {
    let named = Executable.environment("RELEVE_PG_BINDIR")
    let candidates = named.map { [$0] } ?? self.candidates
    for directory in candidates {
      guard programs.allSatisfy({ Executable.isRunnable("\(directory)/\($0)") }),
        let version = Self.majorVersion(in: directory), version >= majorVersionMin,
        majorVersion == nil || version == majorVersion
      else { continue }
      return ServerBinaries(directory: directory)
    }
    throw notFound(majorVersion, in: named)
  }

  /// The command line of one of the programs, but for its arguments.
  func path(_ program: String) -> String { "\(directory)/\(program)" }

  private static var candidates: [String] {
    var directories: [String] = []
    if let configured = Executable.find("pg_config"),
      let printed = ChildProcess.output(of: [configured, "--bindir"])
    {
      directories.append(printed.split(separator: "\n").first.map(String.init) ?? "")
    }
    directories += versionsOfDebian.map { "/usr/lib/postgresql/\($0)/bin" }
    directories.append("/usr/local/pgsql/bin")
    directories += (Executable.environment("PATH") ?? "").split(separator: ":").map(String.init)
    return directories
  }

  private static var versionsOfDebian: [Int] {
    FolderListing.names("/usr/lib/postgresql").compactMap { Int($0) }.sorted(by: >)
  }

  /// The number in `postgres (PostgreSQL) 15.18 (Debian …)`.
  private static func majorVersion(in directory: String) -> Int? {
    ChildProcess.output(of: ["\(directory)/postgres", "--version"])?
      .split(separator: " ").compactMap { $0.split(whereSeparator: { !$0.isNumber }).first }
      .compactMap { Int($0) }.first
  }

  private static func notFound(_ majorVersion: Int?, in directory: String?) -> ClusterError {
    let wanted = majorVersion.map { "\($0)" } ?? "\(majorVersionMin) or later"
    let place = directory.map { " in \($0) (RELEVE_PG_BINDIR)" } ?? ""
    return ClusterError(
      .postgresNotFound,
      "no PostgreSQL server \(wanted) was found\(place): initdb, pg_ctl and postgres are needed",
      hint: "Install it: apt-get install postgresql-\(majorVersion ?? majorVersionMin) "
        + "(dnf install postgresql-server); or name its folder in RELEVE_PG_BINDIR; "
        + "or name a database with --database")
  }
}
