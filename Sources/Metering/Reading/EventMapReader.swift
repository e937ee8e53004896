internal import Documents

/// Reads the parts of a map.
enum EventMapReader {
  private enum FormatName: String, CaseIterable {
    case rfc3339, unix
    case unixMilliseconds = "unix_ms"
  }

  /// The byte between cells; a comma where the map does not say.
  static func separator(_ keys: inout MappingReader) throws(DocumentError) -> UInt8 {
    guard let node = keys.optional("separator") else { return UInt8(ascii: ",") }
    let bytes = Array(try node.string().utf8)
    let reserved = [0, Byte.quote, Byte.lineFeed, Byte.carriageReturn]
    guard bytes.count == 1, bytes[0] < 0x80, !reserved.contains(bytes[0]) else {
      throw node.invalid("one ASCII character such as \",\" or \"\\t\"; no quote, no line end")
    }
    return bytes[0]
  }

  /// The conditions of `where`; none where it is left out.
  static func conditions(
    _ keys: inout MappingReader
  ) throws(DocumentError) -> [RowPlan<ColumnName>.Condition] {
    guard let node = keys.optional("where") else { return [] }
    var conditions: [RowPlan<ColumnName>.Condition] = []
    for entry in try entries(of: node) {
      let column = ColumnName(name: entry.key, place: entry.value)
      conditions.append(.init(column: column, value: Array(try entry.value.string().utf8)))
    }
    return conditions
  }

  /// The format of `time`: RFC 3339 where the map does not say.
  static func timeFormat(_ keys: inout MappingReader) throws(DocumentError) -> TimeFormat {
    switch try keys.optional("format")?.choice(FormatName.self) {
    case nil, .rfc3339: return .rfc3339(allowingSpace: true)
    case .unix: return .unixSeconds
    case .unixMilliseconds: return .unixMilliseconds
    }
  }

  /// The rule of a field that has no further keys.
  static func rule(_ node: DocumentNode) throws(DocumentError) -> ValueRule<ColumnName> {
    var keys = try node.mapping()
    return try rule(&keys)
  }

  /// The rule of a field; refuses keys that nobody asked for.
  static func rule(_ keys: inout MappingReader) throws(DocumentError) -> ValueRule<ColumnName> {
    let column = keys.optional("column")
    let constant = keys.optional("constant")
    let template = keys.optional("template")
    let replacement = try replacement(&keys)
    try keys.finish()
    let source: ValueRule<ColumnName>.Source
    switch (column, constant, template) {
    case (let node?, nil, nil):
      source = .column(ColumnName(name: try node.name(), place: node))
    case (nil, let node?, nil):
      source = .constant(Array(try node.name().utf8))
    case (nil, nil, let node?):
      source = .template(try TemplateReader.parts(of: node))
    default:
      throw keys.node.invalid("exactly one of column, constant and template")
    }
    return ValueRule(source: source, replacement: replacement)
  }

  private static func replacement(
    _ keys: inout MappingReader
  ) throws(DocumentError) -> ValueRule<ColumnName>.Replacement? {
    let otherwise = keys.optional("otherwise")
    guard let node = keys.optional("values") else {
      if let otherwise { throw otherwise.invalid("`otherwise` beside `values` only") }
      return nil
    }
    var values: [[UInt8]: [UInt8]] = [:]
    for entry in try entries(of: node) {
      values[Array(entry.key.utf8)] = Array(try entry.value.name().utf8)
    }
    return .init(values: values, otherwise: try otherwise.map(nameBytes))
  }

  private static func nameBytes(of node: DocumentNode) throws(DocumentError) -> [UInt8] {
    Array(try node.name().utf8)
  }

  private static func entries(
    of node: DocumentNode
  ) throws(DocumentError) -> [DocumentNode.Entry] {
    guard case .mapping(let entries) = node.content else {
      throw node.invalid("a mapping of texts to texts")
    }
    return entries
  }
}

/// Reads templates such as `{id}/{timestamp}`: names of columns in braces, and text between them.
enum TemplateReader {
  /// The pieces of a template in their order.
  static func parts(of node: DocumentNode) throws(DocumentError) -> [ValueRule<ColumnName>.Part] {
    var parts: [ValueRule<ColumnName>.Part] = []
    var rest = try node.name()[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "{" && $0 != "}" }
      if !text.isEmpty { parts.append(.text(Array(text.utf8))) }
      rest = rest.dropFirst(text.count)
      guard let brace = rest.first else { break }
      guard brace == "{", let close = rest.firstIndex(of: "}") else {
        throw node.invalid("a name of a column between { and }")
      }
      let name = String(rest[..<close].dropFirst())
      guard !name.isEmpty, !name.contains("{") else {
        throw node.invalid("a name of a column between { and }")
      }
      parts.append(.column(ColumnName(name: name, place: node)))
      rest = rest[close...].dropFirst()
    }
    return parts
  }
}
