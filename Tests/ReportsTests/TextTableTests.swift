import Reports
import Testing

@Suite struct TextTableTests {
  @Test func `columns align by what a terminal shows`() {
    var table = TextTable([.init("name"), .init("n", .right)])
    table.add(["été", "1"])
    table.add(["e\u{301}te\u{301}s", "22"])
    table.add(["日本", "333"])
    table.add(["👍🏽", "4"])
    #expect(
      table.lines() == [
        "name    n", "────  ───", "été     1", "e\u{301}te\u{301}s   22", "日本  333", "👍🏽      4",
      ])
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("ｱｲ", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{200B}b", 2), ("a\u{200D}b", 2), ("क्षि", 3), ("ไทย", 3),
    ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇫🇷", 2), ("🇫🇷🇩🇪", 4), ("🏳️‍🌈", 2), ("❤", 1), ("❤️", 2),
    ("☎︎", 1), ("⌚︎", 2), ("1️⃣", 2), ("1", 1), ("—·×€", 4), ("\u{A0}\u{202F}", 2), ("𝒳", 1), ("🀄", 2),
  ])
  func `a text is as wide as a terminal shows it`(text: String, width: Int) {
    #expect(text.displayWidth == width, "\(text.unicodeScalars.map { $0.value })")
  }

  @Test func `a text is cut between characters`() {
    #expect("日本語".prefix(displayWidth: 5) == "日本")
    #expect("a👩‍👩‍👧‍👦b".prefix(displayWidth: 2) == "a")
    #expect("abc".prefix(displayWidth: 9) == "abc")
    #expect("abc".prefix(displayWidth: -1).isEmpty)
  }

  @Test func `control characters are shown as escapes, not sent`() {
    var table = TextTable([.init("name"), .init("n", .right)])
    table.add(["\u{1B}[31m", "1"])
    table.add(["a\u{9B}2Jb\r\n\t\u{7F}\u{2028}\u{202E}\0", "2"])
    #expect(
      table.lines().suffix(2) == [
        "\\u001b[31m                                1",
        "a\\u009b2Jb\\r\\n\\t\\u007f\\u2028\\u202e\\u0000  2",
      ])
    #expect("a\nb\u{1B}".escapedForTerminal(keepingNewlines: true) == "a\nb\\u001b")
  }

  @Test func `numbers align by their decimal mark`() {
    var table = TextTable([.init("n", .decimal(mark: ".")), .init("m", .decimal(mark: ","))])
    table.add(["1.5", "1 234,50 €"])
    table.add(["1414.096774", "7 €"])
    table.add(["", ""])
    table.add(["-12", "0,000125 €"])
    #expect(
      table.lines() == [
        "          n               m",
        "───────────  ──────────────",
        "   1.5       1 234,50 €",
        "1414.096774    7 €",
        "",
        " -12             0,000125 €",
      ])
  }

  @Test func `without a head only rows remain, indented`() {
    var table = TextTable([.init("x"), .init("y", .right)])
    table.add(["a", "1"])
    table.add(["bb", "10"])
    #expect(table.lines(indent: 2, withHead: false) == ["  a    1", "  bb  10"])
  }
}
