import Catalogue
import Documents
import Testing

/// Each fault of a document is named with its place and its code.
@Suite struct DocumentErrorTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    let text: String
    let code: DocumentError.Code
    let key: String
    let line: Int
    var testDescription: String { "\(code) at \(key)" }
  }

  static let faults = [
    Fault(text: "kind: Katalogue\nname: a\nspec: {}", code: .invalidValue, key: "kind", line: 1),
    Fault(text: "kind: Seller\nspec: {}", code: .missingKey, key: "", line: 1),
    // A key with nothing behind it is no slip of the pen.
    Fault(text: "kind: Seller\nname: ~\nspec: {}", code: .missingKey, key: "", line: 1),
    Fault(
      text: "kind: ServiceLevels\nname: a\nspec: {}", code: .invalidValue, key: "spec", line: 3),
    Fault(
      text: """
        kind: Catalogue
        name: a
        spec:
          products:
            - product: p
              sku: s
              label: { fr: p, en: p }
              service: S
              unit: VM
              meter: { aggregation: time_weighted, stp: day }
        """, code: .missingKey, key: "spec.products[0].meter", line: 10),
    Fault(
      text: """
        kind: Catalogue
        name: a
        spec:
          products:
            - { product: p, sku: s, label: { fr: p, en: p }, service: S, unit: VM,
                unit_size: 0, meter: { aggregation: count } }
        """, code: .invalidValue, key: "spec.products[0].unit_size", line: 6),
    Fault(
      text: """
        kind: Catalogue
        name: a
        spec:
          products:
            - { product: p, sku: s, label: { fr: p, en: p }, service: S, unit: VM,
                meter: { aggregation: percentile, percentile: 95, window_seconds: 7,
                  missing: skip } }
        """, code: .invalidValue, key: "spec.products[0].meter.window_seconds", line: 6),
    Fault(
      text: """
        kind: PriceList
        name: a
        spec:
          currency: euro
          versions: []
        """, code: .invalidValue, key: "spec.currency", line: 4),
    Fault(
      text: """
        kind: PriceList
        name: a
        spec:
          currency: EUR
          versions:
            - from: 2026-01-01
              prices:
                - product: p
                  charge: { model: graduated, tiers: [ { up_to: 10, unit_price: 1 } ] }
        """, code: .invalidValue, key: "spec.versions[0].prices[0].charge.tiers[0]", line: 9),
    Fault(
      text: """
        kind: PriceList
        name: a
        spec:
          currency: EUR
          versions:
            - { from: 2026-02-01, prices: [] }
            - { from: 2026-01-01, prices: [] }
        """, code: .overlap, key: "spec.versions[1]", line: 7),
    Fault(
      text: """
        kind: PriceList
        name: a
        spec:
          currency: EUR
          versions:
            - from: 2026-02-30
              prices: []
        """, code: .invalidValue, key: "spec.versions[0].from", line: 6),
    Fault(
      text: """
        kind: PriceList
        name: a
        spec:
          currency: EUR
          from: 2026-01-01
          prices:
            - { product: p, charge: { model: per_unit, unit_price: "1,50" } }
        """, code: .invalidValue, key: "spec.prices[0].charge.unit_price", line: 7),
    Fault(
      text: "kind: PriceList\nname: a\nspec:\n  currency: EUR\n  effective: at_full_moon",
      code: .invalidValue, key: "spec.effective", line: 5),
    Fault(
      text: contract("vat: { category: S, rate: \"0\" }"), code: .invalidValue,
      key: "spec.vat.rate", line: 8),
    Fault(
      text: contract("vat: { category: S, rate: 20 }\n  to: 2025-12-31"), code: .invalidValue,
      key: "spec.to", line: 9),
    Fault(
      text: contract("vat: { category: S, rate: 20 }\n  minimum_monthly: \"-10\""),
      code: .invalidValue, key: "spec.minimum_monthly", line: 9),
    Fault(
      text: contract("vat: { category: S, rate: 20 }\n  timezone: Mars/Olympus"),
      code: .invalidValue, key: "spec.timezone", line: 9),
    Fault(
      text: tiers("{ up_to: 10, unit_price: 1 }, { up_to: 10, unit_price: 1 }, { unit_price: 1 }"),
      code: .invalidValue, key: "spec.prices[0].charge.tiers[1]", line: 7),
    Fault(
      text: tiers("{ unit_price: 1 }, { up_to: 10, unit_price: 1 }, { unit_price: 1 }"),
      code: .invalidValue, key: "spec.prices[0].charge.tiers[0]", line: 7),
    Fault(
      text: tiers("{ up_to: 0, unit_price: 1 }, { unit_price: 1 }"), code: .invalidValue,
      key: "spec.prices[0].charge.tiers[0]", line: 7),
    Fault(text: tiers(""), code: .invalidValue, key: "spec.prices[0].charge.tiers", line: 7),
    Fault(
      text: """
        kind: PriceList
        name: a
        spec:
          currency: EUR
          versions:
            - { from: 2026-01-01, prices: [] }
            - { from: 2026-01-01, prices: [] }
        """, code: .overlap, key: "spec.versions[1]", line: 7),
    Fault(
      text: """
        kind: Organisation
        name: a
        spec:
          legal_name: A
          address: { line1: a, postcode: "1", city: b, country: FR }
          tenants:
            - { name: t, from: 2026-03-01 }
            - { name: t, from: 2026-03-01 }
        """, code: .duplicateName, key: "spec.tenants[1]", line: 8),
  ]

  private static func tiers(_ tiers: String) -> String {
    """
    kind: PriceList
    name: a
    spec:
      currency: EUR
      from: 2026-01-01
      prices:
        - { product: p, charge: { model: graduated, tiers: [ \(tiers) ] } }
    """
  }

  private static func contract(_ rest: String) -> String {
    """
    kind: Contract
    name: a
    spec:
      organisation: o
      seller: s
      price_list: p
      from: 2026-01-01
      \(rest)
    """
  }

  @Test(arguments: faults)
  func `a fault is named with its place`(fault: Fault) throws {
    let node = try #require(try DocumentNode.documents(of: fault.text, file: "f.yaml").first)
    var found: DocumentError?
    do throws(DocumentError) { _ = try Document(node) } catch { found = error }
    #expect(found?.code == fault.code)
    #expect(found?.key == fault.key)
    #expect(found?.line == fault.line)
    #expect(found?.file == "f.yaml")
  }
}
