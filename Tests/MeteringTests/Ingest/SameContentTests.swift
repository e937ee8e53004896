import Testing

@testable import Metering
@testable import TestModel

/// "Same content: equal type, instant, tenant, product, canonical SKU, resource, and quantity as a
/// number" (contract, section 3).
@Suite struct SameContentTests {
  @Test(arguments: [
    shopLine("e", data: ["quantity": "1"]), shopLine("e", data: ["quantity": #""1.0""#]),
    shopLine("e", data: ["quantity": "1e0"]), shopLine("e", data: ["quantity": #""10e-1""#]),
    shopLine("e", data: ["quantity": #""001.000000000000000000""#]),
    shopLine("e", ["time": #""2026-10-06T00:00:00+02:00""#]),
    shopLine("e", ["time": #""2026-10-05T22:00:00.0000009z""#]),
    shopLine("e", data: ["sku": #""vm-fr1""#]), shopLine("e", data: ["unit": #""VM""#]),
    shopLine("e", ["note": #"{"written":"otherwise"}"#]),
    shopLine("e", data: ["resource": #""vm\u002d1""#]),
  ])
  func `the same in other words is a duplicate`(line: String) throws {
    #expect(try outcomes(of: line) == [1, 1, 0, 0])
  }

  @Test(arguments: [
    shopLine("e", data: ["quantity": "1.000000000000000001"]),
    shopLine("e", ["time": #""2026-10-05T22:00:00.000001Z""#]),
    shopLine("e", ["subject": #""other-prod""#]),
    shopLine("e", data: ["sku": #""csp:fr2:vm:v1""#]),
    shopLine("e", data: ["sku": #""csp:disk""#, "unit": #""GB""#]),
    shopLine("e", data: ["resource": #""VM-1""#]), shopLine("e", data: ["resource": #""vm-1 ""#]),
  ])
  func `the slightest difference is a conflict`(line: String) throws {
    #expect(try outcomes(of: line) == [1, 0, 1, 0])
  }

  @Test(arguments: [["é", "e\u{301}"], ["e\u{301}", "é"]])
  func `texts are compared as bytes, whichever comes first`(regions: [String]) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    for (number, region) in regions.enumerated() {
      try shop.ingest(shopLine("e\(number)", data: ["sku": "\"csp:\(region):vm:v1\""]))
    }
    try shop.ingest(
      regions.map { shopLine("twice \($0)", data: ["sku": "\"csp:\($0):vm:v1\""]) + "\n" }.joined())
    let perSKU = "(select count(*) as events from releve.event group by sku_id) as e"
    #expect(try shop.count("select count(*) from \(perSKU) where events = 2") == 2)
  }

  private func outcomes(of line: String) throws -> [Int] {
    let shop = try MeteredWorld(yaml: shopYAML)
    return try shop.ingest(shopLine("e") + "\n" + line).outcomes
  }
}
