import Documents
import Foundation
import Testing

/// What documents say of each other.
@Suite struct ReferenceTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    let keys: String
    let code: DocumentError.Code
    let key: String
    var testDescription: String { keys }
  }

  private static let charge =
    "charges: [ { id: a, period: 2026-01, label: { fr: A, en: A }, amount: 1, service: X } ]"

  @Test(arguments: [
    Fault(keys: "service_levels: [w]", code: .unknownName, key: "spec.service_levels[0]"),
    Fault(
      keys: "overrides: [ { product: z, from: 2026-02-01, charge: { model: flat, amount: 1 } } ]",
      code: .unknownName, key: "spec.overrides[0].product"),
    Fault(
      keys: "commitments: [ { product: z, quantity: 1, from: 2026-02-01, months: 1 } ]",
      code: .unknownName, key: "spec.commitments[0].product"),
    Fault(
      keys: "components: [ { match: a, tenant: t9 } ]", code: .unknownName,
      key: "spec.components[0].tenant"),
    Fault(
      keys: "discounts: [ { percent: 5, services: [Support, \"Open IaaS\"] } ]", code: .unknownName,
      key: "spec.discounts[0].services[1]"),
    Fault(
      keys: charge.replacing("service: X", with: "service: support"),
      code: .unknownName, key: "spec.charges[0].service"),
    Fault(
      keys: charge.replacing("amount: 1", with: "amount: \"1.005\""),
      code: .invalidValue, key: "spec.charges[0].amount"),
    Fault(
      keys: charge.replacing("2026-01", with: "2025-12"),
      code: .invalidValue, key: "spec.charges[0].period"),
    Fault(
      keys: "overrides: [ { product: p, from: 2025-12-31, charge: { model: flat, amount: 1 } } ]",
      code: .invalidValue, key: "spec.overrides[0].from"),
    Fault(
      keys: """
        to: 2026-12-01
          commitments: [ { product: p, quantity: 1, from: 2026-12-01, months: 1 } ]
        """,
      code: .invalidValue, key: "spec.commitments[0].from"),
    Fault(
      keys: "components: [ { match: a, from: 2025-12-31 } ]", code: .invalidValue,
      key: "spec.components[0].from"),
  ])
  func `a contract names what exists, within its dates`(fault: Fault) throws {
    let error = try ApplyWorld().fault(ApplyWorld.contract("k", fault.keys))
    #expect(error?.code == fault.code)
    #expect(error?.key == fault.key)
  }

  @Test func `a commitment may outlast its contract, and a service be nobody's yet`() throws {
    let keys = """
      to: 2026-12-01
        commitments: [ { product: p, quantity: 1, from: 2026-06-01, months: 36 } ]
        discounts: [ { percent: 5, services: [Housing] } ]
      """
    #expect(try ApplyWorld().apply(ApplyWorld.contract("k", keys)) == ["created Contract k"])
  }

  @Test func `a name that is written in two ways is one name`() throws {
    let (composed, decomposed) = ("\u{E9}t\u{E9}", "e\u{301}te\u{301}")
    let base = ApplyWorld.base.replacing("name: o\n", with: "name: \(composed)\n")
    let world = try ApplyWorld(applying: base)
    let contract = ApplyWorld.contract().replacing(
      "organisation: o", with: "organisation: \(decomposed)")
    #expect(try world.apply(contract) == ["created Contract k"])
    let again = base.replacing("name: \(composed)", with: "name: \(decomposed)")
    #expect(try world.apply(again).allSatisfy { $0.hasPrefix("unchanged") })
    #expect(try world.texts("select name from releve.organisation").count == 1)
    #expect(try world.texts("select count(*)::text from releve.contract_term") == ["1"])
  }

  @Test func `what a contract names cannot go while it is named`() throws {
    let keys = "components: [ { match: a, tenant: t2 } ]"
    let world = try ApplyWorld(applying: ApplyWorld.base + "---\n" + ApplyWorld.contract("k", keys))
    let organisation = ApplyWorld.base.components(separatedBy: "---\n")[4]
      .replacing("t2", with: "t3")
    let error = try world.fault(organisation, because: "typo")
    #expect(error?.code == .unknownName)
    #expect(error?.description.contains("Contract k, version 1: spec.components[0].tenant") == true)
  }

  @Test func `a predecessor that is applied later makes its successor begin on a 1st`() throws {
    let world = try ApplyWorld()
    try world.apply(ApplyWorld.contract("k2", from: "2026-04-10"))
    let error = try world.fault(ApplyWorld.contract("k1", "to: 2026-04-10"))
    #expect(error?.code == .invalidValue)
    #expect(error?.key == "spec.from")
  }

  private static func catalogue(_ products: [(name: String, sku: String, alias: String)]) -> String
  {
    let items = products.map { product in
      """
          - { product: \(product.name), sku: "\(product.sku)", label: { fr: a, en: a }, service: S,
              unit: VM, meter: { aggregation: count }, aliases: [ other, "\(product.alias)" ] }
      """
    }
    return "kind: Catalogue\nname: loops\nspec:\n  products:\n" + items.joined(separator: "\n")
  }

  @Test(
    arguments: [
      ([("a", "x:a", "x:a")], "`a` (alias x:a) → `a`"),
      ([("a", "x:(region):a", "x:fr1:a")], "`a` (alias x:fr1:a) → `a`"),
      ([("a", "x:a", "x:b"), ("b", "x:b", "x:a")], "`a` (alias x:b) → `b` (alias x:a) → `a`"),
      (
        [("a", "x:a", "x:fr1:b"), ("b", "x:(region):b", "x:c"), ("c", "x:c", "x:b2")],
        nil as String?
      ),
      (
        [
          ("d", "x:d", "x:a"), ("a", "x:a", "x:fr1:b"), ("b", "x:(region):b", "x:c"),
          ("c", "x:c", "x:a"),
        ],
        "`a` (alias x:fr1:b) → `b` (alias x:c) → `c` (alias x:a) → `a`"
      ),
      ([("a", "x:a", "x:b"), ("b", "y:b", "x:a")], nil),
    ] as [([(String, String, String)], String?)])
  func `aliases that go round are refused, showing the circle`(
    products: [(String, String, String)], loop: String?
  ) throws {
    let text = Self.catalogue(products.map { (name: $0.0, sku: $0.1, alias: $0.2) })
    let error = try ApplyWorld().fault(text)
    #expect((error?.code == .aliasLoop) == (loop != nil))
    #expect(loop.map { error?.message.contains($0) == true } ?? (error == nil), "\(error as Any)")
    #expect(loop == nil || error?.key.contains("aliases[1]") == true)
  }

  @Test func `a circle as long as a catalogue is found`() throws {
    let products = (0..<5_000).map {
      (name: "p\($0)", sku: "x:\($0)", alias: "x:\(($0 + 1) % 5_000)")
    }
    #expect(try ApplyWorld().fault(Self.catalogue(products))?.code == .aliasLoop)
  }
}
