import Foundation

/// A folder of answers as the API gave them, a file for each part, as `capacity import` reads it.
public struct AnswerFolder {
  private let path: String

  /// Makes the folder, or takes one that is empty.
  public init(_ path: String) throws(ProviderError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard try FileManager.default.contentsOfDirectory(atPath: path).isEmpty else {
        throw ProviderError.folderNotEmpty(path)
      }
    } catch let error as ProviderError {
      throw error
    } catch {
      throw .cannotWrite(file: path, reason: error.localizedDescription)
    }
  }

  /// Writes the answers.
  public func write(_ answers: [InventoryPart: [UInt8]]) throws(ProviderError) {
    for (part, bytes) in answers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let file = "\(path)/\(part.rawValue).json"
      do {
        try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
      } catch {
        throw .cannotWrite(file: file, reason: error.localizedDescription)
      }
    }
  }
}
