/// The content of a page with its marks (ISO 32000-1, 14.6): each says to which element of the
/// structure it belongs, or that it is an artifact.
///
/// cairo 1.16 cannot write artifacts, and writes an object of a structure of its own for each
/// mark, which costs an eighth of the time of a document. So `PageCanvas` draws a sign where a mark
/// begins, and behind the last one, and here marks take the place of the signs.
enum PageMarks {
  /// A square of one point in the corner of the page, as cairo writes it; nothing else is as small
  /// and stands there.
  private static let sign = Array("0 0 1 1 re f\n".utf8)

  /// Writes marks in the place of the signs; `elements` has the element of each mark, or nil for an
  /// artifact. The marks of elements are numbered from 0. Throws where the content has not one sign
  /// for each mark and one for the end.
  static func marking(
    _ content: UnsafeBufferPointer<UInt8>, _ elements: [StructureTree.Element?]
  ) throws(PDFError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count + 16 * elements.count)
    var copied = 0
    var place = 0
    var signs = 0
    var id = 0
    while place < content.count {
      switch content[place] {
      case UInt8(ascii: "("):
        place = endOfString(in: content, from: place)
      case UInt8(ascii: "0") where content[place...].starts(with: sign) && begins(content, place):
        result.append(contentsOf: content[copied..<place])
        if signs > 0 { result += "EMC\n".utf8 }
        if signs < elements.count {
          if elements[signs] == nil {
            result += "/Artifact BMC\n".utf8
          } else {
            result += "/P << /MCID \(id) >> BDC\n".utf8
            id += 1
          }
        }
        signs += 1
        place += sign.count
        copied = place
      default: place += 1
      }
    }
    result.append(contentsOf: content[copied...])
    guard signs == elements.count + 1 else {
      throw .drawing("a page of \(elements.count) marks has \(signs) signs of them")
    }
    return result
  }

  /// Whether a number begins at a place: none goes on there.
  private static func begins(_ content: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    place == 0 || content[place - 1] <= UInt8(ascii: " ")
  }

  /// Behind the bracket that closes a literal string (ISO 32000-1, 7.3.4.2).
  private static func endOfString(in content: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var depth = 0
    var place = start
    while place < content.count {
      switch content[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      place += 1
      if depth == 0 { return place }
    }
    return content.count
  }
}
