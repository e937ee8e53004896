public import Calendars
import Catalogue
import Decimals
import PostgreSQL
import SQL

extension Billing {
  /// Issues a period and earlier ones that are not issued yet, each document in a transaction of
  /// its own: stopped anywhere, it goes on where it was. What is issued already is not issued
  /// again.
  ///
  /// `issued` is called after each document. Throws `InvoicingError` where the period has not
  /// ended, or the date is impossible.
  public func issue(
    _ period: Period, organisations: [String], on date: LocalDate?,
    issued: (InvoiceDocument) -> Void
  ) throws -> Result {
    try check(date, of: period)
    return try bill(period, organisations, issueDate: date ?? today) { contract, period in
      // East and west of the run's zone a month ends at another time.
      guard now >= contract.zone.span(of: period).to else {
        throw InvoicingError.periodNotEnded(period, ends: period.firstDayAfter)
      }
      var made: InvoiceDocument?
      let document = try connection.transaction(
        askingAfterLoss: { try made.flatMap(stored).map(Optional.some) },
        {
          made = try issue(contract, period, on: date ?? today)
          return made
        })
      if let document { issued(document) }
      return document
    }
  }

  /// The document, where it is the one that was issued under its number: the answer to its COMMIT
  /// was lost. The digest tells it from one that another run issued meanwhile.
  private func stored(_ document: InvoiceDocument) throws -> InvoiceDocument? {
    let digests = try connection.query(.named("invoice_document"), document.number)
      .decode(String.self, String.self).map(\.1)
    return digests == [document.digest] ? document : nil
  }

  /// Before anything is written: has the period ended, and is the date one that it can bear?
  private func check(_ date: LocalDate?, of period: Period) throws {
    guard today >= period.firstDayAfter else {
      throw InvoicingError.periodNotEnded(period, ends: period.firstDayAfter)
    }
    guard let date else { return }
    guard date <= today else { throw InvoicingError.issueDateInFuture(date, today: today) }
    guard date >= period.firstDayAfter else {
      throw InvoicingError.issueDateBeforePeriodEnd(date, period: period)
    }
  }

  /// One document, inside a transaction. Locks order the processes; what makes it right are the
  /// constraints of the ledger: one document a period, no number twice, no fork of the chain.
  private func issue(
    _ contract: Contract, _ period: Period, on date: LocalDate
  ) throws -> InvoiceDocument? {
    _ = try connection.query(.named("contract_lock"), contract.name)
    try owedLines.holdUsageStill()
    let ledger = try Ledger(connection, contract: contract.name)
    guard ledger.lastIssuedPeriod.map({ $0 < period }) ?? true,
      let draft = try draft(contract, period, ledger, issueDate: date),
      let writer = try writer(draft)
    else { return nil }
    let numbering = writer.seller.numbering
    let series = writer.series
    let place = try nextPlace(in: series, on: date)
    var document = writer.document()
    document.number = numbering.number(series: series, year: date.year, sequence: place.sequence)
    document.issuedOn = date.description
    document.dueOn = date.adding(days: contract.paymentTermsDays).description
    document.previousDigest = place.previousDigest
    let json = try document.canonicalJSON()
    document.digest = InvoiceDocument.digest(after: place.previousDigest, canonicalJSON: json)
    let invoiceID = try connection.query(
      .named("invoice_record"), contract.organisation, contract.name, document.number, series,
      Int32(date.year), Int32(place.sequence), document.kind.rawValue, period.firstDay,
      draft.currency.code, date, writer.totals.net, writer.totals.gross, json,
      place.previousDigest, document.digest
    ).single(Int64.self)
    try record(draft.lines, document.lines, of: invoiceID)
    return document
  }

  /// The next number's place in a series, under the series' lock.
  private func nextPlace(
    in series: String, on date: LocalDate
  ) throws -> (sequence: Int, previousDigest: String) {
    _ = try connection.query(.named("series_lock"), series)
    guard let last = try last(in: series) else { return (1, InvoiceDocument.genesisDigest) }
    try check(date, after: last, in: series)
    return (last.year == date.year ? last.sequence + 1 : 1, last.digest)
  }

  private struct Last {
    let year: Int
    let sequence: Int
    let issuedOn: LocalDate
    let digest: String
  }

  /// The last document of a series; nil before the first.
  private func last(in series: String) throws -> Last? {
    try connection.query(.named("series_last"), series)
      .decode(Int32.self, Int32.self, LocalDate.self, String.self).first
      .map { Last(year: Int($0.0), sequence: Int($0.1), issuedOn: $0.2, digest: $0.3) }
  }

  /// Throws `InvoicingError` where a series has a document of a later date.
  func check(_ date: LocalDate, in series: String) throws {
    if let last = try last(in: series) { try check(date, after: last, in: series) }
  }

  private func check(_ date: LocalDate, after last: Last, in series: String) throws {
    guard date >= last.issuedOn else {
      throw InvoicingError.issueDateBeforeLastDocument(
        date, last: last.issuedOn, series: series)
    }
  }

  private func record(
    _ lines: [DraftLine], _ written: [InvoiceDocument.Line], of invoiceID: Int64
  ) throws {
    try connection.execute(
      .named("invoice_lines_record"), invoiceID, lines.indices.map { Int32($0 + 1) },
      lines.map(\.key.period.firstDay), lines.map(\.key.kind.rawValue), lines.map(\.key.product),
      lines.map(\.key.tenant), lines.map(\.key.sku), lines.map(\.key.priceVersion),
      lines.map(\.key.vatCategory), lines.map(\.key.vatRate), lines.map(\.quantity),
      lines.map(\.amount), lines.map { $0.unitPrice?.description },
      written.map(\.label), written.map(\.unit), written.map(\.service),
      lines.map(\.span.from), lines.map(\.span.to))
  }
}
