import Catalogue
import Documents
import Metering

/// YAML documents: an error names a line of the file; what is read is stored as JSON and reads back
/// as the same document.
func fuzzDocument(_ bytes: UnsafeRawBufferPointer) throws {
  let file = try MemoryFile(bytes)
  let lineCount = yamlLineCount(bytes)
  let nodes: [DocumentNode]
  do throws(DocumentError) {
    nodes = try DocumentNode.documents(ofFile: file.path)
  } catch {
    return try requirePlace(error, in: file, lineCount)
  }
  for node in nodes {
    // Nothing else is stored.
    guard case .mapping = node.content else { continue }
    var isSameDocument = true
    let stored = try node.json()
    let again = try StoredDocumentReader().document(stored, origin: file.path)
    let storedAgain = try again.json()
    try require(storedAgain == stored, "stored as \(stored), then as \(storedAgain)")
    try require(isSame(node, again), "the stored \(stored) is another document")
    do throws(DocumentError) {
      let content = try Document(node).content
      let twin = Result { () throws(DocumentError) in try Document(again).content }
      isSameDocument = (try? twin.get()) == content
    } catch {
      try requirePlace(error, in: file, lineCount)
    }
    try require(isSameDocument, "the stored \(stored) means another thing")
  }
}

/// Maps: an error names a line of the map; a map that is accepted reads a CSV file, or says which
/// column that lacks.
func fuzzMap(_ bytes: UnsafeRawBufferPointer) throws {
  let file = try MemoryFile(bytes)
  let table = try MemoryFile(Corpus.csv[0])
  let lineCount = yamlLineCount(bytes)
  var count = 0
  do throws(ReadError) {
    let map = try EventMap(path: file.path)
    let source = try CSVEventSource(input: InputFile(path: table.path), map: map, now: fuzzNow)
    while try source.next() != nil { count += 1 }
  } catch {
    try require(
      error.file == table.path || error.line.map { (1...lineCount).contains($0) } ?? true,
      "\(error): the map has \(lineCount) lines")
    try require(!error.message.isEmpty, "an error without words")
  }
  // Another separator makes other rows of the table, but never more than it has lines.
  try require(count <= Corpus.csvLineCount, "\(count) events of \(Corpus.csvLineCount) lines")
}

private func requirePlace(
  _ error: DocumentError, in file: MemoryFile, _ lineCount: Int
) throws {
  try require(error.file == file.path, "\(error) names another file")
  try require(
    error.line.map { (1...lineCount).contains($0) } ?? true,
    "\(error): the file has \(lineCount) lines")
  try require(!error.message.isEmpty, "an error without words")
}

/// The lines of a YAML file, the one behind the last break too. YAML 1.1 breaks lines at CR, LF,
/// CR LF, and at three characters outside ASCII.
private func yamlLineCount(_ bytes: UnsafeRawBufferPointer) -> Int {
  var count = 1
  var previous: Unicode.Scalar = " "
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    if "\r\n\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar),
      !(previous == "\r" && scalar == "\n")
    {
      count += 1
    }
    previous = scalar
  }
  return count
}

/// Whether two nodes hold the same, whatever the order of their keys; an absent value is as none.
private func isSame(_ left: DocumentNode, _ right: DocumentNode) -> Bool {
  switch (left.content, right.content) {
  case (.absent, .absent):
    return true
  case (.scalar(let one), .scalar(let other)):
    return one.utf8.elementsEqual(other.utf8)
  case (.list(let one), .list(let other)):
    return one.count == other.count && zip(one, other).allSatisfy(isSame)
  case (.mapping(let one), .mapping(let other)):
    let (one, other) = (sorted(one), sorted(other))
    return one.count == other.count
      && zip(one, other).allSatisfy {
        $0.key.utf8.elementsEqual($1.key.utf8) && isSame($0.value, $1.value)
      }
  default:
    return false
  }
}

private func sorted(_ entries: [DocumentNode.Entry]) -> [DocumentNode.Entry] {
  entries.filter { !$0.value.isAbsent }
    .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
}
