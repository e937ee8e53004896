import Testing

@Suite struct GraduatedTests {
  /// The example of contract.md.
  @Test(arguments: [
    ("0", "0", ["0 × 90"]),
    ("9.999999", "899.99991", ["9.999999 × 90"]),
    ("10", "900", ["10 × 90"]),
    ("10.000001", "900.00007", ["10 × 90", "0.000001 × 70"]),
    ("11", "970", ["10 × 90", "1 × 70"]),
    ("25", "1950", ["10 × 90", "15 × 70"]),
    (
      "999999999999999999.999999999999999999", "70000000000000000199.99999999999999993",
      ["10 × 90", "999999999999999989.999999999999999999 × 70"]
    ),
  ])
  func `each tier prices its own part, its upper bound with it`(
    quantity: String, amount: String, parts: [String]
  ) throws {
    let charge =
      "{ model: graduated, tiers: [ {up_to: '10', unit_price: '90'}, {unit_price: '70'} ] }"
    let priced = try Priced(quantity, by: charge)
    #expect(priced.amount == amount)
    #expect(priced.parts == parts)
  }

  @Test(arguments: [
    ("99", "99"), ("99.499999", "99.499999"), ("99.5", "99.5"), ("99.500001", "99.500002"),
    ("99.75", "100"), ("100", "100.5"), ("100.000001", "100.500003"), ("100.5", "102"),
  ])
  func `bounds may be fractional`(quantity: String, amount: String) throws {
    let charge = """
      { model: graduated,
        tiers: [ {up_to: 99.5, unit_price: 1}, {up_to: 100, unit_price: 2}, {unit_price: 3} ] }
      """
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test(arguments: [("99", "198"), ("99.5", "198.5"), ("100", "199"), ("100.5", "199")])
  func `between 99 and 100 lies 99.5`(quantity: String, amount: String) throws {
    let charge = """
      { model: graduated,
        tiers: [ {up_to: 99, unit_price: 2}, {up_to: 100, unit_price: 1}, {unit_price: 0} ] }
      """
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test(arguments: [
    // The first tier is entered at 0 too.
    ("0", "100", ["0 × 1 + 100"]),
    ("10", "110", ["10 × 1 + 100"]),
    ("10.000001", "160.0000005", ["10 × 1 + 100", "0.000001 × 0.5 + 50"]),
    ("20", "165", ["10 × 1 + 100", "10 × 0.5 + 50"]),
    ("21", "190.1", ["10 × 1 + 100", "10 × 0.5 + 50", "1 × 0.1 + 25"]),
  ])
  func `a tier's flat is due once it is entered`(
    quantity: String, amount: String, parts: [String]
  ) throws {
    let charge = """
      { model: graduated, tiers: [
          {up_to: 10, unit_price: '1', flat: '100'}, {up_to: 20, unit_price: '0.5', flat: '50'},
          {unit_price: '0.1', flat: '25'} ] }
      """
    let priced = try Priced(quantity, by: charge)
    #expect(priced.amount == amount)
    #expect(priced.parts == parts)
  }

  @Test(arguments: [
    ("12", "630"),  // 7 × 90; taken off after the tiers it would be 690
    ("5", "0"), ("4", "0"), ("0", "0"), ("5.000001", "0.00009"), ("15", "900"),
    ("15.000001", "900.00007"),
  ])
  func `free units are taken off before the tiers`(quantity: String, amount: String) throws {
    let charge =
      "{ model: graduated, included: 5, tiers: [ {up_to: 10, unit_price: 90}, {unit_price: 70} ] }"
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test func `prices may be negative, bounds as small as a quantity can be`() throws {
    let credit = "{ model: graduated, tiers: [ {up_to: 10, unit_price: 2}, {unit_price: -1} ] }"
    #expect(try Priced("15", by: credit).amount == "15")
    #expect(try Priced("40", by: credit).amount == "-10")
    let small = """
      { model: graduated, tiers: [ {up_to: 0.000000000000000001, unit_price: 1}, {unit_price: 2} ] }
      """
    #expect(try Priced("0.000000000000000002", by: small).amount == "0.000000000000000003")
    let nine = """
      { model: graduated, tiers: [
          {up_to: 0.5, unit_price: 0.000000001}, {unit_price: 0.999999999} ] }
      """
    // 0.5 × 0.000000001 + 0.25 × 0.999999999
    #expect(try Priced("0.75", by: nine).amount == "0.25000000025")
  }

  @Test func `one open tier is per_unit`() throws {
    let charge = "{ model: graduated, tiers: [ {unit_price: 3} ] }"
    #expect(try Priced("2.5", by: charge).amount == "7.5")
    #expect(try Priced("0", by: charge).amount == "0")
  }
}
