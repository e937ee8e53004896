import Calendars
import Catalogue
import Decimals
import PostgreSQL
import Rating
import ServiceLevels

/// Explains a service credit by the code that made it, from what was known when its document was
/// stored: the same directory, incidents and claims.
struct CreditExplainer {
  let connection: Connection
  /// Of then, and of now.
  let directory: Directory
  let directoryNow: Directory
  let knownAt: Instant
  let document: InvoiceDocument
  let line: InvoiceDocument.Line
  let owed: Explanation.Owed
  let currency: Currency
  let month: Period
  let ledger: LineLedger

  private var serviceLevel: String { line.priceVersion ?? "" }

  func amount() throws -> CreditedAmount {
    let result = try self.result(directory, knownAt)
    let (earned, shares) = try shares()
    let group = VATGroup(
      category: line.vatCategory, rate: try DecimalNumber(line.vatRate, limits: .price))
    let own = shares.first { $0.credit.serviceLevel == serviceLevel && $0.group == group }
    let stated = try (
      percent: line.derivation?.percent.map { try DecimalNumber($0, limits: .price) },
      base: line.derivation?.base.map { try DecimalNumber($0, limits: .printed) }
    )
    let services = result?.coverage.commitment.services ?? []
    let lines = ledger.upTo.filter {
      $0.isCredited && $0.isTaxed(as: line) && services.contains($0.service ?? "")
    }
    let percent = try earned.first { $0.serviceLevel == serviceLevel }?.percent.printed ?? .zero
    return CreditedAmount(
      serviceLevel: serviceLevel, statedPercent: stated.percent, statedBase: stated.base,
      availability: try result.map { try availability($0) },
      percent: try stated.percent.map { try Agreement(sum: percent, stated: $0) },
      percentNow: try self.result(directoryNow, nil)?.credit.percent ?? .zero,
      lines: lines, linesSum: try lines.amountSum(),
      base: try stated.base.map { try Agreement(sum: own?.base ?? .zero, stated: $0) },
      capped: try capped(shares, group, services),
      amount: try Agreement(sum: own?.amount.negated ?? .zero, stated: owed.amount),
      claims: try result.map { try claims(of: $0) } ?? [])
  }

  /// The commitment's result, by some documents and what was known at an instant.
  private func result(_ directory: Directory, _ knownAt: Instant?) throws -> CommitmentResult? {
    let coverages = coverages(directory).filter { $0.serviceLevel == serviceLevel }
    let components = try AvailabilityMeter(connection, knownAt: knownAt).components(of: coverages)
    return try zip(coverages, components).first { !$1.isEmpty }.map {
      try CommitmentResult($0, $1)
    }
  }

  private func coverages(_ directory: Directory) -> [ServiceCoverage] {
    ServiceCoverage.all(of: [document.organisation], in: month, directory: directory)
      .filter { $0.contract == document.contract }
  }

  /// All credits of the month, and what each gives back in each VAT group.
  private func shares() throws -> (earned: [EarnedCredit], shares: [CreditBasis.Share]) {
    guard let contract = directory.contracts[document.contract],
      let terms = MonthTerms(contract, month)
    else { return ([], []) }
    let owedMonth = OwedMonth(contract: contract, period: month, issueDate: month.firstDayAfter)
    let earned = try EarnedCredits(
      connection: connection, directory: directory, knownAt: knownAt
    ).credits(of: [owedMonth])[0]
    guard let earned else { return ([], []) }
    var sums = DiscountedSums<VATGroup>()
    for line in ledger.upTo where line.isCredited {
      let rate = try DecimalNumber(line.vatRate, limits: .price)
      try sums.add(
        line.amount, of: line.service ?? "",
        in: VATGroup(category: line.vatCategory, rate: rate))
    }
    for discount in contract.discounts.version(on: terms.first)?.value ?? [] {
      _ = try sums.take(discount, in: currency)
    }
    return (earned, try CreditBasis(sums, currency: currency).shares(of: earned))
  }

  /// The credits of the line's VAT group that the cap is shared with.
  private func capped(
    _ shares: [CreditBasis.Share], _ group: VATGroup, _ services: [String]
  ) throws -> [CreditedAmount.CappedCredit] {
    let own = shares.first { $0.credit.serviceLevel == serviceLevel }
    guard case .pointGap(.some) = own?.credit.credits else { return [] }
    return try shares.compactMap { share in
      guard case .pointGap = share.credit.credits, share.group == group,
        share.credit.services.contains(where: services.contains)
      else { return nil }
      return CreditedAmount.CappedCredit(
        serviceLevel: share.credit.serviceLevel, percent: try share.credit.percent.printed,
        amount: share.amount.negated, isThisLine: share.credit.serviceLevel == serviceLevel)
    }
  }

  private func availability(_ result: CommitmentResult) throws -> CreditedAvailability {
    guard let worst = result.worst else {
      return CreditedAvailability(
        result: result, band: nil, classes: nil, counted: nil, outages: [])
    }
    let time = worst.availability.time
    let counted = try worst.outages.reduce(DecimalNumber.zero) { try $0 + $1.countedSeconds }
    let isIncluded = result.coverage.commitment.maintenance == .included
    let down = isIncluded ? try time.down + time.maintenanceDown : time.down
    let sources = try RecordSources(connection, knownAt: knownAt).sources(of: worst.outages)
    return CreditedAvailability(
      result: result, band: result.band,
      classes: try Agreement(
        sum: time.up + time.down + time.maintenanceDown + time.maintenanceUp + time.unknown,
        stated: worst.periodSeconds),
      counted: try Agreement(sum: counted, stated: down),
      outages: worst.outages.map { .init(outage: $0, source: sources[$0.key]) })
  }

  private func claims(of result: CommitmentResult) throws -> [ExplainedClaim] {
    let begin = result.coverage.zone.span(of: month).from
    let made = try AvailabilityMeter(connection, knownAt: knownAt)
      .claims(since: begin, of: [document.organisation])
    let own = result.claims(among: made)
    let tickets = own.map(\.ticket)
    let decisions = try ClaimDecisions(connection).last(of: tickets, knownAt: knownAt)
    let sources = try RecordSources(connection, knownAt: knownAt).sources(ofTickets: tickets)
    return own.map { claim in
      ExplainedClaim(
        ticket: claim.ticket, component: claim.component, openedAt: claim.openedAt,
        isLate: result.isLate(claim), decision: decisions[claim.ticket],
        source: sources[claim.ticket])
    }
  }
}

extension BilledLine {
  /// Whether credits are a part of it.
  fileprivate var isCredited: Bool { kind == .usage || kind == .commitment }
}

extension CommitmentResult {
  /// The band that the figure lies in.
  fileprivate var band: ServiceCredits.Band? {
    guard isMet == false, let figure = worst?.availability.figure,
      case .bands(let bands) = coverage.commitment.credits
    else { return nil }
    return bands.last { figure < Fraction($0.below.hundredth) }
  }
}
