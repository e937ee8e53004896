public import Calendars

/// What a line is for: what is owed under a key minus what was billed under it is what a document
/// bills (contract, section 4).
public struct BillingKey: Hashable, Sendable {
  public let period: Period
  public let kind: LineKind
  public let product: String?
  public let tenant: String?
  public let sku: String?
  public let priceVersion: String?
  public let vatCategory: String
  public let vatRate: String
  public let currency: String
}

/// The kinds of document lines.
public enum LineKind: String, CaseIterable, Codable, Sendable {
  case usage, commitment, discount, minimum, adjustment
  case oneOff = "one_off"
  case serviceCredit = "service_credit"
}

extension BillingKey: Comparable {
  /// By period, kind, product, tenant, SKU, then the rest; texts as bytes.
  public static func < (left: BillingKey, right: BillingKey) -> Bool {
    if left.period != right.period { return left.period < right.period }
    return left.texts.lexicographicallyPrecedes(right.texts) { one, other in
      one.utf8.lexicographicallyPrecedes(other.utf8)
    }
  }

  private var texts: [String] {
    [
      kind.rawValue, product ?? "", tenant ?? "", sku ?? "", priceVersion ?? "", vatCategory,
      vatRate, currency,
    ]
  }
}
