internal import Glibc

/// Programs by their names.
enum Executable {
  /// The path of a program: in the folders of PATH, then in those where systems keep theirs.
  static func find(_ name: String) -> String? {
    let folders = (environment("PATH") ?? "").split(separator: ":").map(String.init)
    let usual = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    return (folders + usual).map { "\($0)/\(name)" }.first(where: isRunnable)
  }

  /// Whether the caller may run the file at that path.
  static func isRunnable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// A variable of the environment; nil where it is missing or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
