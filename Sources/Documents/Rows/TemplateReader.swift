/// Reads templates such as `{id}/{timestamp}`: names of columns in braces, and text between them.
package enum TemplateReader {
  /// The pieces of a template in their order.
  package static func parts(of node: DocumentNode) throws(DocumentError) -> [ValueRule<ColumnName>
    .Part]
  {
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
