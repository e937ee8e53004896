public import Calendars
public import Decimals
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
  /// In force on every day of the contract.
  public let vat: Dated<VATRule>
  /// In document order; in force on every day, empty where none was agreed.
  public let discounts: Dated<[Discount]>
  public let overrides: [PriceOverride]
  public let commitments: [QuantityCommitment]
  public let charges: [OneOffCharge]
  /// The least that a whole month costs; in force on every day, 0 where none was agreed.
  public let minimumMonthly: Dated<DecimalNumber>
  /// Documents of kind `ServiceLevels`.
  public let serviceLevels: [String]
  public let components: [ComponentScope]
  public let issue: IssuePolicy
  public let purchaseOrder: String?
  public let accounts: RevenueAccounts

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
    organisation = try spec.required("organisation").normalisedName()
    seller = try spec.required("seller").normalisedName()
    priceList = try spec.required("price_list").normalisedName()
    from = try spec.required("from").date()
    let end = spec.optional("to")
    to = try end?.date()
    zone = try spec.optional("timezone")?.zone() ?? .default
    paymentTermsDays = try spec.optional("payment_terms_days")?.integer(in: 0...365) ?? 30
    vat = try VATRule.dated(try spec.required("vat"), begin: from)
    discounts = try Discount.dated(spec.optional("discounts"), begin: from)
    overrides = try PriceOverride.list(spec.optional("overrides"))
    commitments = try QuantityCommitment.list(spec.optional("commitments"))
    charges = try OneOffCharge.list(spec.optional("charges"))
    minimumMonthly = try Self.minimum(spec.optional("minimum_monthly"), begin: from)
    serviceLevels = try spec.optional("service_levels")?.names() ?? []
    components = try ComponentScope.list(spec.optional("components"), begin: from)
    issue = try IssuePolicy(spec.optional("issue"))
    purchaseOrder = try spec.optional("purchase_order")?.normalisedName()
    accounts = try RevenueAccounts(&spec)
    if let end, let to, to <= from {
      throw end.error(.invalidValue, "the contract ends (\(to)) before it begins (\(from))")
    }
    try spec.finish()
  }

  /// An amount, or `[{ from, amount }]`.
  private static func minimum(
    _ node: DocumentNode?, begin: LocalDate
  ) throws(DocumentError) -> Dated<DecimalNumber> {
    let none = Dated<DecimalNumber>(versions: []).filled(with: .zero, from: begin)
    guard let node else { return none }
    if case .scalar = node.content {
      return try Dated([(nil, try node.notNegative(), node)], begin: begin)
    }
    return try node.dated(from: begin) { version throws(DocumentError) in
      let amount = try version.required("amount").notNegative()
      try version.finish()
      return amount
    }.filled(with: .zero, from: begin)
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
