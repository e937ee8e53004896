internal import Glibc

/// What a running server writes about itself, into its data directory and beside its socket.
struct PostmasterFile {
  /// The process that wrote it.
  let processIdentifier: Int32
  /// The folder of its socket; empty while the server starts.
  let socketDirectory: String

  /// Reads the file; nil where there is none, or it does not begin with a process.
  init?(_ path: String) {
    guard let text = FileText.read(path) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let identifier = Int32(lines[0]), identifier > 1 else { return nil }
    processIdentifier = identifier
    socketDirectory = lines.count > 4 ? String(lines[4]) : ""
  }

  /// The path of the file in a data directory.
  static func path(inData directory: String) -> String { directory + "/postmaster.pid" }

  /// The path of the file beside a socket.
  static func path(besideSocketIn directory: String) -> String {
    "\(directory)/.s.PGSQL.\(PrivateCluster.port).lock"
  }

  /// Whether the process is alive and works in that data directory, as every process of a server
  /// does: the number may be that of another program since.
  func isServing(_ dataDirectory: String) -> Bool {
    WorkingDirectory.of(processIdentifier) == dataDirectory
  }

  /// Whether something else has the number now, such as another program, or a server that was
  /// killed and has not been waited for: PostgreSQL would take it for a server, and refuse to
  /// start.
  func isMisleading(_ dataDirectory: String) -> Bool {
    !isServing(dataDirectory) && kill(processIdentifier, 0) == 0
  }
}

/// The folders in which processes work (Linux, proc(5)).
enum WorkingDirectory {
  /// That of one process; nil where it is gone, or somebody else's.
  static func of(_ process: Int32) -> String? {
    guard let folder = realpath("/proc/\(process)/cwd", nil) else { return nil }
    defer { free(folder) }
    return String(cString: folder)
  }

  /// Whether any process works in `directory`. O(processes of the system).
  static func isOfAnyProcess(_ directory: String) -> Bool {
    FolderListing.names("/proc").contains { name in
      Int32(name).map { of($0) == directory } ?? false
    }
  }
}
