import Decimals
import Documents
import Foundation
import TestSupport
import Testing

/// Files from hostile hands: each a clear error with its line, in bounded memory, never a crash.
@Suite struct HostileYAMLTests {
  private func error(readingFile bytes: [UInt8]) throws -> DocumentError? {
    try TemporaryFolder.with { folder in
      let path = folder + "/f.yaml"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do throws(DocumentError) {
        _ = try DocumentNode.documents(ofFile: path)
        return nil
      } catch {
        return error
      }
    }
  }

  /// Ten levels of ten aliases each: ten billion values.
  private static let laughs =
    "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    + (1...9).map { level in
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return "a\(level): &a\(level) [\(aliases)]\n"
    }.joined()

  @Test(arguments: [laughs, laughs.replacing("a9: &a9", with: "? &a9")])
  func `anchors that stand for billions are refused before they are spelt out`(text: String) {
    #expect(documentError(text)?.code == .documentTooLarge)
  }

  @Test func `an anchor that stands for billions is no key`() {
    let text = Self.laughs.replacing("a0:", with: "b: 1\na0:") + "*a2 : 1\n"
    #expect(documentError(text)?.code == .documentTooLarge)
    let key = documentError("a: &a [1]\n*a : 2\n")
    #expect(key?.code == .invalidYAML)
    #expect(key?.line == 2)
  }

  @Test func `aliases are read, counted as if they were written out`() throws {
    let node = try #require(
      try DocumentNode.documents(of: "a: &x { b: [1] }\nc: *x\n", file: "f").first)
    #expect(try node.json() == #"{"a":{"b":["1"]},"c":{"b":["1"]}}"#)
    #expect(try node["c"]?["b"]?.list()[0].key == "c.b[0]")
    #expect(node["c"]?["b"]?.line == 2)
  }

  @Test func `anchors end with their document`() {
    #expect(documentError("a: &x 1\n---\nb: *x\n")?.line == 3)
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func `deep nesting is refused`(opening: String) {
    for depth in [100, 10_000, 1_000_000] {
      let code = documentError(String(repeating: opening, count: depth))?.code
      #expect(code == .documentTooLarge)
    }
  }

  @Test(arguments: [
    (
      "a: 1\nb:\n  c: 2\n  \"c\": 3\n", 3,
      "the key `c` stands more than once in a mapping, again on line 4"
    ),
    ("a: 1\n[x, y]: 2\n", 2, "a key is a text"),
    ("a: 1\n? {x: y}\n: 2\n", 2, "a key is a text"),
    ("a: 1\nb: !!binary aGk=\n", 2, "the tag `tag:yaml.org,2002:binary` is not read"),
    ("a: 1\n\tb: 2\n", 2, "is no valid YAML"),
    ("a: b\u{0}c\n", 1, "control characters are not allowed"),
    ("a: 1\nb: \u{1}\n", 2, "control characters are not allowed"),
    ("a: 1\nb: *nobody\n", 2, "the alias `*nobody` has no anchor before it"),
  ])
  func `what YAML would allow or mean is told with its line`(
    text: String, line: Int, message: String
  ) {
    let error = documentError(text)
    #expect(error?.code == .invalidYAML)
    #expect(error?.line == line)
    #expect(error?.message.contains(message) ?? false, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      [0x61, 0x3A, 0x20, 0x31, 0x0A, 0x62, 0x3A, 0x20, 0xFF], [0x61, 0x0A, 0xC3, 0x28],
      [0x61, 0x0A, 0xED, 0xA0, 0x80], [0x61, 0x0A, 0xE2, 0x82],
    ] as [[UInt8]])
  func `invalid UTF-8 is told with its line`(bytes: [UInt8]) throws {
    let error = try #require(try error(readingFile: bytes))
    #expect(error.code == .invalidYAML)
    #expect(error.message == "is not valid UTF-8")
    #expect(error.line == 2)
  }

  @Test(arguments: [
    ("a:", 1), ("a:\n", 2), ("a: [\n\n", 3), ("a: \"x", 1), ("a: 1\rb:", 2), ("a: 1\r\nb: [", 2),
    ("a: 1\u{2028}b: [", 2), ("? a\n: \n  - x\n  -", 4),
  ])
  func `every line that is told is one of the file`(text: String, lineCount: Int) throws {
    let nodes = Result { () throws(DocumentError) in
      try DocumentNode.documents(of: text, file: "f")
    }
    switch nodes {
    case .success(let nodes):
      for node in nodes { #expect((1...lineCount).contains(try #require(node["a"]?.line))) }
    case .failure(let error):
      #expect((1...lineCount).contains(try #require(error.line)))
    }
  }

  @Test func `what a terminal would act upon is escaped in errors`() {
    let error = documentError("\"a\\e[31m\\u202Eb\\n\": 1\n") { node throws(DocumentError) in
      try node.mapping().finish()
    }
    #expect(error?.key == "a\\u{1B}[31m\\u{202E}b\\u{A}")
    #expect(error?.message == "unknown key `a\\u{1B}[31m\\u{202E}b\\u{A}`; known here: ")
  }

  @Test(arguments: ["a\\nb", "a\\u2028b", "a\\u202Eb", "\\u0085"])
  func `a name has one line and one direction`(text: String) {
    let error = documentError("a: \"\(text)\"\n") { node throws(DocumentError) in
      _ = try node["a"]?.name()
    }
    #expect(error?.code == .invalidValue)
  }

  @Test func `a file of 50 MB is refused without being read to its end`() throws {
    let line = Array("- abcdefg\n".utf8)
    let bytes = [UInt8](unsafeUninitializedCapacity: 50_000_000) { buffer, count in
      for index in 0..<50_000_000 { buffer[index] = line[index % line.count] }
      count = 50_000_000
    }
    #expect(try error(readingFile: bytes)?.code == .documentTooLarge)
    // Within the size there is a bound on values.
    let values = try #require(try error(readingFile: Array(bytes[..<8_000_000])))
    #expect(values.code == .documentTooLarge)
    #expect(values.line == 500_000)
  }

  @Test func `a text of 10 MB is refused with its line`() {
    let text = "a: 1\nb: \"" + String(repeating: "x", count: 10_000_000) + "\"\n"
    let found = documentError(text)
    #expect(found?.code == .documentTooLarge)
    #expect(found?.line == 2)
  }

  @Test(arguments: [
    "1e999", "-1e999", "NaN", ".nan", ".inf", "Infinity", "0x1F", "0o17", "1_000", "+1", "1,5", "",
    "1234567890123456789012345678901234567890", "0.1234567890123456789012345678901234567890",
    "٣", "1e1000000000000000000000",
  ])
  func `what is no number within limits is refused`(text: String) {
    let error = documentError("a: 1\nb: \"\(text)\"\n") { node throws(DocumentError) in
      _ = try node["b"]?.decimal(.price)
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.line == 2)
    #expect(error?.key == "b")
  }

  @Test(arguments: [
    "2027-02-29", "1900-02-29", "10000-01-01", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01",
    "2026-01-01T00:00:00Z", "-001-01-01",
  ])
  func `what is no date is refused`(text: String) {
    let error = documentError("a: 1\nb: \(text)\n") { node throws(DocumentError) in
      _ = try node["b"]?.date()
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.line == 2)
  }
}
