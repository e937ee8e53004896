import Testing

@Suite struct FlatTests {
  @Test(arguments: [
    ("0", "49.90", "49.9"), ("1", "49.90", "49.9"),
    ("999999999999999999.999999999999999999", "49.90", "49.9"), ("3", "-5", "-5"),
    ("3", "0.000000001", "0.000000001"), ("3", "0", "0"),
    ("0.000000000000000001", "999999999999.999999999", "999999999999.999999999"),
  ])
  func `the amount is due whatever the quantity`(
    quantity: String, price: String, amount: String
  ) throws {
    let priced = try Priced(quantity, by: "{ model: flat, amount: '\(price)' }")
    #expect(priced.amount == amount)
    #expect(priced.parts == [price])
  }

  @Test func `free units change nothing, bounds do`() throws {
    #expect(try Priced("3", by: "{ model: flat, amount: 5, included: 10 }").amount == "5")
    #expect(try Priced("0", by: "{ model: flat, amount: 5, minimum: 7.5 }").amount == "7.5")
    #expect(try Priced("0", by: "{ model: flat, amount: 5, maximum: 4.99 }").amount == "4.99")
  }
}
