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
      let node = try node(first, line, at: DocumentPlace(file: file), depth: 0)
      if !node.isAbsent { documents.append(node) }
    }
  }

  private mutating func node(
    _ event: Event, _ line: Int, at place: DocumentPlace, depth: Int
  ) throws(DocumentError) -> DocumentNode {
    try count(line, place, depth)
    let node: DocumentNode
    var name: String?
    switch event {
    case .scalar(let text, let isQuoted, let anchor):
      let content: DocumentNode.Content =
        !isQuoted && DocumentNode.isNull(plain: text) ? .absent : .scalar(text)
      node = DocumentNode(content, line: line, at: place, isQuoted: isQuoted)
      name = anchor
    case .listStart(let anchor):
      node = DocumentNode(try list(place, depth), line: line, at: place)
      name = anchor
    case .mappingStart(let anchor):
      node = DocumentNode(try mapping(place, depth), line: line, at: place)
      name = anchor
    case .alias(let anchor):
      guard let target = anchors[anchor] else {
        throw error(.invalidYAML, line, place, "the alias `*\(anchor)` has no anchor before it")
      }
      node = try copy(target, line, at: place, depth: depth)
    case .documentStart, .documentEnd, .streamEnd, .listEnd, .mappingEnd:
      // The scanner refuses texts in which these stand in a value's place.
      node = DocumentNode(.absent, line: line, at: place)
    }
    if let name { anchors[name] = node }
    return node
  }

  private mutating func list(
    _ place: DocumentPlace, _ depth: Int
  ) throws(DocumentError) -> DocumentNode.Content {
    let container = place.opened()
    var items: [DocumentNode] = []
    while true {
      let (event, line) = try events.next()
      if case .listEnd = event { return .list(items) }
      items.append(try node(event, line, at: container.item(items.count), depth: depth + 1))
    }
  }

  private mutating func mapping(
    _ place: DocumentPlace, _ depth: Int
  ) throws(DocumentError) -> DocumentNode.Content {
    let container = place.opened()
    var entries: [DocumentNode.Entry] = []
    var lines: [String: Int] = [:]
    while true {
      let (event, line) = try events.next()
      if case .mappingEnd = event { return .mapping(entries) }
      guard case .scalar(let name, _, nil) = event else {
        throw error(
          .invalidYAML, line, place, "a key is a text, no list, mapping, anchor or alias")
      }
      if let first = lines.updateValue(line, forKey: name) {
        throw error(
          .invalidYAML, first, place,
          "the key `\(name.prefix(60))` stands more than once in a mapping, again on line \(line)")
      }
      let (value, valueLine) = try events.next()
      entries.append(
        DocumentNode.Entry(
          key: name,
          value: try node(value, valueLine, at: container.value(of: name), depth: depth + 1)))
    }
  }

  /// What an anchor stands for, in the alias's place: counted as if it were written there.
  private mutating func copy(
    _ node: DocumentNode, _ line: Int, at place: DocumentPlace, depth: Int
  ) throws(DocumentError) -> DocumentNode {
    try count(line, place, depth)
    var content = node.content
    switch node.content {
    case .absent, .scalar: break
    case .list(let items):
      let container = place.opened()
      var copies: [DocumentNode] = []
      for item in items {
        copies.append(
          try copy(item, line, at: container.item(copies.count), depth: depth + 1))
      }
      content = .list(copies)
    case .mapping(let entries):
      let container = place.opened()
      var copies: [DocumentNode.Entry] = []
      for entry in entries {
        let value = try copy(
          entry.value, line, at: container.value(of: entry.key), depth: depth + 1)
        copies.append(DocumentNode.Entry(key: entry.key, value: value))
      }
      content = .mapping(copies)
    }
    return DocumentNode(content, line: line, at: place, isQuoted: node.isQuoted)
  }

  private mutating func count(
    _ line: Int, _ place: DocumentPlace, _ depth: Int
  ) throws(DocumentError) {
    valuesLeft -= 1
    guard valuesLeft >= 0, depth < Self.depthMax else {
      throw DocumentError(
        code: .documentTooLarge, file: file, line: line, key: String(place.key.prefix(200)),
        message: "nested deeper than \(Self.depthMax) or more than \(Self.valuesMax) values")
    }
  }

  private func error(
    _ code: DocumentError.Code, _ line: Int, _ place: DocumentPlace, _ message: String
  ) -> DocumentError {
    DocumentError(code: code, file: file, line: line, key: place.key, message: message)
  }
}
