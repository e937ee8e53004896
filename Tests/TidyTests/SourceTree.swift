import Foundation

/// A text file of the repository, read line by line.
struct SourceFile {
  /// From the root of the repository, such as `Sources/Decimals/Currency.swift`.
  let path: String
  let text: String
  let lines: [Substring]

  /// `path:line`, as editors jump to; lines count from 1.
  func place(_ index: Int) -> String { "\(path):\(index + 1)" }

  /// The places of the lines that a rule is broken on.
  func places(where isBroken: (Substring) -> Bool) -> [String] {
    lines.indices.filter { isBroken(lines[$0]) }.map(place)
  }
}

/// The files of the repository that its rules hold for.
enum SourceTree {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files below some folders of the root that have one of the extensions, sorted by path.
  /// Folders that do not exist hold no file; hidden ones are not entered.
  static func files(below folders: [String], ofType extensions: Set<String>) throws -> [SourceFile]
  {
    try folders.flatMap { folder in
      let names = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil,
        options: .skipsHiddenFiles)
      return try (names?.compactMap { $0 as? URL } ?? [])
        .filter { extensions.contains($0.pathExtension) }
        .map { try file(at: $0) }
    }.sorted { $0.path < $1.path }
  }

  private static func file(at url: URL) throws -> SourceFile {
    let text = try String(contentsOf: url, encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return SourceFile(
      path: String(url.path.dropFirst(root.path.count).drop { $0 == "/" }), text: text, lines: lines
    )
  }
}
