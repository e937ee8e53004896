internal import Glibc

/// Folders of the cluster.
enum PrivateDirectory {
  /// Makes a folder for the server's user alone, or checks that an existing one is.
  ///
  /// - Throws: `directory_unusable`, also where somebody else has made it, or where the file
  ///   system does not keep owners and permissions.
  static func make(_ path: String, account: ServerAccount) throws(ClusterError) {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw unusable(path, "cannot be made: \(String(cString: strerror(errno)))")
    }
    // Root may have made it and been interrupted before it gave it away.
    if let status = FileStatus(path), status.isDirectory, status.owner == geteuid() {
      _ = lchown(path, account.user, account.group)
      _ = chmod(path, 0o700)
    }
    guard let status = FileStatus(path), status.isDirectory, status.owner == account.user,
      status.permissions == 0o700
    else {
      throw unusable(path, "is no folder of the server's user alone (owner, mode 0700)")
    }
  }

  /// Makes a folder and the ones above it, where they are missing; what exists is left alone.
  ///
  /// - Throws: `directory_unusable`.
  static func makeWithParents(_ path: String) throws(ClusterError) {
    if FilePath.exists(path) { return }
    let parent = FilePath.parent(path)
    if parent != path { try makeWithParents(parent) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw unusable(path, "cannot be made: \(String(cString: strerror(errno)))")
    }
  }

  private static func unusable(_ path: String, _ reason: String) -> ClusterError {
    ClusterError(
      .directoryUnusable, "the folder \(path) \(reason)", hint: ClusterError.adviceOnHome)
  }
}
