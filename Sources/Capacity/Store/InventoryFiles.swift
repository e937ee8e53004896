import Documents
import Foundation

/// The files of a snapshot: a part of the inventory in each, which its name tells.
public struct InventoryFiles {
  private var files: [(part: InventoryPart, path: String)] = []
  /// Answers about the replication of one machine each, in a folder.
  private var replications: [(machine: String, path: String)] = []
  /// Files of JSON whose names are no part's.
  public private(set) var ignored: [String] = []
  private let paths: [String]

  /// The largest file that is read: 1 GiB.
  private static let bytesMax = 1 << 30

  /// Finds the files.
  ///
  /// - Parameter paths: folders that hold files such as `pools.json`, and a folder
  ///   `virtual_machine_replications` with a file for each machine; or such files.
  /// - Throws: `DocumentError` for a path that cannot be read; `InventoryError.noParts`.
  public init(_ paths: [String]) throws {
    self.paths = paths
    for path in paths {
      if Self.isFolder(path) {
        try addFolder(path)
      } else {
        guard FileManager.default.fileExists(atPath: path) else {
          throw Self.unreadable(path, "there is no such file")
        }
        add(path)
      }
    }
    guard !files.isEmpty || !replications.isEmpty else {
      throw InventoryError.noParts(files: paths)
    }
  }

  private mutating func addFolder(_ folder: String) throws {
    for name in try Self.names(in: folder) {
      let path = "\(folder)/\(name)"
      if Self.isFolder(path) {
        guard name == InventoryPart.virtualMachineReplications.rawValue else { continue }
        for file in try Self.names(in: path) where Self.isJSON(file) {
          replications.append((String(file.dropLast(5)), "\(path)/\(file)"))
        }
      } else if Self.isJSON(name) {
        add(path)
      }
    }
  }

  private mutating func add(_ path: String) {
    let name = path.split(separator: "/").last ?? ""
    if Self.isJSON(name), let part = InventoryPart(rawValue: name.dropLast(5).lowercased()) {
      files.append((part, path))
    } else {
      ignored.append(path)
    }
  }

  /// Reads the files into an import.
  ///
  /// - Throws: `DocumentError` for a file that cannot be read, or is no list of objects;
  ///   `InventoryError.partTwice`.
  public func read(into work: inout InventoryImport) throws {
    for (part, path) in files { try work.add(try Self.bytes(path), as: part, file: path) }
    guard !replications.isEmpty else { return }
    var answers: [String: (file: String, bytes: [UInt8])] = [:]
    for (machine, path) in replications {
      guard answers.updateValue((path, try Self.bytes(path)), forKey: machine) == nil else {
        throw InventoryError.partTwice(.virtualMachineReplications, file: path)
      }
    }
    try work.addReplications(answers)
  }

  private static func isJSON(_ name: some StringProtocol) -> Bool {
    name.lowercased().hasSuffix(".json")
  }

  private static func bytes(_ path: String) throws(DocumentError) -> [UInt8] {
    try FileContents.bytes(ofFile: path, bytesMax: bytesMax)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func names(in folder: String) throws(DocumentError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw unreadable(folder, error.localizedDescription)
    }
  }

  private static func unreadable(_ path: String, _ reason: String) -> DocumentError {
    DocumentError(
      code: .unreadableFile, file: path, line: nil, key: "", message: "cannot be read: \(reason)")
  }
}
