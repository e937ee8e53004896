import Calendars
import Catalogue
import Decimals
import Documents
import Testing

/// Every key of a contract is read, typed and checked.
@Suite struct ContractTermsTests {
  private func contract(
    _ keys: String, vat: String = "{ category: S, rate: 20 }"
  ) throws -> Contract {
    let text = ApplyWorld.contract("k", keys, vat: vat)
    let node = try #require(try DocumentNode.documents(of: text, file: "f").first)
    guard case .contract(let contract) = try Document(node).content else {
      throw TestFailure.notAContract
    }
    return contract
  }

  private enum TestFailure: Error { case notAContract }

  private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

  @Test func `a VAT that is one value holds for the whole contract`() throws {
    let vat = try contract("").vat
    #expect(try vat.versions.map(\.from) == [day("2026-01-01")])
    let rule = try #require(vat.version(on: day("2027-01-01"))?.value)
    #expect(rule.treatment(of: "any").rate.description == "20")
  }

  @Test(arguments: [
    "[ { from: 2014-01-01, category: S, rate: 20 }, { from: 2026-07-01, category: S, rate: 21 } ]",
    """
    { versions: [ { from: 2026-01-01, category: S, rate: 20 },
          { from: 2026-07-01, category: S, rate: 21 } ] }
    """,
  ])
  func `a VAT that changes holds until the next`(vat: String) throws {
    let vat = try contract("", vat: vat).vat
    #expect(try vat.versions.map(\.from) == [day("2026-01-01"), day("2026-07-01")])
    let rates = { (date: String) in
      try vat.version(on: day(date)).map { $0.value.treatment(of: "x").rate.description }
    }
    #expect(try rates("2026-06-30") == "20")
    #expect(try rates("2026-07-01") == "21")
    #expect(try rates("2025-12-31") == nil)
  }

  @Test func `discounts of one date make a version`() throws {
    let contract = try contract(
      """
      discounts:
          - { percent: "5", services: [OpenIaaS] }
          - { percent: "3" }
          - { from: 2026-07-01, percent: "6" }
      """)
    let versions = contract.discounts.versions
    #expect(try versions.map(\.from) == [day("2026-01-01"), day("2026-07-01")])
    #expect(versions.map { $0.value.map(\.percent.description) } == [["5", "3"], ["6"]])
    let first = try #require(versions.first?.value.first)
    #expect(first.concerns("OpenIaaS"))
    #expect(!first.concerns("Support"))
    #expect(versions[0].value[1].concerns("Support"))
  }

  @Test func `a discount without a date begins with the contract, as one of that day does`() throws
  {
    let joined = try contract(
      "discounts: [ { percent: 10 }, { from: 2026-01-01, percent: 5 }, { percent: 1 } ]")
    #expect(joined.discounts.versions.count == 1)
    #expect(
      joined.discounts.versions.first?.value.map(\.percent.description) == ["10", "5", "1"])
    // What begins before it stands in the wrong order, and so does one without a date behind it.
    for entries in [
      "{ percent: 10 }, { from: 2025-12-31, percent: 5 }",
      "{ from: 2025-12-31, percent: 5 }, { percent: 10 }",
    ] {
      #expect {
        try contract("discounts: [ \(entries) ]")
      } throws: { ($0 as? DocumentError)?.code == .overlap }
    }
  }

  @Test func `a minimum is one amount or changes`() throws {
    let one = try contract("minimum_monthly: \"12.00\"").minimumMonthly
    #expect(one.versions.map(\.value.description) == ["12.00"])
    let list = try contract(
      "minimum_monthly: [ { from: 2026-02-01, amount: 10 }, { from: 2026-03-01, amount: 20 } ]")
    #expect(try list.minimumMonthly.version(on: day("2026-01-31"))?.value == .zero)
    #expect(try list.minimumMonthly.version(on: day("2026-03-01"))?.value.description == "20")
    // What is 0 from a date on is what nobody agreed to.
    let none = try contract("minimum_monthly: [ { from: 2026-02-01, amount: \"0.00\" } ]")
    #expect(try none.minimumMonthly == contract("").minimumMonthly)
  }

  @Test func `overrides, commitments, charges and components are typed`() throws {
    let contract = try contract(
      """
      overrides:
          - { product: p, from: 2026-06-01, charge: { model: per_unit, unit_price: "10.80" } }
          - { product: q, versions: [ { from: 2026-02-01, charge: { model: flat, amount: 1 } },
              { from: 2026-03-01, charge: { model: flat, amount: 2 } } ] }
        commitments: [ { product: p, quantity: "1.5", from: 2026-01-31, months: 1 } ]
        charges: [ { id: a, period: 2026-01, label: { fr: A, en: A }, amount: "-500.00",
            service: X } ]
        components: [ { match: "**/compute/*", from: 2026-02-01, to: 2026-03-01, tenant: t1 } ]
        service_levels: [v]
        purchase_order: PO-1
      """)
    #expect(contract.overrides.map(\.product) == ["p", "q", "q"])
    #expect(try contract.commitments.map(\.to) == [day("2026-02-28")])
    #expect(contract.charges.first?.amount.description == "-500.00")
    #expect(contract.components.first?.match.text == "**/compute/*")
    #expect(contract.serviceLevels == ["v"])
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let keys: String
    let code: DocumentError.Code
    let key: String
    var vat = "{ category: S, rate: 20 }"
    var testDescription: String { keys + vat }
  }

  @Test(arguments: [
    Fault(
      keys: "", code: .gap, key: "spec.vat",
      vat: "[ { from: 2026-02-01, category: S, rate: 20 } ]"),
    Fault(
      keys: "", code: .overlap, key: "spec.vat[1]",
      vat: """
        [ { from: 2026-01-01, category: S, rate: 20 }, { from: 2026-01-01, category: S, rate: 19 } ]
        """
    ),
    Fault(keys: "", code: .missingKey, key: "spec.vat[0]", vat: "[ { category: S, rate: 20 } ]"),
    Fault(keys: "", code: .invalidValue, key: "spec.vat", vat: "[]"),
    Fault(
      keys: "discounts: [ { percent: 101 } ]", code: .invalidValue, key: "spec.discounts[0].percent"
    ),
    Fault(
      keys: "discounts: [ { percent: 5, services: [] } ]", code: .invalidValue,
      key: "spec.discounts[0].services"),
    Fault(
      keys: "discounts: [ { from: 2026-02-01, percent: 5 }, { percent: 6 } ]", code: .overlap,
      key: "spec.discounts[1]"),
    Fault(
      keys: """
        overrides: [ { product: p, from: 2026-02-01, charge: { model: flat, amount: 1 } },
            { product: p, from: 2026-02-01, charge: { model: flat, amount: 2 } } ]
        """, code: .overlap, key: "spec.overrides[1]"),
    Fault(
      keys: """
        commitments: [ { product: p, quantity: 1, from: 2026-01-01, months: 3 },
            { product: p, quantity: 1, from: 2026-03-31, months: 1 } ]
        """, code: .overlap, key: "spec.commitments[1]"),
    Fault(
      keys: "commitments: [ { product: p, quantity: 0, from: 2026-01-01, months: 3 } ]",
      code: .invalidValue, key: "spec.commitments[0].quantity"),
    Fault(
      keys: "commitments: [ { product: p, quantity: 1, from: 9999-12-01, months: 3 } ]",
      code: .invalidValue, key: "spec.commitments[0]"),
    Fault(
      keys: """
        charges: [ { id: a, period: 2026-01, label: { fr: A, en: A }, amount: 1, service: X },
            { id: a, period: 2026-02, label: { fr: A, en: A }, amount: 1, service: X } ]
        """, code: .duplicateName, key: "spec.charges[1]"),
    Fault(
      keys:
        "charges: [ { id: a, period: 2026-13, label: { fr: A, en: A }, amount: 1, service: X } ]",
      code: .invalidValue, key: "spec.charges[0].period"),
    Fault(
      keys: "components: [ { match: \"fr1//x\" } ]", code: .invalidValue,
      key: "spec.components[0].match"),
    Fault(
      keys: "components: [ { match: \"fr1/a**\" } ]", code: .invalidValue,
      key: "spec.components[0].match"),
    Fault(
      keys: "components: [ { match: a, from: 2026-03-01, to: 2026-03-01 } ]", code: .invalidValue,
      key: "spec.components[0].to"),
    Fault(keys: "service_levels: [v, v]", code: .duplicateName, key: "spec.service_levels[1]"),
    Fault(keys: "minimum_monthly: []", code: .invalidValue, key: "spec.minimum_monthly"),
    Fault(keys: "surprise: 1", code: .unknownKey, key: "spec.surprise"),
  ])
  func `a fault is named with its place`(fault: Fault) throws {
    #expect {
      try contract(fault.keys, vat: fault.vat)
    } throws: { error in
      let error = error as? DocumentError
      return error?.code == fault.code && error?.key == fault.key && error?.line != nil
    }
  }
}
