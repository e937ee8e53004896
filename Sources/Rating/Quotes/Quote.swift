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

  /// Reads `{"id": …, "quantity": …, "charge": {…}, "minor_units": 2}` and prices it. The id says
  /// who asks: a text or a number, which is only seen to be there.
  public init(_ node: DocumentNode) throws(DocumentError) {
    var request = try node.mapping()
    let id = try request.required("id")
    let written = try id.string()
    guard id.isQuoted || Self.beginsNumber(written) else { throw id.invalid("a text or a number") }
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

  /// Whether an unquoted value of JSON that begins so is a number.
  private static func beginsNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  }
}
