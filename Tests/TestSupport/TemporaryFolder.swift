internal import Foundation

/// Folders for tests: under RELEVE_TEST_HOME, else in memory (/dev/shm), else under /tmp.
///
/// Each test database is 300 files: on a busy disk their removal was measured to take a minute.
public enum TemporaryFolder {
  /// A path that nothing has, named after the process.
  public static func newPath() -> String {
    let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    let parent = ProcessInfo.processInfo.environment["RELEVE_TEST_HOME"] ?? memory
    let mark = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    return "\(parent)/releve-test-\(ProcessInfo.processInfo.processIdentifier)-\(mark)"
  }

  /// Makes a folder that everybody may pass through, runs `body` with its path, and removes it.
  ///
  /// - Throws: what `body` throws, or why the folder cannot be made.
  public static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = newPath()
    let files = FileManager.default
    try files.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    defer { try? files.removeItem(atPath: path) }
    return try body(path)
  }
}
