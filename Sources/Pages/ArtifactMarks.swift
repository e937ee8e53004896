/// The content of a page with its artifacts marked as such, which cairo 1.16 cannot write: they are
/// drawn as `PageCanvas.artifactTag`.
enum ArtifactMarks {
  private static let mark = Array("/\(PageCanvas.artifactTag) <<".utf8)
  private static let end = Array("BDC".utf8)
  private static let artifact = Array("/Artifact BMC".utf8)

  /// Strings are stepped over: what customers are called marks nothing.
  static func marking(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var copied = 0
    var place = 0
    while place < content.count {
      switch content[place] {
      case UInt8(ascii: "("): place = endOfString(in: content, from: place)
      case UInt8(ascii: "/") where content[place...].starts(with: mark):
        var close = place + mark.count
        while close < content.count, !content[close...].starts(with: end) { close += 1 }
        result.append(contentsOf: content[copied..<place])
        result.append(contentsOf: artifact)
        place = min(close + end.count, content.count)
        copied = place
      default: place += 1
      }
    }
    result.append(contentsOf: content[copied...])
    return result
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
