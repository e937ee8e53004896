import Foundation
import Testing

/// A text that is kept beside the tests, in `Tests/Golden`, to be read by people and compared by
/// tests. With `RELEVE_RENEW_GOLDEN=1` in the environment it is written anew, and the test fails
/// all the same: read the difference, and run it again.
struct GoldenFile {
  let name: String

  private var place: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/\(name)")
  }

  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["RELEVE_RENEW_GOLDEN"] != nil {
      try Data(text.utf8).write(to: place)
      Issue.record("\(name) was written anew", sourceLocation: sourceLocation)
      return
    }
    let kept = try String(contentsOf: place, encoding: .utf8)
    guard text != kept else { return }
    let difference = zip(lines(text), lines(kept)).enumerated().first { $1.0 != $1.1 }
    Issue.record(
      """
      \(name) differs from line \((difference?.offset ?? 0) + 1) on.
      now:  \(difference?.element.0 ?? "another length")
      kept: \(difference?.element.1 ?? "")
      """, sourceLocation: sourceLocation)
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
