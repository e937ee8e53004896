internal import Foundation

/// A file that has its name once it is whole: whoever finds it finds all of it.
public struct WholeFile {
  private let path: String
  /// What it is called until then, in the same folder.
  private let unfinished: String

  /// With which the names of files begin that an export has not finished.
  static let exportPrefix = ".releve-export."

  init(folder: String, name: String, unfinishedPrefix: String = exportPrefix) {
    path = folder + "/" + name
    unfinished = folder + "/" + unfinishedPrefix + name
  }

  /// Writes a file, or replaces one; returns once it is on disk. What is no file, such as
  /// `/dev/stdout`, is written to.
  public static func write(_ bytes: [UInt8], to path: String) throws(ExportError) {
    var status = stat()
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      return try write(bytes, to: path, called: path, flags: O_WRONLY, isSynced: false)
    }
    // The file behind a link is replaced, and not the link.
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let folder = url.deletingLastPathComponent().path
    try WholeFile(
      folder: folder, name: url.lastPathComponent, unfinishedPrefix: ".releve.\(getpid())."
    ).write(bytes, isSynced: true)
    try sync(folder)
  }

  /// Writes the file. It is on disk then where `isSynced`; its name is, once the folder is synced.
  func write(_ bytes: [UInt8], isSynced: Bool) throws(ExportError) {
    do throws(ExportError) {
      try Self.write(
        bytes, to: unfinished, called: path, flags: O_WRONLY | O_CREAT | O_TRUNC,
        isSynced: isSynced)
      guard rename(unfinished, path) == 0 else { throw Self.failure(path) }
    } catch {
      unlink(unfinished)
      throw error
    }
  }

  /// Brings the names in a folder to the disk.
  static func sync(_ folder: String) throws(ExportError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, fsync(descriptor) == 0 else { throw failure(folder) }
  }

  /// `name` is what the file will be called, and what an error calls it.
  private static func write(
    _ bytes: [UInt8], to path: String, called name: String, flags: Int32, isSynced: Bool
  ) throws(ExportError) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(name) }
    defer { close(descriptor) }
    try append(bytes, to: descriptor, name)
    guard !isSynced || fsync(descriptor) == 0 else { throw failure(name) }
  }

  /// Writes all of the bytes to an open file.
  static func append(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(ExportError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw failure(path)
      }
    }
  }

  /// What the system has just said of a file.
  static func failure(_ path: String) -> ExportError {
    .cannotWrite(file: path, reason: String(cString: strerror(errno)))
  }
}
