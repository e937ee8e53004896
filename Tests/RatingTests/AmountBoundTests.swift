import Testing

/// `minimum` and `maximum`, which bound the amount of every model after all else.
@Suite struct AmountBoundTests {
  @Test(arguments: [
    ("0", "5"), ("2.499999", "5"), ("2.5", "5"), ("2.500001", "5.000002"), ("5", "10"),
    ("5.000001", "10"), ("999999999999999999", "10"),
  ])
  func `no less than the minimum, no more than the maximum`(
    quantity: String, amount: String
  ) throws {
    let charge = "{ model: per_unit, unit_price: 2, minimum: 5, maximum: 10 }"
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test(arguments: [
    ("3", "10"),  // 3 + 4 = 7; bounded before the flat it would be 14
    ("6", "10"), ("6.5", "10.5"), ("10.5", "14.5"), ("11", "15"),
    ("12", "15"),  // 12 + 4 = 16; bounded before the flat it would stay 16
    ("0", "10"),
  ])
  func `a tier's flat counts first`(quantity: String, amount: String) throws {
    let charge = """
      { model: graduated, minimum: 10, maximum: 15,
        tiers: [ {up_to: 11, unit_price: 1, flat: 4}, {unit_price: 1} ] }
      """
    #expect(try Priced(quantity, by: charge).amount == amount)
  }

  @Test func `of every model`() throws {
    let bounds = "minimum: 7, maximum: 8"
    let low = [
      "flat, amount: 1", "per_unit, unit_price: 1", "graduated, tiers: [ {unit_price: 1} ]",
      "volume, tiers: [ {unit_price: 1} ]", "package, size: 1, price: 1",
    ]
    for model in low {
      #expect(try Priced("1", by: "{ model: \(model), \(bounds) }").amount == "7", "\(model)")
    }
    let high = [
      "flat, amount: 9", "per_unit, unit_price: 9", "graduated, tiers: [ {unit_price: 9} ]",
      "volume, tiers: [ {unit_price: 9} ]", "package, size: 1, price: 9",
    ]
    for model in high {
      #expect(try Priced("1", by: "{ model: \(model), \(bounds) }").amount == "8", "\(model)")
    }
  }

  @Test func `below 0, and where both are the same`() throws {
    let credit = "{ model: per_unit, unit_price: -2, minimum: -5, maximum: -1 }"
    #expect(try Priced("0", by: credit).amount == "-1")
    #expect(try Priced("2", by: credit).amount == "-4")
    #expect(try Priced("3", by: credit).amount == "-5")
    let fixed = "{ model: per_unit, unit_price: 2, minimum: 5, maximum: 5.00 }"
    #expect(try Priced("1", by: fixed).amount == "5")
    #expect(try Priced("4", by: fixed).amount == "5")
  }

  @Test func `free units first, and the parts say what was bounded`() throws {
    let priced = try Priced(
      "12", by: "{ model: per_unit, unit_price: '3', included: 10, minimum: 7 }")
    #expect(priced.amount == "7")
    #expect(priced.parts == ["2 × 3"])
  }
}
