internal import Glibc

/// The file that collects what initdb, pg_ctl and the server say.
///
/// The server keeps it open as its standard error: no pipe of ours, which would keep callers
/// waiting.
struct ClusterLog: ~Copyable {
  /// The open file, at whose end writes go.
  let file: Int32
  private let start: Int

  /// The lines that an error quotes.
  private static let excerptLines = 12

  /// Opens the log for appending.
  ///
  /// - Throws: `directory_unusable`.
  init(path: String) throws(ClusterError) {
    file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    start = max(Int(lseek(file, 0, SEEK_END)), 0)
    guard file >= 0 else {
      throw ClusterError(
        .directoryUnusable, "cannot write \(path): \(String(cString: strerror(errno)))",
        hint: ClusterError.adviceOnHome)
    }
  }

  deinit { close(file) }

  /// The last lines that were written since this value opened the file.
  func excerpt() -> String {
    let end = Int(lseek(file, 0, SEEK_END))
    let from = max(start, end - 8192)
    let lines = FileText.read(file, from: from, bytesMax: end - from).split(separator: "\n")
    return lines.suffix(Self.excerptLines).joined(separator: "\n")
  }
}
