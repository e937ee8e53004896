internal import Glibc

/// A folder on this machine: who may write to it, and how much room there is.
struct FolderCheck {
  /// Below it, a server stops at the next large statement.
  static let bytesMin: UInt64 = 1 << 30
  /// Below this part of the disk a month's events may not fit.
  static let freePercentMin: UInt64 = 10

  /// How much room there is.
  static func space(_ name: String, _ folder: String) -> DoctorCheck {
    var status = statvfs()
    guard statvfs(existing(folder), &status) == 0 else {
      return .unknown(
        name, "\(folder) cannot be looked at: \(String(cString: strerror(errno)))",
        do: "look where the folder is: df \(folder)")
    }
    let block = UInt64(status.f_frsize)
    return space(
      name, folder, free: UInt64(status.f_bavail) * block, size: UInt64(status.f_blocks) * block)
  }

  static func space(
    _ name: String, _ folder: String, free: UInt64, size: UInt64
  ) -> DoctorCheck {
    let percent = size == 0 ? 0 : free / (size / 100 + 1)
    let found = "\(folder): \(free >> 20) MiB free, \(percent) % of the disk"
    let advice = "make room or a larger disk: `releve db archive` takes old months out"
    if free < bytesMin { return .failure(name, found, do: advice) }
    return percent < freePercentMin
      ? .warning(name, found, do: advice) : .ok(name, found)
  }

  /// Whether others than the owner and its group can write there.
  static func permissions(_ name: String, _ folder: String) -> DoctorCheck {
    var status = stat()
    guard stat(folder, &status) == 0 else {
      return .ok(name, "\(folder) does not exist yet")
    }
    let mode = status.st_mode & 0o7777
    let found = "\(folder): mode \(String(mode, radix: 8)), of user \(status.st_uid)"
    if mode & 0o002 != 0 {
      return .failure(
        name, found, do: "anyone on the machine can put events there: chmod o-w \(folder)")
    }
    guard status.st_uid == geteuid() || geteuid() == 0 else {
      return .warning(
        name, found, do: "it is somebody else's: run as that user, or chown \(folder)")
    }
    return .ok(name, found)
  }

  /// The folder, or the nearest above it that exists.
  private static func existing(_ folder: String) -> String {
    var path = folder.hasPrefix("/") ? folder : "./" + folder
    while access(path, F_OK) != 0, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      path = String(path[..<slash])
    }
    return path
  }
}
