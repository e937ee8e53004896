import Foundation
import Yams

/// The form in which people read a document: YAML that `documents(of:file:)` reads back the same.
extension DocumentNode {
  /// The document as YAML: its `kind`, `name` and `spec` first, every other key in the order in
  /// which it was written; quotes where they were written or are needed.
  public func yaml() throws(DocumentError) -> String {
    do {
      return try Yams.serialize(
        node: yamlNode(first: ["kind", "name", "spec"]), indent: 2, width: -1, allowUnicode: true)
    } catch {
      throw self.error(.invalidValue, "cannot be written as YAML: \(error)")
    }
  }

  private func yamlNode(first: [String] = []) -> Yams.Node {
    switch content {
    case .absent: return .scalar(.init("null", Tag(.implicit), .plain))
    case .scalar(let text): return Self.scalar(text, isQuoted: isQuoted)
    case .list(let items): return .sequence(.init(items.map { $0.yamlNode() }))
    case .mapping(let entries):
      let leading = first.compactMap { name in entries.first { $0.key == name } }
      let rest = entries.filter { !first.contains($0.key) }
      return .mapping(
        .init((leading + rest).map { (Self.scalar($0.key, isQuoted: false), $0.value.yamlNode()) }))
    }
  }

  /// A text; in double quotes where, without them, it would be read as something else.
  private static func scalar(_ text: String, isQuoted: Bool) -> Yams.Node {
    .scalar(.init(text, Tag(.implicit), isQuoted || !isPlain(text) ? .doubleQuoted : .any))
  }

  /// Whether a text can stand without quotes. Strict: else libyaml would choose single quotes, and
  /// the same document would not always be written the same.
  private static func isPlain(_ text: String) -> Bool {
    guard !isNull(plain: text), let first = text.unicodeScalars.first else { return false }
    let starts = text.hasPrefix("-") ? text.dropFirst().first?.isWholeNumber ?? false : true
    return starts && !",[]{}#&*!|>'\"%@`?:.=<~ ".unicodeScalars.contains(first)
      && !text.hasSuffix(" ") && !text.hasSuffix(":") && !text.contains(": ")
      && !text.contains(" #")
      && !text.unicodeScalars.contains { scalar in
        scalar.properties.generalCategory == .control
          || scalar.properties.isWhitespace
            && scalar != " "
      }
  }
}
