internal import Glibc

/// Small texts in files.
enum FileText {
  /// The text of a file, up to 64 KiB; nil where it cannot be read.
  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return read(file, from: 0, bytesMax: 64 * 1024)
  }

  /// Up to `bytesMax` bytes of an open file, from an offset.
  static func read(_ file: Int32, from offset: Int, bytesMax: Int) -> String {
    let bytes = [UInt8](unsafeUninitializedCapacity: bytesMax) { buffer, count in
      // Reads at most the buffer's capacity.
      count = max(pread(file, buffer.baseAddress, buffer.count, off_t(offset)), 0)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces a file by `text`, owned by `account` and readable by it only.
  ///
  /// - Returns: whether it worked; errno says why not.
  static func write(_ text: String, to path: String, account: ServerAccount) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count
      && fchown(file, account.user, account.group) == 0
  }
}
