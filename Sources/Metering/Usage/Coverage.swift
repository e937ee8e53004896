public import Calendars
public import Catalogue

/// What of one organisation is metered for a period: its tenants, for the part of the month that
/// the contract and each tenancy cover.
public struct Coverage: Sendable {
  public let organisation: String
  /// nil where the organisation has no contract in the period: then the whole month is metered, in
  /// the default zone, for people to see; nothing of it can be billed.
  public let contract: Contract?
  public let period: Period
  public let zone: Zone
  /// The part of the period that the contract covers; all of it without one.
  public let span: TimeSpan
  /// By tenant, then time.
  public let tenancies: [Tenancies.Tenancy]

  /// The coverages of an organisation in a period: one for each contract that touches it, or one
  /// without a contract.
  public static func all(
    of organisation: String, in period: Period, directory: Directory, tenancies: Tenancies
  ) -> [Coverage] {
    let covered = directory.contracts(of: organisation).compactMap { contract in
      Coverage(contract, period: period, tenancies: tenancies)
    }
    guard covered.isEmpty else { return covered }
    let month = Zone.default.span(of: period)
    // Where its zone is another, a contract of the month before or after covers the month's edge.
    let contracts = directory.contracts(of: organisation).compactMap(\.span)
    let open = contracts.reduce([month]) { open, span in open.flatMap { $0.subtracting(span) } }
    return [
      Coverage(
        organisation: organisation, contract: nil, period: period, zone: .default, span: month,
        tenancies: open.flatMap { tenancies.tenancies(of: organisation, within: $0) }
          .sorted { ($0.tenant, $0.span.from) < ($1.tenant, $1.span.from) })
    ]
  }

  /// What a contract covers of a period; nil where that is nothing.
  public init?(_ contract: Contract, period: Period, tenancies: Tenancies) {
    guard let span = contract.coverage(of: period) else { return nil }
    self.init(
      organisation: contract.organisation, contract: contract, period: period,
      zone: contract.zone, span: span,
      tenancies: tenancies.tenancies(of: contract.organisation, within: span))
  }

  private init(
    organisation: String, contract: Contract?, period: Period, zone: Zone, span: TimeSpan,
    tenancies: [Tenancies.Tenancy]
  ) {
    self.organisation = organisation
    self.contract = contract
    self.period = period
    self.zone = zone
    self.span = span
    self.tenancies = tenancies
  }

  /// The part of the period that the contract and a tenant cover: from the first instant to the
  /// last, should the tenant have left and come back.
  public func span(ofTenant tenant: String) -> TimeSpan? {
    let spans = tenancies.filter { $0.tenant == tenant }.map(\.span)
    guard let first = spans.first, let last = spans.last else { return nil }
    return TimeSpan(from: first.from, to: last.to)
  }
}
