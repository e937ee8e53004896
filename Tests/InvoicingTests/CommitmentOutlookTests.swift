import Calendars
import Catalogue
import Decimals
import Documents
import Invoicing
import Testing

/// What is left of a commitment, and what it still costs.
@Suite struct CommitmentOutlookTests {
  /// A contract with such commitments, its end, and a list with such charges of `p`.
  private func overview(
    _ commitments: String, on day: String, to end: String? = nil,
    effective: String = "usage_time",
    charges: [(from: String, charge: String)] = [("2026-01-01", plain(10))]
  ) throws -> ContractOverview {
    let versions = charges.map { from, charge in
      "    - { from: \(from), prices: [ { product: p, charge: \(charge) } ] }"
    }
    let text = """
      kind: Catalogue
      name: c
      spec:
        products:
          - { product: p, sku: "csp:p", label: { fr: P, en: P }, service: S, unit: u,
              meter: { aggregation: sum } }
      ---
      kind: PriceList
      name: l
      spec:
        currency: EUR
        effective: \(effective)
        versions:
      \(versions.joined(separator: "\n"))
      ---
      kind: Contract
      name: k
      spec:
        organisation: o
        seller: s
        price_list: l
        from: 2026-01-01\(end.map { "\n  to: \($0)" } ?? "")
        vat: { category: S, rate: "20.00" }
        commitments: [ \(commitments) ]
      """
    var directory = Directory()
    for node in try DocumentNode.documents(of: text, file: "world.yaml") {
      directory.put(try Document(node).content)
    }
    return try ContractOverview(
      directory.contract(named: "k"), on: try #require(LocalDate(day)), directory: directory)
  }

  private static func plain(_ price: Int) -> String {
    "{ model: per_unit, unit_price: \(price) }"
  }

  private static let year = "{ product: p, quantity: 3, from: 2026-01-10, months: 12 }"

  struct Case {
    let day: String
    var end: String?
    let months: String
    let cost: String
    let daysLeft: Int
  }

  @Test(arguments: [
    // Before it begins all of it is left: 22 of 31 days, eleven months, 9 of 31.
    Case(day: "2026-01-01", months: "12", cost: "360.00", daysLeft: 374),
    Case(day: "2026-01-10", months: "12", cost: "360.00", daysLeft: 365),
    // 16 of 30 days: c = 1.6; 9 of 31: c = 0.870968, at 10 each.
    Case(day: "2026-11-15", months: "1.823656", cost: "54.71", daysLeft: 56),
    Case(day: "2027-01-09", months: "0.032258", cost: "0.97", daysLeft: 1),
    Case(day: "2027-01-10", months: "0", cost: "0.00", daysLeft: 0),
    Case(day: "2028-01-10", months: "0", cost: "0.00", daysLeft: 0),
    // Cut at the contract's end: 14 of 30 days.
    Case(day: "2026-11-01", end: "2026-11-15", months: "0.466667", cost: "14.00", daysLeft: 14),
    Case(day: "2026-12-01", end: "2026-11-15", months: "0", cost: "0.00", daysLeft: 0),
  ])
  func `months that are left, and what they cost`(example: Case) throws {
    let overview = try overview(Self.year, on: example.day, to: example.end)
    let left = try #require(overview.commitments.first)
    #expect(left.months.plain == example.months)
    #expect(left.earlyExitCost?.description == example.cost)
    #expect(left.outlook.daysLeft == example.daysLeft)
    #expect(left.outlook.endsSoon == (1...60).contains(example.daysLeft))
  }

  @Test func `sixty days are soon, sixty-one are not`() throws {
    for (day, isSoon) in [("2026-11-10", false), ("2026-11-11", true)] {
      let left = try #require(try overview(Self.year, on: day).commitments.first)
      #expect(left.outlook.endsSoon == isSoon, "\(day): \(left.outlook.daysLeft)")
    }
  }

  @Test func `each month costs what it is billed at then`() throws {
    let charges = [("2026-01-01", Self.plain(10)), ("2026-12-01", Self.plain(20))]
    let cost = { (effective: String, charges: [(String, String)]) in
      try overview(Self.year, on: "2026-11-01", effective: effective, charges: charges)
        .commitments.first?.earlyExitCost?.description
    }
    // 30.00 in November, 60.00 in December, 0.870968 × 20 = 17.42.
    #expect(try cost("usage_time", charges) == "107.42")
    // November is issued on 1 December: 60.00.
    #expect(try cost("issue_date", charges) == "137.42")
    // A price that changes on the 2nd does not hold for a month that began before.
    #expect(
      try cost("usage_time", [charges[0], ("2026-11-02", Self.plain(20))]) == "107.42")
    let tiers = "{ model: graduated, tiers: [ { up_to: 2, unit_price: 10 }, { unit_price: 1 } ] }"
    #expect(try cost("usage_time", [("2026-01-01", tiers)]) == "50.71")
  }

  @Test func `commitments that follow each other are told apart`() throws {
    let next = "{ product: p, quantity: 1, from: 2027-01-10, months: 1 }"
    let costs = try overview(Self.year + ", " + next, on: "2027-01-05").commitments
      .map { $0.earlyExitCost?.description }
    // 5 ÷ 31 × 3 = 0.483871; 22 ÷ 31 = 0.709677 and 9 ÷ 28 = 0.321429.
    #expect(costs == ["4.84", "10.31"])
  }

  @Test func `without a price there is no cost, and it is said why`() throws {
    let left = try #require(
      try overview(Self.year, on: "2026-11-01", charges: [("2027-06-01", Self.plain(1))])
        .commitments.first)
    #expect(left.earlyExitCost == nil && left.months.plain == "2.290323")
    #expect(left.obstacle?.code == .noPrice)
  }

  @Test func `it is what is billed where nothing is used`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  payment_terms_days: 30",
        with: """
            payment_terms_days: 30
            commitments: [ { product: level, quantity: "1.7", from: 2026-02-11, months: 4 } ]
          """))
    let documents = try world.preview("2026-06", organisations: ["acme"]).documents
    let billed = try documents.flatMap(\.lines).filter { $0.kind == .commitment }
      .reduce(DecimalNumber.zero) { try $0 + DecimalNumber($1.amount, limits: .price) }
    let directory = try DocumentStore(world.connection).directory()
    let overview = try ContractOverview(
      directory.contract(named: "acme-2026"), on: try #require(LocalDate("2026-01-20")),
      directory: directory)
    #expect(documents.count == 5)
    #expect(overview.commitments.map(\.earlyExitCost) == [billed])
  }

  @Test func `terms are those of the day; before and after, the first and the last`() throws {
    let overviews = try ["2025-06-01", "2026-06-01", "2026-11-15"].map {
      try overview(Self.year, on: $0, to: "2026-11-15")
    }
    #expect(overviews.map(\.phase) == [.notBegun, .running, .ended])
    #expect(overviews.allSatisfy { $0.vat != nil && $0.priceVersion != nil })
  }
}
