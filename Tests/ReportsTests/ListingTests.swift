import Reports
import Testing

@Suite struct ListingTests {
  private var listing: Listing {
    var listing = Listing(["name", "count", "unit_price", "note"])
    listing.add([.text("a \"b\", c"), .integer(3), .decimal("1.50"), .absent])
    listing.add([.text("é/x"), .integer(12), .decimal("100"), .text("line\nbreak")])
    return listing
  }

  @Test func `json is an array with decimals as strings`() throws {
    #expect(
      try listing.text(.json) == """
        [
          {"count":3,"name":"a \\"b\\", c","note":null,"unit_price":"1.50"},
          {"count":12,"name":"é/x","note":"line\\nbreak","unit_price":"100"}
        ]

        """)
    #expect(try Listing(["a"]).text(.json) == "[]\n")
  }

  @Test func `ndjson has a line a row`() throws {
    #expect(try listing.text(.ndjson).split(separator: "\n").count == 2)
  }

  @Test func `csv quotes where it must`() throws {
    #expect(
      try listing.text(.csv)
        == "name,count,unit_price,note\n\"a \"\"b\"\", c\",3,1.50,\né/x,12,100,\"line\nbreak\"\n")
  }

  @Test func `a mark behind a comma or a quote does not hide it from csv`() throws {
    var listing = Listing(["a", "b", "c"])
    listing.add([.text("x,\u{301}y"), .text("\"\u{301}"), .text("\u{1B}[31m")])
    #expect(
      try listing.text(.csv) == "a,b,c\n\"x,\u{301}y\",\"\"\"\u{301}\",\u{1B}[31m\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1", "'  =1"), ("\u{A0}\u{FEFF}=1", "'\u{A0}\u{FEFF}=1"), ("\t=1", "'\t=1"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("\n=1", "\"'\n=1\""), ("＝1", "'＝1"),
    ("=\u{301}1", "'=\u{301}1"), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a=1", "a=1"),
    ("'=1", "'=1"), ("", ""), ("1-2", "1-2"), ("-", "-"), (" =", " ="),
  ])
  func `in csv no text is a formula`(text: String, cell: String) throws {
    var listing = Listing(["a", "b"])
    listing.add([.text(text), .absent])
    #expect(try listing.text(.csv) == "a,b\n\(cell),\n")
    #expect(try !listing.text(.ndjson).contains("'") || text.contains("'"))
  }

  @Test func `in csv numbers stay numbers`() throws {
    var listing = Listing(["a", "b"])
    listing.add([.decimal("-1.50"), .integer(-3)])
    #expect(try listing.text(.csv) == "a,b\n-1.50,-3\n")
  }

  @Test func `json is exact, a table is safe`() throws {
    var listing = Listing(["a"])
    listing.add([.text("\u{1B}[31m")])
    #expect(try listing.text(.ndjson) == "{\"a\":\"\\u001b[31m\"}\n")
    #expect(try listing.text(.table) == "a\n──────────\n\\u001b[31m\n")
  }

  @Test func `nothing is an empty array, no line, or a head`() throws {
    #expect(try Listing(["a", "b"]).text(.json) == "[]\n")
    #expect(try Listing(["a", "b"]).text(.ndjson).isEmpty)
    #expect(try Listing(["a", "b"]).text(.csv) == "a,b\n")
    #expect(try Listing(["a", "b"]).text(.table) == "a  b\n─  ─\n")
  }

  @Test func `a table sets numbers to the right`() throws {
    let lines = try listing.text(.table).split(separator: "\n")
    #expect(lines[0] == "name      count  unit price  note")
    #expect(lines[2] == "a \"b\", c      3        1.50")
  }
}
