import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// The reasons that need the catalogue or the database; the others are those of `Reading`.
@Suite struct ResolverReasonTests {
  @Test(arguments: [
    ("unknown_sku", shopLine("e", data: ["sku": #""csp:none""#])),
    ("unknown_sku", shopLine("e", data: ["sku": #""csp::vm:v1""#])),
    ("unknown_sku", shopLine("e", data: ["sku": #""csp:a:b:vm:v1""#])),
    ("unknown_sku", shopLine("e", data: ["sku": #""CSP:fr1:vm:v1""#])),
    ("ambiguous_sku", shopLine("e", data: ["sku": #""csp:disk""#])),
    ("unit_mismatch", shopLine("e", data: ["unit": #""vm""#])),
    // A canonical SKU comes before an alias, also where only the alias has the unit.
    ("unit_mismatch", shopLine("e", data: ["sku": #""csp:disk""#, "unit": #""Go""#])),
    ("unknown_tenant", shopLine("e", ["subject": #""nobody""#])),
    (
      "unknown_tenant",
      shopLine("e", ["subject": #""acme-dev""#, "time": #""2026-02-28T22:59:59.999999Z""#])
    ),
    ("unsupported_type", shopLine("e", ["type": #""releve.usage.v2""#])),
    // Of several defects the first of the contract's list is told.
    ("unknown_sku", shopLine("e", ["subject": #""nobody""#], data: ["sku": #""csp:none""#])),
    ("unit_mismatch", shopLine("e", ["subject": #""nobody""#], data: ["unit": #""GB""#])),
    ("unknown_tenant", shopLine("e", ["subject": #""nobody""#, "type": #""other""#])),
    ("negative_quantity", shopLine("e", data: ["sku": #""csp:none""#, "quantity": "-1"])),
  ])
  func `an event that cannot be resolved is kept with its reason`(
    reason: String, line: String
  ) throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let counts = try shop.ingest("\n" + line)
    #expect(counts.reasons.map { "\($0.key.rawValue) \($0.value)" } == ["\(reason) 1"])
    let entries = try Quarantine(shop.connection).entries()
    #expect(entries.map(\.reason) == [reason])
    #expect(entries.map(\.line) == [2])
    #expect(entries.map(\.event) == ["e"])
    #expect(try shop.eventCount() == 0)
    let raw = try shop.count(
      "select count(*) from releve.quarantine where raw_length = length(raw)")
    #expect(raw == 1)
  }

  @Test func `a tenant is known from its first day on`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    let line = shopLine("e", ["subject": #""acme-dev""#, "time": #""2026-02-28T23:00:00Z""#])
    #expect(try shop.ingest(line).outcomes == [1, 0, 0, 0])
  }

  @Test func `the unit chooses between products of one SKU`() throws {
    let shop = try MeteredWorld(yaml: shopYAML)
    try shop.ingest(shopLine("e", data: ["sku": #""csp:disk""#, "unit": #""IO""#]))
    let stored = try shop.database.connect().query(
      Statement(
        name: "stored",
        text: """
          select product.name from releve.event join releve.sku using (sku_id)
          join releve.product using (product_id)
          """)
    ).decode(String.self)
    #expect(stored == ["disk-io"])
  }
}
