internal import Glibc

/// The operating system's user that the server runs as.
///
/// That is the caller, unless the caller is root: PostgreSQL refuses root, and `postgres` stands
/// in.
struct ServerAccount: Hashable {
  /// The user's number.
  let user: UInt32
  /// The number of its first group.
  let group: UInt32
  /// Its home folder.
  let homeDirectory: String
  /// What a command line begins with in order to run as that user; empty where that is the caller.
  let commandPrefix: [String]

  /// The account for the current process.
  ///
  /// - Throws: `server_account_missing`.
  static func current() throws(ClusterError) -> ServerAccount {
    let caller = geteuid()
    guard caller == 0 else {
      let home = entry({ getpwuid_r(caller, $0, $1, $2, $3) })?.homeDirectory ?? "/tmp"
      return ServerAccount(
        user: caller, group: getegid(), homeDirectory: home, commandPrefix: [])
    }
    guard let postgres = entry({ getpwnam_r("postgres", $0, $1, $2, $3) }) else {
      throw ClusterError(
        .accountMissing, "PostgreSQL does not run as root, and there is no user `postgres` instead",
        hint: "Run as an ordinary user, or: useradd --system --create-home postgres")
    }
    return ServerAccount(
      user: postgres.user, group: postgres.group, homeDirectory: postgres.homeDirectory,
      commandPrefix: try switching(to: postgres.user, group: postgres.group))
  }

  private static func switching(
    to user: UInt32, group: UInt32
  ) throws(ClusterError) -> [String] {
    if let setpriv = Executable.find("setpriv") {
      return [setpriv, "--reuid=\(user)", "--regid=\(group)", "--init-groups", "--"]
    }
    if let runuser = Executable.find("runuser") { return [runuser, "-u", "postgres", "--"] }
    throw ClusterError(
      .accountMissing, "neither setpriv nor runuser is installed to leave root",
      hint: "Run as an ordinary user, or: apt-get install util-linux")
  }

  private typealias Lookup = (
    UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  ) -> CInt

  /// The entry of the user database that `lookup` finds; nil where there is none.
  private static func entry(
    _ lookup: Lookup
  ) -> (user: UInt32, group: UInt32, homeDirectory: String)? {
    var record = passwd()
    var found: UnsafeMutablePointer<passwd>?
    // The texts of the record lie in this buffer, and are copied before it goes.
    var texts = [CChar](repeating: 0, count: 16 * 1024)
    return texts.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, lookup(&record, start, buffer.count, &found) == 0,
        let entry = found?.pointee
      else { return nil }
      let home = entry.pw_dir.map { String(cString: $0) } ?? "/"
      return (entry.pw_uid, entry.pw_gid, home)
    }
  }
}
