import Decimals
import Invoicing

/// A line's quantity and price within what France lets an e-invoice have: quantities of at most 4
/// decimals, prices above 0 of at most 6, both of at most 19 digits (BR-FR-DEC-02 and 03).
/// Quantity × price ÷ base, rounded half up, is the line's amount.
///
/// - A price of more decimals is that of 10, 100 or 1000 units (BT-149).
/// - What is to the other party's credit has a negative quantity, for prices have no sign.
/// - Where that does not do, or an amount is not quantity × price, the line is one lump sum at its
///   amount; one of 0 is none of them.
struct BilledPrice: Equatable, Sendable {
  /// BT-129.
  let quantity: String
  /// BT-130, after UN/ECE recommendation 20.
  let unitCode: String
  /// BT-146.
  let price: String
  /// BT-149; nil for one unit.
  let base: String?
  /// Whether these are the document's own quantity and unit; else a note has to say them.
  let isAsBilled: Bool

  private static let quantityDigits = 4
  private static let priceDigits = 6

  /// - Throws: where a number cannot be read, or the amount itself is too long.
  init(_ line: InvoiceDocument.Line, minorDigits: Int) throws(ElectronicInvoiceError) {
    let quantity = try line.quantity.decimal("quantity of line \(line.line)")
    let amount = try line.amount.decimal("amount of line \(line.line)")
    if let text = line.unitPrice {
      let unitPrice = try text.decimal("unit price of line \(line.line)")
      let product = WideDecimal(quantity, times: unitPrice)
      if let price = Self(
        quantity: unitPrice.isNegative ? quantity.negated : quantity,
        price: unitPrice.isNegative ? unitPrice.negated : unitPrice,
        unitCode: UnitCode.listed(line.unitCode)),
        let due = try? product.rounded(to: minorDigits), due == amount
      {
        self = price
        return
      }
    }
    self.quantity = amount.isZero ? "0" : amount.isNegative ? "-1" : "1"
    price = amount.isZero ? "1" : (amount.isNegative ? amount.negated : amount).description
    unitCode = UnitCode.one
    base = nil
    isAsBilled = false
  }

  /// nil where it is beyond the limits.
  private init?(quantity: DecimalNumber, price: DecimalNumber, unitCode: String) {
    let quantity = quantity.normalised
    let price = price.scale > Self.priceDigits ? price.normalised : price
    let excess = max(price.scale - Self.priceDigits, 0)
    guard quantity.scale <= Self.quantityDigits, !price.isZero, excess <= 3 else { return nil }
    let shifted = DecimalNumber(coefficient: price.coefficient, scale: price.scale - excess)
    self.quantity = quantity.description
    self.unitCode = unitCode
    self.price = shifted.description
    base = excess == 0 ? nil : "1" + String(repeating: "0", count: excess)
    isAsBilled = true
    guard FrenchRules.fits(self.quantity), FrenchRules.fits(self.price) else { return nil }
  }
}

extension String {
  /// A number of the document.
  ///
  /// - Throws: where there is none; `place` tells which it is.
  func decimal(_ place: String) throws(ElectronicInvoiceError) -> DecimalNumber {
    do throws(DecimalError) {
      return try DecimalNumber(self, limits: .printed)
    } catch {
      throw .unreadable(place, self)
    }
  }
}
