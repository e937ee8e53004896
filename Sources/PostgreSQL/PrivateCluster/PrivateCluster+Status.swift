extension PrivateCluster {
  /// What there is of a cluster.
  public enum Status: Hashable, Sendable {
    /// A server is running; its version is the major one, such as `15`.
    case running(
      processIdentifier: Int32, socketDirectory: String, dataDirectory: String,
      serverVersion: String)
    /// There is data, and no server.
    case stopped
    /// Nothing has been created yet.
    case absent
  }

  /// Looks at the files and the process; it does not connect, and changes nothing.
  ///
  /// - Throws: `server_account_missing`.
  public func status() throws(ClusterError) -> Status {
    Self.status(at: ClusterPlacement(home: home, account: try ServerAccount.current()))
  }

  /// The same, for a placement that is known.
  static func status(at placement: ClusterPlacement) -> Status {
    guard let version = FileText.read(placement.dataDirectory + "/PG_VERSION") else {
      return .absent
    }
    let path = PostmasterFile.path(inData: placement.dataDirectory)
    guard let postmaster = PostmasterFile(path), postmaster.isServing(placement.dataDirectory)
    else { return .stopped }
    return .running(
      processIdentifier: postmaster.processIdentifier,
      socketDirectory: postmaster.socketDirectory.isEmpty
        ? placement.socketDirectory : postmaster.socketDirectory,
      dataDirectory: placement.dataDirectory,
      serverVersion: String(version.prefix { !$0.isNewline }))
  }
}
