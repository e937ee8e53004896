import Calendars
import Catalogue
import Decimals
import Metering
import PostgreSQL
import Rating
import SQL

/// Explains what was metered for a line of usage.
struct QuantityExplainer {
  let connection: Connection
  let directory: Directory
  let now: Instant
  let document: InvoiceDocument
  let line: InvoiceDocument.Line
  let month: Period
  /// What was owed of it when the document was issued, in billed units.
  let owed: DecimalNumber
  /// Whether that is of the whole month: under the line's own price nothing is owed any more.
  let isWhole: Bool
  let ledger: LineLedger
  let scope: ExplanationScope
  let storedAt: Instant
  /// When the contract's document before was stored.
  let documentBefore: Instant?

  /// nil for a line that nothing was metered for.
  func quantity() throws -> ExplainedQuantity? {
    guard line.adjusts ?? line.kind == .usage, let tenant = line.tenant, let sku = line.sku,
      let product = line.product.flatMap({ directory.products[$0] }),
      let contract = directory.contracts[document.contract]
    else { return nil }
    let (tenantID, skuID) = try connection.query(
      .named("explain_subject"), tenant, product.name, sku
    ).single(Int32.self, Int32.self)
    let meter = try UsageMeter(connection, directory: directory, now: now)
    try meter.checkDocuments()
    let coverage = Coverage(contract, period: month, tenancies: Tenancies(directory))
    let covered = coverage?.tenancies.filter { $0.tenant == tenant }.map(\.span) ?? []
    let rows = KeptRows(
      connection: connection, tenantID: tenantID, skuID: skuID, product: product, month: month,
      zone: contract.zone, covered: covered)
    let parts =
      isWhole
      ? LineParts(of: month)
      : LineParts(line, of: product, month, contract, directory, covered: covered)
    let held = try meter.heldMonths(of: [
      (document.organisation, contract.zone.span(of: month).to)
    ])
    return try explained(rows, parts, coverage, heldMonths: held[document.organisation] ?? [])
  }

  private func explained(
    _ rows: KeptRows, _ parts: LineParts, _ coverage: Coverage?, heldMonths: [String]
  ) throws -> ExplainedQuantity {
    let product = rows.product
    let division = MeterDivision(product, month, rows.zone)
    var percentile: ExplainedPercentile?
    var usage = StretchedUsage()
    let own: DecimalNumber
    if case .percentile = product.meter {
      let (explained, quantity) = try rows.percentile(
        contractSpan: coverage?.span, now: now, rowsMax: scope.rowsMax, resource: scope.resource)
      (percentile, own) = (explained, quantity)
    } else {
      usage = try rows.usage(parts.own, scope: scope)
      own = try quotient(usage.total, division)
    }
    let (metered, remainder) = try billed(own, rows, parts, division)
    let billedSoFar = try ledger.all.filter { $0.concernsSame(as: line) }.quantitySum()
    let wholeMonth = try remainder?.month ?? monthQuantity(rows, parts, division) ?? metered
    let agreement = try Agreement(sum: metered, stated: owed)
    let isSummed =
      percentile == nil && !usage.isComplete && scope.day == nil && product.stretchRule == .sum
    let days = isSummed ? try rows.days(parts.own, resource: scope.resource) : []
    let events = EventExplainer(rows: rows, scope: scope, span: rows.span(of: parts.own))
    let changes =
      agreement.holds ? nil : try events.facts(after: storedAt, until: .distantFuture)
    let causes =
      line.kind == .adjustment
      ? try events.facts(after: documentBefore ?? .distantPast, until: storedAt) : nil
    return ExplainedQuantity(
      product: product, month: month, part: parts.days, covered: rows.covered,
      division: division, usage: usage, days: days,
      daySum: days.isEmpty
        ? nil : try Agreement(sum: days.valueSum(), stated: usage.selectedSum),
      percentile: percentile, metered: own,
      remainder: remainder, quantity: agreement,
      settled: try Agreement(sum: billedSoFar, stated: wholeMonth),
      events: try events.events(of: usage, percentile), changes: changes, causes: causes,
      heldMonths: heldMonths, scope: scope)
  }

  /// What is billed of a metered quantity: where the line is the last part of a divided month, what
  /// the others leave of it.
  private func billed(
    _ own: DecimalNumber, _ rows: KeptRows, _ parts: LineParts, _ division: MeterDivision
  ) throws -> (DecimalNumber, PartRemainder?) {
    guard parts.isLast else { return (try rows.product.billedQuantity(metered: own), nil) }
    let others = try parts.others.map { part in
      try quotient(try rows.usage(part, scope: ExplanationScope(rowsMax: 0)).total, division)
    }
    let month = try monthQuantity(rows, parts, division) ?? own
    var rest = month
    for other in others { rest = try rest - other }
    return (rest, PartRemainder(month: month, others: others, own: own))
  }

  /// The whole month's quantity; nil where the line is not for a part.
  private func monthQuantity(
    _ rows: KeptRows, _ parts: LineParts, _ division: MeterDivision
  ) throws -> DecimalNumber? {
    guard parts.days != nil else { return nil }
    let whole = LineParts.Part(from: month.firstDay, to: month.firstDayAfter)
    return try quotient(try rows.usage(whole, scope: ExplanationScope(rowsMax: 0)).total, division)
  }

  private func quotient(
    _ sum: DecimalNumber, _ division: MeterDivision
  ) throws -> DecimalNumber {
    let (numerator, denominator) = try division.quotient(of: sum)
    return try connection.query(.named("explain_quotient"), numerator, denominator)
      .single(DecimalNumber.self)
  }
}

extension [DayUsage] {
  fileprivate func valueSum() throws(DecimalError) -> DecimalNumber {
    var sum = DecimalNumber.zero
    for day in self { sum = try sum + day.value }
    return sum
  }
}
