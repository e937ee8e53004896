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

  @Test func `control characters are shown, not sent`() {
    var table = TextTable([.init("name")])
    table.add(["a\u{1B}[2Jb\n\u{85}"])
    #expect(table.lines().last == "a␛[2Jb␊\u{FFFD}")
  }

  @Test func `without a head only rows remain, indented`() {
    var table = TextTable([.init("x"), .init("y", .right)])
    table.add(["a", "1"])
    table.add(["bb", "10"])
    #expect(table.lines(indent: 2, withHead: false) == ["  a    1", "  bb  10"])
  }
}
