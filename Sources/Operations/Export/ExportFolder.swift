internal import Crypto
internal import Documents
internal import Foundation
internal import Synchronization

/// A folder that documents are exported into, by one process at a time: a file for each, which has
/// its name once it is whole, and in the end `SHA256SUMS`.
///
/// What was written is noted in `SHA256SUMS.partial` until then: a process that is killed leaves
/// there what the next one need not make again.
public final class ExportFolder: Sendable {
  public let path: String
  /// The notes, locked for as long as the folder is worked on.
  private let notes: Int32
  private let manifest: Mutex<ExportManifest>

  public static let manifestName = "SHA256SUMS"
  private static let notesName = manifestName + ".partial"

  /// Makes the folder where there is none, and waits until nobody else works in it; `waiting` is
  /// called now and then meanwhile.
  public init(_ path: String, waiting: () throws -> Void) throws {
    self.path = path
    try Self.make(path)
    notes = try Self.lockNotes(path + "/" + Self.notesName, waiting: waiting)
    var known = ExportManifest()
    for name in [Self.manifestName, Self.notesName] {
      if let data = FileManager.default.contents(atPath: path + "/" + name) {
        known.add(String(decoding: data, as: UTF8.self))
      }
    }
    manifest = Mutex(known)
    removeUnfinished()
  }

  deinit { close(notes) }

  /// Makes a folder, and those that it is in, where there is none.
  private static func make(_ path: String) throws(ExportError) {
    guard mkdir(path, 0o777) != 0 else { return }
    if errno == ENOENT {
      try make(URL(filePath: path).deletingLastPathComponent().path)
      guard mkdir(path, 0o777) != 0 else { return }
    }
    let failure = WholeFile.failure(path)
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotWrite(file: path, reason: String(cString: strerror(ENOTDIR)))
    }
  }

  private static func lockNotes(_ path: String, waiting: () throws -> Void) throws -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw WholeFile.failure(path) }
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK || errno == EINTR else {
          defer { close(descriptor) }
          throw WholeFile.failure(path)
        }
        do { try waiting() } catch {
          close(descriptor)
          throw error
        }
        usleep(100_000)
      }
      // Whoever held the lock before has removed the file when it was done.
      var (own, present) = (stat(), stat())
      if fstat(descriptor, &own) == 0, stat(path, &present) == 0, own.st_ino == present.st_ino {
        return descriptor
      }
      close(descriptor)
    }
  }

  /// Removes what processes that were killed left: nobody else works in the folder.
  private func removeUnfinished() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    where name.hasPrefix(WholeFile.exportPrefix) {
      unlink(path + "/" + name)
    }
  }

  /// Whether a file is there as it was made, and of the same origin.
  func has(_ file: String, of origin: String) -> Bool {
    guard let record = manifest.withLock({ $0[file] }), record.origin == origin,
      let data = FileManager.default.contents(atPath: path + "/" + file)
    else { return false }
    return SHA256.hash(data: data).hexadecimal == record.sha256
  }

  /// Writes a file, and notes it. Any thread may.
  func write(_ bytes: [UInt8], to file: String, of origin: String) throws(ExportError) {
    try WholeFile(folder: path, name: file).write(bytes, isSynced: false)
    let record = ExportManifest.Record(
      file: file, origin: origin, sha256: SHA256.hash(data: bytes).hexadecimal)
    try WholeFile.append(Array(record.text.utf8), to: notes, path + "/" + Self.notesName)
    manifest.withLock { $0.add(record) }
  }

  /// Writes the manifest of what is in the folder, without some files, once all of it is on disk.
  func finish(without files: Set<String>) throws(ExportError) {
    let folder = path
    let text = manifest.withLock { manifest in
      manifest.keep { !files.contains($0) && access(folder + "/" + $0, F_OK) == 0 }
      return manifest.text
    }
    // Once for all of them: a disk takes longer to write each by itself.
    sync()
    try WholeFile(folder: path, name: Self.manifestName).write(Array(text.utf8), isSynced: true)
    unlink(path + "/" + Self.notesName)
    try WholeFile.sync(path)
  }
}
