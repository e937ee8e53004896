internal import Glibc

extension PrivateCluster {
  /// Clears away what a server that was killed left behind, where PostgreSQL would not start for
  /// it.
  ///
  /// PostgreSQL tells leftovers by itself, with better checks than these, unless something else has
  /// the dead server's number. To be called under the lock, when no server is running.
  ///
  /// - Throws: `start_failed` where processes of the dead server do not end: a second server beside
  ///   them would destroy the data.
  func clearLeftovers(at placement: ClusterPlacement) throws(ClusterError) {
    let data = placement.dataDirectory
    let misleading = [
      PostmasterFile.path(inData: data),
      PostmasterFile.path(besideSocketIn: placement.socketDirectory),
    ].filter { PostmasterFile($0)?.isMisleading(data) ?? false }
    guard !misleading.isEmpty else { return }
    try waitForOrphans(in: data)
    for path in misleading { _ = unlink(path) }
  }

  private func waitForOrphans(in data: String) throws(ClusterError) {
    let deadline = ContinuousClock.now + .seconds(Self.waitSecondsMax)
    while WorkingDirectory.isOfAnyProcess(data) {
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .startFailed, "processes of a server that was killed are still working in \(data)",
          hint: "End them: fuser \(data)")
      }
      usleep(50_000)
    }
  }
}
