internal import Glibc

/// Questions about paths of the file system.
enum FilePath {
  /// The absolute path without symbolic links; what does not exist yet is taken as written.
  static func real(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard trimmed == path else { return real(trimmed) }
    // "/" and "." always resolve but for a current directory that is gone.
    guard let slash = path.lastIndex(of: "/") else {
      return path == "." || path.isEmpty ? "/" : joined(real("."), path)
    }
    let parent = real(slash == path.startIndex ? "/" : String(path[..<slash]))
    return joined(parent, String(path[path.index(after: slash)...]))
  }

  /// The folder that a path is in.
  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Whether anything has that name, a dangling symbolic link too.
  static func exists(_ path: String) -> Bool { FileStatus(path) != nil }

  /// 16 hexadecimal digits that name a path (FNV-1a); to tell folders apart, not to protect them.
  static func hash(_ path: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    switch name {
    case "", ".": folder
    case "..": parent(folder)
    default: folder == "/" ? "/" + name : "\(folder)/\(name)"
    }
  }
}

/// Owner, kind and permissions of a file.
struct FileStatus {
  private let status: stat

  /// The status of the file itself, not of what a symbolic link points to; nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.status = status
  }

  /// The number of the user that owns it.
  var owner: UInt32 { status.st_uid }

  /// The number of the group that owns it.
  var group: UInt32 { status.st_gid }

  /// Whether it is a folder.
  var isDirectory: Bool { status.st_mode & S_IFMT == S_IFDIR }

  /// The nine bits of its permissions.
  var permissions: UInt32 { status.st_mode & 0o777 }

  /// Whether the user may pass through this folder, by its nine bits.
  func isSearchable(user: UInt32, group: UInt32) -> Bool {
    if user == 0 { return true }
    if owner == user { return permissions & 0o100 != 0 }
    return permissions & (self.group == group ? 0o010 : 0o001) != 0
  }
}
