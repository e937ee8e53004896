internal import Foundation

/// The place of an archived month: it has its name once it is whole and on disk, and another one
/// until then.
struct ArchiveFile {
  let path: String
  private let folder: String
  private let name: String

  private static let partialSuffix = ".partial"

  /// The file of a month in a folder; `number` is 1 for the first time that it is archived.
  init(folder: String, month: String, number: Int64) {
    self.folder = folder
    name =
      "event_\(month.replacing("-", with: "_"))\(number > 1 ? ".\(number)" : "").ndjson.gz"
    path = folder + "/" + name
  }

  var exists: Bool { Self.isThere(path) }

  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Writes the file under a name that no other process has; returns its path once it is on disk.
  func write(_ body: (ArchiveWriter) throws -> Void) throws -> String {
    let partial = path + ".\(getpid())" + Self.partialSuffix
    let writer = try ArchiveWriter(path: partial)
    do {
      try body(writer)
      try writer.finish()
    } catch {
      Self.remove(partial)
      throw error
    }
    return partial
  }

  /// Removes a file if it is there.
  static func remove(_ path: String) { unlink(path) }

  /// Gives the file its name, for good: after a power cut it has it still.
  func publish(_ partial: String) throws(ArchiveError) {
    // Where a transaction runs again, the file has its name already.
    guard rename(partial, path) == 0 || (errno == ENOENT && exists) else {
      throw .cannotWrite(file: path, reason: String(cString: strerror(errno)))
    }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw .cannotWrite(file: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Makes the folder, and removes what processes that were killed left of this file.
  func prepareFolder() throws(ArchiveError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      for other in try FileManager.default.contentsOfDirectory(atPath: folder)
      where other.hasPrefix(name + ".") && other.hasSuffix(Self.partialSuffix) {
        unlink(folder + "/" + other)
      }
    } catch {
      throw .cannotWrite(file: folder, reason: error.localizedDescription)
    }
  }
}
