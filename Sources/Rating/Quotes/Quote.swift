public import Catalogue
public import Decimals
public import Documents

/// What a quantity costs by a charge, without any contract (contract, section 4, `quote`).
public struct Quote: Sendable {
  /// In billed units, 0 or more.
  public let quantity: DecimalNumber
  public let charge: Charge
  public let pricing: Pricing
  /// Rounded once, with as many digits as were asked for.
  public let amount: DecimalNumber

  /// An amount has at most as many digits as a price.
  public static let minorDigitsMax = DecimalNumber.Limits.price.fractionDigits
}

/// Answers the lines of `quote`, each with a line of JSON.
public typealias Quoter = LineAnswerer<Quote>

extension Quote: LineQuestion {
  /// Reads `{"id": …, "quantity": …, "charge": {…}, "minor_units": 2}` and prices it. The id says
  /// who asks: a text or a number, which is only seen to be there.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var request = try node.mapping()
    try request.id()
    let quantityNode = try request.required("quantity")
    quantity = try quantityNode.decimal(.quantity)
    guard !quantity.isNegative else { throw quantityNode.invalid("0 or more billed units") }
    charge = try Charge(request.required("charge"))
    let minorDigits = try request.optional("minor_units")?.integer(in: 0...Self.minorDigitsMax)
    try request.finish()
    do throws(DecimalError) {
      pricing = try charge.pricing(of: quantity)
      amount = try pricing.unrounded.rounded(to: minorDigits ?? 2)
    } catch {
      throw DocumentError(
        code: .invalidValue, file: node.file, line: node.line, key: "charge",
        message: "\(error): the quantity is \(quantity)", numberFault: error)
    }
  }

  public func write(to json: inout JSONWriter) {
    json.write(#","amount":"#)
    json.write(amount)
    json.write(#","unrounded":"#)
    json.write(plain: pricing.unrounded)
    json.write(#","lines":["#)
    for (index, part) in pricing.parts.enumerated() {
      if index > 0 { json.write(",") }
      json.write(#"{"quantity":"#)
      json.write(plain: part.quantity)
      json.write(#","unit_price":"#)
      json.write(part.unitPrice)
      json.write(#","flat":"#)
      json.write(part.flat)
      json.write(#","amount":"#)
      json.write(plain: part.amount)
      json.write("}")
    }
    json.write("]")
  }
}
