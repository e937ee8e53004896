public import Calendars
import Documents

/// What an organisation has agreed to: prices, terms, and for how long.
public struct Contract: Hashable, Sendable {
  /// When invoices are issued without being asked for.
  public struct IssuePolicy: Hashable, Sendable {
    public let isAutomatic: Bool
    public let graceDays: Int
  }

  public let name: String
  public let organisation: String
  public let seller: String
  public let priceList: String
  /// The first local day.
  public let from: LocalDate
  /// The first local day after it; nil where it is open.
  public let to: LocalDate?
  public let zone: Zone
  public let paymentTermsDays: Int
  public let vat: VATRule
  public let issue: IssuePolicy
  public let purchaseOrder: String?

  /// The instants that it covers; nil where it ends before it begins.
  public var span: TimeSpan? {
    TimeSpan(from: zone.start(of: from), to: to.map { zone.start(of: $0) } ?? .distantFuture)
  }

  /// The part of a period that it covers; nil where there is none.
  public func coverage(of period: Period) -> TimeSpan? {
    span?.intersection(zone.span(of: period))
  }
}

extension Contract {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    self.name = name
    organisation = try spec.required("organisation").name()
    seller = try spec.required("seller").name()
    priceList = try spec.required("price_list").name()
    from = try spec.required("from").date()
    let end = spec.optional("to")
    to = try end?.date()
    zone = try spec.optional("timezone")?.zone() ?? .default
    paymentTermsDays = try spec.optional("payment_terms_days")?.integer(in: 0...365) ?? 30
    vat = try VATRule(try spec.required("vat"))
    issue = try IssuePolicy(spec.optional("issue"))
    purchaseOrder = try spec.optional("purchase_order")?.name()
    try spec.refuseForNow(
      "discounts", "overrides", "commitments", "charges", "minimum_monthly", "service_levels",
      "components")
    if let end, let to, to <= from {
      throw end.error(.invalidValue, "the contract ends (\(to)) before it begins (\(from))")
    }
    try spec.finish()
  }
}

extension Contract.IssuePolicy {
  fileprivate init(_ node: DocumentNode?) throws(DocumentError) {
    guard let node else {
      self.init(isAutomatic: false, graceDays: 5)
      return
    }
    var issue = try node.mapping()
    self.init(
      isAutomatic: try issue.optional("automatic")?.boolean() ?? false,
      graceDays: try issue.optional("grace_days")?.integer(in: 0...365) ?? 5)
    try issue.finish()
  }
}
