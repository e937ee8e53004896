import Catalogue
import Testing

@Suite struct SKUPatternTests {
  @Test(arguments: [
    ("csp:(region):openiaas:backup:vm:v1", "csp:fr1:openiaas:backup:vm:v1", true),
    ("csp:(region):openiaas:backup:vm:v1", "csp::openiaas:backup:vm:v1", false),
    ("csp:(region):openiaas:backup:vm:v1", "csp:fr1:x:openiaas:backup:vm:v1", false),
    ("csp:(region):openiaas:backup:vm:v1", "csp:fr1:openiaas:backup:vm:v2", false),
    ("csp:(region):openiaas:backup:vm:v1", "csp:(region):openiaas:backup:vm:v1", true),
    ("RSIP-IP4-UNIT", "RSIP-IP4-UNIT", true),
    ("RSIP-IP4-UNIT", "rsip-ip4-unit", false),
  ])
  func `a region is one segment that is not empty`(pattern: String, sku: String, matches: Bool) {
    #expect((SKUPattern(pattern).match(sku) != nil) == matches)
  }

  @Test func `an alias is spelt canonically, with its region`() throws {
    let alias = SKUPattern("csp:(region):network:memory:v2")
    let match = try #require(alias.match("csp:fr1:network:memory:v2"))
    #expect(
      SKUPattern("csp:(region):iaas:vmware:memory:v2").spelt(match)
        == "csp:fr1:iaas:vmware:memory:v2")
  }
}
