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

  @Test func `a table sets numbers to the right`() throws {
    let lines = try listing.text(.table).split(separator: "\n")
    #expect(lines[0] == "name      count  unit price  note")
    #expect(lines[2] == "a \"b\", c      3        1.50")
  }
}
