/// The functions of a formatted Swift file, found by their indentation: `swift format` puts the
/// closing brace of a declaration below its first letter.
struct FunctionLengths {
  /// The index of a function's first line and the lines from there to its closing brace.
  struct Function: Equatable {
    let start: Int
    let lineCount: Int
  }

  let functions: [Function]

  init(lines: [Substring]) {
    functions = lines.indices.filter { Self.beginsFunction(lines[$0]) }.compactMap { start in
      let indentation = lines[start].prefix { $0 == " " }
      let closing = lines[start...].firstIndex { $0 == indentation + "}" }
      let next = lines[(start + 1)...].firstIndex {
        Self.beginsFunction($0) && $0.prefix { $0 == " " }.count <= indentation.count
      }
      // A requirement of a protocol, or a body on one line: what closes next belongs to another.
      guard let closing, next.map({ closing < $0 }) ?? true else { return nil }
      return Function(start: start, lineCount: closing - start + 1)
    }
  }

  private static func beginsFunction(_ line: Substring) -> Bool {
    let words = line.drop { $0 == " " }.split(separator: " ").prefix { !$0.hasPrefix("//") }
    let openings = ["init(", "init?(", "init<", "init?<", "deinit", "subscript(", "subscript<"]
    return words.contains { word in word == "func" || openings.contains { word.hasPrefix($0) } }
  }
}
