import Crypto
import Foundation
import Metering

/// A file of the inbox as it was looked at.
struct InboxFile: Sendable {
  /// What changes when somebody writes to it.
  struct Look: Equatable, Sendable {
    let size: UInt64
    let modified: Date
    let number: UInt64
  }

  let name: String
  let path: String
  let look: Look

  /// nil where there is none, or something else than a file.
  init?(folder: String, name: String) {
    self.name = name
    path = "\(folder)/\(name)"
    guard let look = Self.look(at: path) else { return nil }
    self.look = look
  }

  /// Whether nobody has written to it since it was looked at.
  var isUnchanged: Bool { Self.look(at: path) == look }

  private static func look(at path: String) -> Look? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular,
      let size = attributes[.size] as? UInt64,
      let modified = attributes[.modificationDate] as? Date,
      let number = attributes[.systemFileNumber] as? UInt64
    else { return nil }
    return Look(size: size, modified: modified, number: number)
  }

  /// The SHA-256 of its bytes; nil where it cannot be read.
  func digest() -> [UInt8]? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var hash = SHA256()
    do {
      while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {
        hash.update(data: bytes)
      }
    } catch {
      return nil
    }
    return Array(hash.finalize())
  }
}
