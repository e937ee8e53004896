import CYaml

/// The events of a YAML text, one after the other, as libyaml (the parser within Yams) scans them.
///
/// Yams' own parser gives whole trees, and compares keys by all that their aliases stand for: a few
/// lines of nested anchors as a key would keep it busy for ever. Here every value is counted before
/// it is built.
final class YAMLEvents {
  /// What stands in the text next.
  enum Event {
    case documentStart, documentEnd, streamEnd
    case scalar(String, isQuoted: Bool, anchor: String?)
    case alias(String)
    case listStart(anchor: String?)
    case mappingStart(anchor: String?)
    case listEnd, mappingEnd
  }

  /// The longest text that a document may hold, in bytes.
  static let scalarBytesMax = 65_536

  private let file: String
  private let text: UnsafeBufferPointer<UInt8>
  private let lineCount: Int
  // The parser points to itself: it must not move.
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)

  /// Reads UTF-8. `text` must stay where it is as long as the events are read.
  init(_ text: UnsafeBufferPointer<UInt8>, file: String) {
    self.text = text
    self.file = file
    lineCount = Self.lineCount(of: text)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event and its line, from 1. Nothing may be asked for after the stream's end.
  func next() throws(DocumentError) -> (event: Event, line: Int) {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    // What is missing at the end is placed behind the last line.
    let line = min(Int(event.start_mark.line) + 1, lineCount)
    switch event.type {
    case YAML_STREAM_START_EVENT: return try next()
    case YAML_DOCUMENT_START_EVENT: return (.documentStart, line)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, line)
    case YAML_SCALAR_EVENT: return (try scalar(event.data.scalar, line), line)
    case YAML_ALIAS_EVENT: return (.alias(string(event.data.alias.anchor) ?? ""), line)
    case YAML_SEQUENCE_START_EVENT:
      try refuse(tag: event.data.sequence_start.tag, line)
      return (.listStart(anchor: string(event.data.sequence_start.anchor)), line)
    case YAML_SEQUENCE_END_EVENT: return (.listEnd, line)
    case YAML_MAPPING_START_EVENT:
      try refuse(tag: event.data.mapping_start.tag, line)
      return (.mappingStart(anchor: string(event.data.mapping_start.anchor)), line)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, line)
    default: return (.streamEnd, line)
    }
  }

  private func scalar(
    _ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, _ line: Int
  ) throws(DocumentError) -> Event {
    try refuse(tag: scalar.tag, line)
    guard scalar.length <= Self.scalarBytesMax else {
      throw error(
        .documentTooLarge, line,
        "a text of \(scalar.length) bytes; at most \(Self.scalarBytesMax) are read")
    }
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    guard !bytes.contains(0) else {
      throw error(.invalidYAML, line, "a text with U+0000, which cannot be kept")
    }
    return .scalar(
      String(decoding: bytes, as: UTF8.self), isQuoted: scalar.style != YAML_PLAIN_SCALAR_STYLE,
      anchor: string(scalar.anchor))
  }

  /// A tag would change what a value is; here a value is its characters.
  private func refuse(
    tag: UnsafeMutablePointer<yaml_char_t>?, _ line: Int
  ) throws(DocumentError) {
    guard let tag = string(tag) else { return }
    throw error(
      .invalidYAML, line, "the tag `\(tag.prefix(60))` is not read: leave it out, quote a text")
  }

  private func string(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    characters.map { String(cString: $0) }
  }

  private func problem() -> DocumentError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
    if problem.hasPrefix("Maximum nesting level") {
      let line = Int(parser.pointee.problem_mark.line) + 1
      return error(.documentTooLarge, line, "nested deeper than \(YAMLDocumentParser.depthMax)")
    }
    guard parser.pointee.error == YAML_READER_ERROR else {
      let line = min(Int(parser.pointee.problem_mark.line) + 1, lineCount)
      return error(.invalidYAML, line, "is no valid YAML: \(problem)")
    }
    // The reader is ahead of the parser: it tells bytes, not lines.
    let before = text.prefix(Int(parser.pointee.problem_offset))
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let isUTF8 = problem.hasPrefix("control characters")
    return error(.invalidYAML, line, isUTF8 ? "is no valid YAML: \(problem)" : "is not valid UTF-8")
  }

  /// The lines as YAML 1.1 counts them, the one behind the last break too: it breaks lines at LF,
  /// CR, CR LF, and at U+0085, U+2028 and U+2029.
  private static func lineCount(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var (count, last, beforeLast): (Int, UInt8, UInt8) = (1, 0, 0)
    for byte in text {
      switch (beforeLast, last, byte) {
      case (_, 0x0D, 0x0A): break
      case (_, _, 0x0A), (_, _, 0x0D), (_, 0xC2, 0x85), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
        count += 1
      default: break
      }
      (beforeLast, last) = (last, byte)
    }
    return count
  }

  private func error(
    _ code: DocumentError.Code, _ line: Int, _ message: String
  ) -> DocumentError {
    DocumentError(code: code, file: file, line: line, key: "", message: message)
  }
}
