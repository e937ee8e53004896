import Testing

@Suite struct VolumeTests {
  @Test(arguments: [
    ("0", "0", ["0 × 90"]),
    ("10", "900", ["10 × 90"]),
    ("10.000001", "700.00007", ["10.000001 × 70"]),
    ("11", "770", ["11 × 70"]),
    (
      "999999999999999999.999999999999999999", "69999999999999999999.99999999999999993",
      ["999999999999999999.999999999999999999 × 70"]
    ),
  ])
  func `the tier that is reached prices all`(
    quantity: String, amount: String, parts: [String]
  ) throws {
    let charge =
      "{ model: volume, tiers: [ {up_to: '10', unit_price: '90'}, {unit_price: '70'} ] }"
    let priced = try Priced(quantity, by: charge)
    #expect(priced.amount == amount)
    #expect(priced.parts == parts)
  }

  @Test(arguments: [
    ("99", "297"), ("99.000000000000000001", "198.000000000000000002"), ("99.5", "199"),
    ("100", "200"), ("100.000001", "100.000001"),
  ])
  func `between 99 and 100 lies 99.5`(quantity: String, amount: String) throws {
    let charge = """
      { model: volume,
        tiers: [ {up_to: 99, unit_price: 3}, {up_to: 100, unit_price: 2}, {unit_price: 1} ] }
      """
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test(arguments: [
    ("0.4", "0.8"), ("0.5", "1"), ("0.500001", "0.500001"), ("0.75", "0.75"),
    ("0.750001", "-0.750001"),
  ])
  func `bounds may be fractional, prices negative`(quantity: String, amount: String) throws {
    let charge = """
      { model: volume,
        tiers: [ {up_to: 0.5, unit_price: 2}, {up_to: 0.75, unit_price: 1}, {unit_price: -1} ] }
      """
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test(arguments: [
    ("0", "100", ["0 × 1 + 100"]), ("10", "110", ["10 × 1 + 100"]),
    ("11", "55.5", ["11 × 0.5 + 50"]),
  ])
  func `the flat of that tier is due, also at 0, and no other`(
    quantity: String, amount: String, parts: [String]
  ) throws {
    let charge = """
      { model: volume, tiers: [
          {up_to: 10, unit_price: '1', flat: '100'}, {unit_price: '0.5', flat: '50'} ] }
      """
    let priced = try Priced(quantity, by: charge)
    #expect(priced.amount == amount)
    #expect(priced.parts == parts)
  }

  @Test(arguments: [("2", "0"), ("3", "0"), ("12", "810"), ("13", "900"), ("13.5", "735")])
  func `free units decide which tier is reached`(quantity: String, amount: String) throws {
    let charge =
      "{ model: volume, included: 3, tiers: [ {up_to: 10, unit_price: 90}, {unit_price: 70} ] }"
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test func `prices have nine decimals`() throws {
    let charge = """
      { model: volume, tiers: [ {up_to: 10, unit_price: 1}, {unit_price: 0.123456789} ] }
      """
    // 123456.789012 × 0.123456789
    #expect(try Priced("123456.789012", by: charge).amount == "15241.578751672002468")
  }
}
