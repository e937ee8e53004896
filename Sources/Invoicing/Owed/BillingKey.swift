public import Calendars
import Decimals

/// What a line is for: what is owed under a key minus what was billed under it is what a document
/// bills (contract, section 4).
///
/// Keys are compared as the database compares: texts by their bytes, where Swift takes an é and an
/// e with an accent for the same, and rates by their value, so that 20 and 20.00 are one rate.
public struct BillingKey: Sendable {
  public private(set) var tenant: String?
  public private(set) var sku: String?
  private let charge: ChargeKey

  public init(
    period: Period, kind: LineKind, product: String?, tenant: String?, sku: String?,
    priceVersion: String?, vatCategory: String, vatRate: String, currency: String
  ) {
    self.tenant = tenant
    self.sku = sku
    charge = ChargeKey(
      period: period, kind: kind, product: product, priceVersion: priceVersion,
      vatCategory: vatCategory, vatRate: vatRate,
      vatRateValue: (try? DecimalNumber(vatRate, limits: .price))?.plain ?? vatRate,
      currency: currency)
  }
}

/// What the keys of a product's lines have in common: one object, as keys are copied often.
private final class ChargeKey: Sendable {
  let period: Period
  let kind: LineKind
  let product: String?
  let priceVersion: String?
  let vatCategory: String
  let vatRate: String
  let vatRateValue: String
  let currency: String

  init(
    period: Period, kind: LineKind, product: String?, priceVersion: String?,
    vatCategory: String, vatRate: String, vatRateValue: String, currency: String
  ) {
    self.period = period
    self.kind = kind
    self.product = product
    self.priceVersion = priceVersion
    self.vatCategory = vatCategory
    self.vatRate = vatRate
    self.vatRateValue = vatRateValue
    self.currency = currency
  }
}

extension BillingKey {
  public var period: Period { charge.period }
  public var kind: LineKind { charge.kind }
  public var product: String? { charge.product }
  public var priceVersion: String? { charge.priceVersion }
  public var vatCategory: String { charge.vatCategory }
  /// As it is written.
  public var vatRate: String { charge.vatRate }
  public var currency: String { charge.currency }

  /// The VAT rate without trailing zeros: what tells rates apart.
  var vatRateValue: String { charge.vatRateValue }

  /// The same of another tenant and SKU.
  func of(tenant: String?, sku: String) -> BillingKey {
    var key = self
    (key.tenant, key.sku) = (tenant, sku)
    return key
  }
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

  /// Made once: keys are compared often.
  private static let order = allCases

  private var place: Int { Self.order.firstIndex(of: self) ?? 0 }
}

extension BillingKey: Hashable {
  public static func == (left: BillingKey, right: BillingKey) -> Bool {
    isSame(left.tenant, right.tenant) && isSame(left.sku, right.sku)
      && (left.charge === right.charge || isSame(left.charge, right.charge))
  }

  private static func isSame(_ left: ChargeKey, _ right: ChargeKey) -> Bool {
    left.period == right.period && left.kind == right.kind
      && isSame(left.product, right.product) && isSame(left.priceVersion, right.priceVersion)
      && isSame(left.vatCategory, right.vatCategory)
      && isSame(left.vatRateValue, right.vatRateValue) && isSame(left.currency, right.currency)
  }

  /// What is absent is as if it were empty.
  private static func isSame(_ one: String?, _ other: String?) -> Bool {
    (one ?? "").utf8.elementsEqual((other ?? "").utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(period)
    hasher.combine(kind)
    // Few keys have these in common; the others need not tell them apart.
    for text in [product, tenant, sku] {
      var text = text ?? ""
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
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

  private var texts: [String] {
    [
      product ?? "", tenant ?? "", sku ?? "", priceVersion ?? "", vatCategory, vatRateValue,
      currency,
    ]
  }
}
