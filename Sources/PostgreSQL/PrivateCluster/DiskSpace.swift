internal import Glibc

/// Room on the disk of a folder.
enum DiskSpace {
  /// What a new cluster takes, with some room to work in.
  private static let bytesMin = 100 << 20

  /// What to do where there is too little room for a server; nil where there is enough, or nobody
  /// knows.
  static func advice(_ folder: String) -> String? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    let (free, isHuge) = Int(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    guard free < bytesMin, !isHuge else { return nil }
    return "There are \(free >> 20) MiB free in \(folder), a server needs \(bytesMin >> 20): make"
      + " room, or set RELEVE_HOME to another folder"
  }
}
