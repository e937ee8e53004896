internal import Foundation

/// A file with given bytes, deleted when it is released.
public final class TemporaryFile {
  /// Where it is.
  public let path: String

  /// Writes the file into the system's folder for temporary ones; throws why it cannot.
  public init(_ bytes: [UInt8]) throws {
    let folder = FileManager.default.temporaryDirectory
    path = folder.appendingPathComponent("releve-\(UUID().uuidString)").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// A file with a text in UTF-8.
  public convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
