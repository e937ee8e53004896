import Foundation
import Yams

extension DocumentNode {
  /// The most values that one file may have, aliases expanded: a few nested anchors can stand for
  /// billions.
  static let valuesMax = 2_000_000

  /// How deep a document may be nested.
  static let depthMax = 64

  /// The documents of a YAML file; `-` is standard input.
  public static func documents(
    ofFile path: String
  ) throws(DocumentError) -> [DocumentNode] {
    guard let text = String(validating: try bytes(ofFile: path), as: UTF8.self) else {
      throw DocumentError(
        code: .invalidYAML, file: path, line: nil, key: "", message: "is not valid UTF-8")
    }
    return try documents(of: text, file: path)
  }

  private static func bytes(ofFile path: String) throws(DocumentError) -> Data {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
    var reason = String(cString: strerror(errno))
    if descriptor >= 0 {
      do {
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: path != "-")
        return try file.readToEnd() ?? Data()
      } catch {
        reason = String(cString: strerror(errno))
      }
    }
    throw DocumentError(
      code: .unreadableFile, file: path, line: nil, key: "", message: "cannot be read: \(reason)")
  }

  /// The documents of a YAML text; documents without any content are left out.
  public static func documents(
    of text: String, file: String
  ) throws(DocumentError) -> [DocumentNode] {
    if let line = text.lineOfAliasKey {
      throw DocumentError(
        code: .invalidYAML, file: file, line: line, key: "",
        message: "a key must be a text; no alias, list or mapping")
    }
    var budget = valuesMax
    let lineMax = text.yamlLineCount
    var documents: [DocumentNode] = []
    do {
      let parser = try Yams.Parser(
        yaml: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
      while let root = try parser.nextRoot() {
        let node = try DocumentNode(
          root, file: file, lineMax: lineMax, key: "", depth: 0, budget: &budget)
        if !node.isAbsent { documents.append(node) }
      }
    } catch let error as DocumentError {
      throw error
    } catch let error as YamlError {
      throw DocumentError(error, file: file, lineMax: lineMax)
    } catch {
      throw DocumentError(
        code: .invalidYAML, file: file, line: nil, key: "", message: "\(error)")
    }
    return documents
  }

  private init(
    _ node: Yams.Node, file: String, lineMax: Int, key: String, depth: Int, budget: inout Int
  ) throws(DocumentError) {
    budget -= 1
    // What is missing at the end is placed on the line behind the last one.
    let line = node.mark.map { min($0.line, lineMax) }
    guard budget > 0, depth < Self.depthMax else {
      throw DocumentError(
        code: .documentTooLarge, file: file, line: line, key: key,
        message: "nested deeper than \(Self.depthMax) or more than \(Self.valuesMax) values")
    }
    var content = Content.absent
    switch node {
    case .scalar(let scalar):
      if !scalar.isNull { content = .scalar(scalar.string) }
    case .sequence(let items):
      var list: [DocumentNode] = []
      for item in items {
        list.append(
          try DocumentNode(
            item, file: file, lineMax: lineMax, key: "\(key)[\(list.count)]", depth: depth + 1,
            budget: &budget))
      }
      content = .list(list)
    case .mapping(let pairs):
      var entries: [Entry] = []
      var names: Set<String> = []
      for (name, value) in pairs {
        // The parser tells 1 and "1" apart; both are the same text here.
        guard let name = name.scalar?.string, names.insert(name).inserted else {
          let problem = name.scalar.map { "the key `\($0.string)` stands more than once" }
          throw DocumentError(
            code: .invalidYAML, file: file, line: value.mark.map { min($0.line, lineMax) },
            key: key,
            message: problem ?? "a key must be a text; no list, no mapping")
        }
        let path = key.isEmpty ? name : "\(key).\(name)"
        let value = try DocumentNode(
          value, file: file, lineMax: lineMax, key: path, depth: depth + 1, budget: &budget)
        entries.append(Entry(key: name, value: value))
      }
      content = .mapping(entries)
    case .alias:
      // The parser has put the anchor's node in the alias's place.
      content = .absent
    }
    self.init(content, file: file, line: line, key: key)
  }
}

extension Yams.Node.Scalar {
  /// A plain `~`, `null` or nothing at all; quoted, they are texts.
  fileprivate var isNull: Bool {
    style == .plain && ["", "~", "null", "Null", "NULL"].contains(string)
  }
}

extension String {
  /// The lines as YAML 1.1 counts them: it has line breaks outside ASCII too.
  var yamlLineCount: Int {
    split(omittingEmptySubsequences: false) {
      ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"].contains($0)
    }.count
  }
}

extension DocumentError {
  fileprivate init(_ error: YamlError, file: String, lineMax: Int) {
    var line: Int?
    var message = "\(error)"
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (line, message) = (mark.line, problem)
    case .duplicatedKeysInMapping(let keys, let context):
      line = context.mark.line
      message = "the key `\(keys.joined(separator: "`, `"))` stands more than once in a mapping"
    case .reader(let problem, _, _, _):
      message = problem
    default:
      break
    }
    self.init(
      code: .invalidYAML, file: file, line: line.map { min($0, lineMax) }, key: "",
      message: "is no valid YAML: \(message)")
  }
}
