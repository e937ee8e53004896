/// Builds documents from the events of a YAML text, within bounds that hold before anything is
/// built: a few nested anchors can stand for billions of values.
struct YAMLDocumentParser {
  /// The most values that one file may have, aliases expanded.
  static let valuesMax = 500_000

  /// How deep a document may be nested.
  static let depthMax = 64

  private typealias Event = YAMLEvents.Event

  private let events: YAMLEvents
  private let file: String
  private var valuesLeft = valuesMax
  /// What anchors stand for in the document that is being read.
  private var anchors: [String: DocumentNode] = [:]

  init(_ text: UnsafeBufferPointer<UInt8>, file: String) {
    events = YAMLEvents(text, file: file)
    self.file = file
  }

  /// The documents up to the stream's end; those without any content are left out.
  mutating func documents() throws(DocumentError) -> [DocumentNode] {
    var documents: [DocumentNode] = []
    while true {
      let (event, _) = try events.next()
      if case .streamEnd = event { return documents }
      guard case .documentStart = event else { continue }
      anchors = [:]
      let (first, line) = try events.next()
      let node = try node(first, line, key: "", depth: 0)
      if !node.isAbsent { documents.append(node) }
    }
  }

  private mutating func node(
    _ event: Event, _ line: Int, key: String, depth: Int
  ) throws(DocumentError) -> DocumentNode {
    try count(line, key, depth)
    let node: DocumentNode
    var name: String?
    switch event {
    case .scalar(let text, let isQuoted, let anchor):
      let content: DocumentNode.Content =
        !isQuoted && DocumentNode.isNull(plain: text) ? .absent : .scalar(text)
      node = DocumentNode(content, file: file, line: line, key: key, isQuoted: isQuoted)
      name = anchor
    case .listStart(let anchor):
      node = DocumentNode(try list(key, depth), file: file, line: line, key: key)
      name = anchor
    case .mappingStart(let anchor):
      node = DocumentNode(try mapping(key, depth), file: file, line: line, key: key)
      name = anchor
    case .alias(let anchor):
      guard let target = anchors[anchor] else {
        throw error(.invalidYAML, line, key, "the alias `*\(anchor)` has no anchor before it")
      }
      node = try copy(target, line, key: key, depth: depth)
    case .documentStart, .documentEnd, .streamEnd, .listEnd, .mappingEnd:
      // The scanner refuses texts in which these stand in a value's place.
      node = DocumentNode(.absent, file: file, line: line, key: key)
    }
    if let name { anchors[name] = node }
    return node
  }

  private mutating func list(
    _ key: String, _ depth: Int
  ) throws(DocumentError) -> DocumentNode.Content {
    var items: [DocumentNode] = []
    while true {
      let (event, line) = try events.next()
      if case .listEnd = event { return .list(items) }
      items.append(try node(event, line, key: "\(key)[\(items.count)]", depth: depth + 1))
    }
  }

  private mutating func mapping(
    _ key: String, _ depth: Int
  ) throws(DocumentError) -> DocumentNode.Content {
    var entries: [DocumentNode.Entry] = []
    var lines: [String: Int] = [:]
    while true {
      let (event, line) = try events.next()
      if case .mappingEnd = event { return .mapping(entries) }
      guard case .scalar(let name, _, nil) = event else {
        throw error(.invalidYAML, line, key, "a key is a text, no list, mapping, anchor or alias")
      }
      if let first = lines.updateValue(line, forKey: name) {
        throw error(
          .invalidYAML, first, key,
          "the key `\(name.prefix(60))` stands more than once in a mapping, again on line \(line)")
      }
      let (value, valueLine) = try events.next()
      let path = key.isEmpty ? name : "\(key).\(name)"
      entries.append(
        DocumentNode.Entry(
          key: name, value: try node(value, valueLine, key: path, depth: depth + 1)))
    }
  }

  /// What an anchor stands for, in the alias's place: counted as if it were written there.
  private mutating func copy(
    _ node: DocumentNode, _ line: Int, key: String, depth: Int
  ) throws(DocumentError) -> DocumentNode {
    try count(line, key, depth)
    var content = node.content
    switch node.content {
    case .absent, .scalar: break
    case .list(let items):
      var copies: [DocumentNode] = []
      for item in items {
        copies.append(
          try copy(item, line, key: "\(key)[\(copies.count)]", depth: depth + 1))
      }
      content = .list(copies)
    case .mapping(let entries):
      var copies: [DocumentNode.Entry] = []
      for entry in entries {
        let path = key.isEmpty ? entry.key : "\(key).\(entry.key)"
        let value = try copy(entry.value, line, key: path, depth: depth + 1)
        copies.append(DocumentNode.Entry(key: entry.key, value: value))
      }
      content = .mapping(copies)
    }
    return DocumentNode(content, file: file, line: line, key: key, isQuoted: node.isQuoted)
  }

  private mutating func count(_ line: Int, _ key: String, _ depth: Int) throws(DocumentError) {
    valuesLeft -= 1
    guard valuesLeft >= 0, depth < Self.depthMax else {
      throw error(
        .documentTooLarge, line, String(key.prefix(200)),
        "nested deeper than \(Self.depthMax) or more than \(Self.valuesMax) values")
    }
  }

  private func error(
    _ code: DocumentError.Code, _ line: Int, _ key: String, _ message: String
  ) -> DocumentError {
    DocumentError(code: code, file: file, line: line, key: key, message: message)
  }
}
