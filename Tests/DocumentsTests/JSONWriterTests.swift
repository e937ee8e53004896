import Documents
import Foundation
import Testing

@Suite struct JSONWriterTests {
  @Test func `a text has the escapes of RFC 8785, however its bytes are given`() throws {
    let text = String(decoding: Array(0..<0x30), as: UTF8.self) + "\\ é € 😀 \u{7F}"
    let escaped =
      #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d"#
      + ##"\u001e\u001f !\"#$%&'()*+,-./\\ é € 😀 "## + "\u{7F}\""
    var json = JSONWriter()
    json.write(text: text.utf8)
    #expect(String(decoding: json.bytes, as: UTF8.self) == escaped)
    var byByte = JSONWriter()
    byByte.write(text: text.utf8.lazy.filter { _ in true })
    #expect(byByte.bytes == json.bytes)
    #expect(try JSONDecoder().decode([String].self, from: Data("[\(escaped)]".utf8)) == [text])
  }

  @Test func `commas stand between members and elements only`() {
    var json = JSONWriter()
    json.object { json in
      json.member("a", ifAny: nil as String?)
      json.member("b", nil)
      json.member("c", ifAny: 1)
      json.key("d")
      json.array([true, false]) { json, flag in json.object { $0.member("e", flag) } }
      json.key("f")
      json.array([] as [Int]) { _, _ in }
    }
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"{"b":null,"c":1,"d":[{"e":true},{"e":false}],"f":[]}"#)
  }
}
