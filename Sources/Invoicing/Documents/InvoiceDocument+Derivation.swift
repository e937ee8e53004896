import Decimals

extension InvoiceDocument {
  /// What an agreed line, or an adjustment, comes from; what does not concern it is left out. As
  /// owed, also on a credit note.
  public struct Derivation: Codable, Equatable, Sendable {
    /// Of a commitment, billed units.
    public var committed: String?
    public var used: String?
    /// Of a discount or a service credit: in percent, and what it is a part of, exactly.
    public var percent: String?
    public var base: String?
    /// Of a service credit: how the commitment was kept, truncated to 5 decimals, and its target as
    /// it was written, both in percent; nil in documents of before they were kept.
    public var availability: String?
    public var target: String?
    /// Of a monthly minimum: a whole month's, and how many local days of how many are covered.
    public var minimum: String?
    public var days: Int?
    public var daysOfMonth: Int?
    /// Of an adjustment: what is owed now, and what was billed before.
    public var owed: Share?
    public var billed: Share?

    private enum CodingKeys: String, CodingKey {
      case committed, used, percent, base, availability, target, minimum, days, owed, billed
      case daysOfMonth = "days_of_month"
    }
  }

  /// A quantity with its amount.
  public struct Share: Codable, Equatable, Sendable {
    public let quantity: String
    /// Left out where the amount is not quantity × price.
    public let unitPrice: String?
    public let amount: String

    public init(quantity: String, unitPrice: String?, amount: String) {
      self.quantity = quantity
      self.unitPrice = unitPrice
      self.amount = amount
    }

    private enum CodingKeys: String, CodingKey {
      case quantity, amount
      case unitPrice = "unit_price"
    }
  }
}
