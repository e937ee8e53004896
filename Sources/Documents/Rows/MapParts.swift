/// Reads the parts of a map: a YAML document that says how the columns of a file make records.
package enum MapParts {
  /// The byte between cells; a comma where the map does not say.
  package static func separator(_ keys: inout MappingReader) throws(DocumentError) -> UInt8 {
    guard let node = keys.optional("separator") else { return UInt8(ascii: ",") }
    let bytes = Array(try node.string().utf8)
    let reserved = [0, Byte.quote, Byte.lineFeed, Byte.carriageReturn]
    guard bytes.count == 1, bytes[0] < 0x80, !reserved.contains(bytes[0]) else {
      throw node.invalid("one ASCII character such as \",\" or \"\\t\"; no quote, no line end")
    }
    return bytes[0]
  }

  /// The conditions of `where`; none where it is left out.
  package static func conditions(
    _ keys: inout MappingReader
  ) throws(DocumentError) -> [RowCondition<ColumnName>] {
    guard let node = keys.optional("where") else { return [] }
    var conditions: [RowCondition<ColumnName>] = []
    for entry in try entries(of: node) {
      let column = ColumnName(name: entry.key, place: entry.value)
      conditions.append(.init(column: column, value: Array(try entry.value.string().utf8)))
    }
    return conditions
  }

  /// The rule of a field that has no further keys.
  package static func rule(_ node: DocumentNode) throws(DocumentError) -> ValueRule<ColumnName> {
    try rule(node, column: "column")
  }

  /// The same where what is called a column has another name in this kind of file.
  package static func rule(
    _ node: DocumentNode, column name: String
  ) throws(DocumentError) -> ValueRule<ColumnName> {
    var keys = try node.mapping()
    return try rule(&keys, column: name)
  }

  /// The rule of a field; refuses keys that nobody asked for.
  package static func rule(
    _ keys: inout MappingReader, column name: String = "column"
  ) throws(DocumentError) -> ValueRule<ColumnName> {
    let column = keys.optional(name)
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
      throw keys.node.invalid("exactly one of \(name), constant and template")
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
    var values: [[UInt8]: [UInt8]?] = [:]
    for entry in try entries(of: node) {
      let text = entry.value.isAbsent ? nil : try nameBytes(of: entry.value)
      values.updateValue(text, forKey: Array(entry.key.utf8))
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
