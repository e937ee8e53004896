internal import Foundation

/// Files that are read whole.
package enum FileContents {
  /// The bytes of a file; `-` is standard input. A larger one is refused.
  package static func bytes(
    ofFile path: String, bytesMax: Int
  ) throws(DocumentError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    var bytes: [UInt8] = []
    do {
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: path != "-")
      while bytes.count <= bytesMax, let more = try file.read(upToCount: 1 << 20), !more.isEmpty {
        bytes += more
      }
    } catch {
      throw unreadable(path)
    }
    guard bytes.count <= bytesMax else {
      throw DocumentError(
        code: .documentTooLarge, file: path, line: nil, key: "",
        message: "is larger than \(bytesMax >> 20) MiB: split it")
    }
    return bytes
  }

  private static func unreadable(_ path: String) -> DocumentError {
    DocumentError(
      code: .unreadableFile, file: path, line: nil, key: "",
      message: "cannot be read: \(String(cString: strerror(errno)))")
  }
}
