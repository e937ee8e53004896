import Testing

@Suite struct PackageTests {
  @Test(arguments: [
    ("0", "0", "0"), ("0.000001", "1", "5"), ("999", "1", "5"), ("1000", "1", "5"),
    ("1000.000001", "2", "10"), ("2000", "2", "10"), ("2000.5", "3", "15"),
  ])
  func `every started package is due`(quantity: String, packages: String, amount: String) throws {
    let priced = try Priced(quantity, by: "{ model: package, size: 1000, price: '5' }")
    #expect(priced.amount == amount)
    #expect(priced.parts == ["\(packages) × 5"])
  }

  @Test(arguments: [
    ("0.5", "0.1", "0.1"), ("0.5", "0.5", "0.1"), ("0.5", "0.500001", "0.2"), ("0.5", "1.2", "0.3"),
    ("0.5", "1.5", "0.3"), ("0.3", "0.9", "0.3"), ("0.3", "1", "0.4"), ("2.5", "5", "0.2"),
    ("2.5", "5.1", "0.3"),
  ])
  func `a size may be a fraction`(size: String, quantity: String, amount: String) throws {
    let charge = "{ model: package, size: '\(size)', price: '0.10' }"
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test(arguments: [
    ("600", "0"), ("500", "0"), ("600.000001", "5"), ("1500", "5"), ("1600", "5"), ("1601", "10"),
  ])
  func `free units start no package`(quantity: String, amount: String) throws {
    let charge = "{ model: package, size: 1000, price: 5, included: 600 }"
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test func `prices may be negative and have nine decimals, quantities have 36 digits`() throws {
    #expect(
      try Priced("2", by: "{ model: package, size: 1.5, price: -0.000000001 }").amount
        == "-0.000000002")
    let priced = try Priced(
      "999999999999999999.999999999999999999",
      by: "{ model: package, size: 0.000000000000000001, price: '0.000000001' }")
    #expect(priced.amount == "999999999999999999999999999.999999999")
    #expect(priced.parts == ["999999999999999999999999999999999999 × 0.000000001"])
    #expect(
      try Priced(
        "0.000000000000000001",
        by: "{ model: package, size: 999999999999999999.999999999999999999, price: 2 }"
      ).amount == "2")
  }
}
