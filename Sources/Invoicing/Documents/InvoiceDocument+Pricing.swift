import Catalogue
import Decimals
import Rating

extension InvoiceDocument {
  /// How a charge that is priced over the whole organisation came about: what a line's amount is a
  /// share of. As owed, also on a credit note.
  public struct Pricing: Codable, Equatable, Sendable {
    /// The charge model's name in documents.
    public let model: String
    /// In billed units, over all tenants and SKUs.
    public let quantity: String
    /// What the charge sets besides; left out where it does not.
    public let included: String?
    public let size: String?
    public let minimum: String?
    public let maximum: String?
    /// What was priced: tiers that were entered, packages, units.
    public let lines: [Part]
    /// The exact amount, after minimum and maximum.
    public let unrounded: String
    /// In the currency's minor digits.
    public let amount: String
  }

  /// A part of a price; null where nothing is counted, or nothing is due besides.
  public struct Part: Codable, Equatable, Sendable {
    public let quantity: String?
    public let unitPrice: String?
    public let flat: String?
    public let amount: String
    /// Of a charge with tiers, the tier's number from 1, and its bounds; left out where there is
    /// none.
    public let tier: Int?
    public let above: String?
    public let upTo: String?

    private enum CodingKeys: String, CodingKey {
      case quantity, flat, amount, tier, above
      case unitPrice = "unit_price"
      case upTo = "up_to"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(quantity, forKey: .quantity)
      try container.encode(unitPrice, forKey: .unitPrice)
      try container.encode(flat, forKey: .flat)
      try container.encode(amount, forKey: .amount)
      try container.encodeIfPresent(tier, forKey: .tier)
      try container.encodeIfPresent(above, forKey: .above)
      try container.encodeIfPresent(upTo, forKey: .upTo)
    }
  }
}

extension InvoiceDocument.Pricing {
  init(_ charge: Charge, quantity: DecimalNumber, _ pricing: Rating.Pricing, amount: DecimalNumber)
  {
    var size: DecimalNumber?
    if case .package(let units, _) = charge.model { size = units }
    self.init(
      model: charge.model.name, quantity: quantity.plain, included: charge.included?.plain,
      size: size?.plain, minimum: charge.minimum?.description,
      maximum: charge.maximum?.description, lines: pricing.parts.map(InvoiceDocument.Part.init),
      unrounded: pricing.unrounded.description, amount: amount.description)
  }
}

extension InvoiceDocument.Part {
  init(_ part: Rating.Pricing.Part) {
    self.init(
      quantity: part.quantity?.plain, unitPrice: part.unitPrice?.description,
      flat: part.flat?.description, amount: part.amount.description, tier: part.tier?.number,
      above: part.tier?.lower?.plain, upTo: part.tier?.upper?.plain)
  }
}
