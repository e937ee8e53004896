/// The files of a folder with their digests, as `sha256sum -c` reads them: sorted by name, and
/// before each a comment that says what it was made of.
///
///     # d9c92ffe… html by releve 0.1.0
///     5feceb66…  FR-2024-000003.html
struct ExportManifest {
  /// A file that was exported.
  struct Record: Equatable {
    let file: String
    /// The digest of the document, and how it was rendered.
    let origin: String
    /// Of the file; 64 hex digits.
    let sha256: String

    /// Its two lines.
    var text: String { "# \(origin)\n\(sha256)  \(file)\n" }
  }

  private var records: [String: Record] = [:]

  init() {}

  /// Adds what a text has, which may end anywhere: a process that was killed may have written it.
  mutating func add(_ text: String) {
    var origin: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("# ") {
        origin = line.dropFirst(2)
        continue
      }
      let sha256 = line.prefix(64)
      let file = line.dropFirst(66)
      if let origin, !file.isEmpty, line.dropFirst(64).prefix(2) == "  " {
        add(Record(file: String(file), origin: String(origin), sha256: String(sha256)))
      }
      origin = nil
    }
  }

  /// Adds a file, in the place of what was known of it.
  mutating func add(_ record: Record) { records[record.file] = record }

  subscript(file: String) -> Record? { records[file] }

  /// Leaves out the files that are not wanted.
  mutating func keep(where isKept: (String) -> Bool) { records = records.filter { isKept($0.key) } }

  var text: String {
    records.values.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
      .map(\.text).joined()
  }
}
