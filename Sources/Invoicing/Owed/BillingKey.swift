public import Calendars
import Decimals

/// What a line is for: what is owed under a key minus what was billed under it is what a document
/// bills (contract, section 4).
///
/// Keys are compared as the database compares: texts by their bytes, where Swift takes an é and an
/// e with an accent for the same, and rates by their value, so that 20 and 20.00 are one rate.
public struct BillingKey: Sendable {
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

/// The kinds of document lines, in the order in which they stand on a document (contract, section
/// 4, "Lines", 4).
public enum LineKind: String, CaseIterable, Codable, Sendable {
  case usage, commitment
  case oneOff = "one_off"
  case discount, minimum
  case serviceCredit = "service_credit"
  case adjustment
}

extension LineKind: Comparable {
  public static func < (left: LineKind, right: LineKind) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension BillingKey: Hashable {
  public static func == (left: BillingKey, right: BillingKey) -> Bool {
    left.period == right.period && left.kind == right.kind
      && left.texts.elementsEqual(right.texts) { $0.utf8.elementsEqual($1.utf8) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(period)
    hasher.combine(kind)
    for text in texts {
      for byte in text.utf8 { hasher.combine(byte) }
      hasher.combine(UInt8(0))
    }
  }
}

extension BillingKey: Comparable {
  /// By period, kind, product, tenant, SKU, then the rest; texts as bytes.
  public static func < (left: BillingKey, right: BillingKey) -> Bool {
    if left.period != right.period { return left.period < right.period }
    if left.kind != right.kind { return left.kind < right.kind }
    return left.texts.lexicographicallyPrecedes(right.texts) { one, other in
      one.utf8.lexicographicallyPrecedes(other.utf8)
    }
  }

  /// The key whatever the price version.
  var unpriced: BillingKey {
    BillingKey(
      period: period, kind: kind, product: product, tenant: tenant, sku: sku, priceVersion: nil,
      vatCategory: vatCategory, vatRate: vatRate, currency: currency)
  }

  /// The VAT rate without trailing zeros: what tells rates apart.
  var vatRateValue: String {
    (try? DecimalNumber(vatRate, limits: .price))?.plain ?? vatRate
  }

  private var texts: [String] {
    [
      product ?? "", tenant ?? "", sku ?? "", priceVersion ?? "", vatCategory, vatRateValue,
      currency,
    ]
  }
}
