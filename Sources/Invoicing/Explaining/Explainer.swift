public import Calendars
public import Catalogue
import Decimals
import Metering
public import PostgreSQL
import SQL

/// Explains lines of issued documents, from the document down to the events.
public struct Explainer {
  let connection: Connection
  let directory: Directory
  let now: Instant

  /// `directory` is what is in force now, at `now`.
  public init(_ connection: Connection, directory: Directory, now: Instant) {
    self.connection = connection
    self.directory = directory
    self.now = now
  }

  /// Where a line, counted from 1, of an issued document comes from. Of the usage and the events
  /// below it `scope` says what is shown; sums are of all. What has changed is metered first;
  /// nothing else is written.
  ///
  /// Throws `InvoicingError` where there is no such document, and `ExplainError` where it has no
  /// such line, or the scope has nothing of it.
  public func explanation(
    of number: String, line: Int, scope: ExplanationScope = ExplanationScope()
  ) throws -> Explanation {
    let document = try InvoiceArchive(connection).document(number)
    guard let line = document.lines.first(where: { $0.line == line }) else {
      throw ExplainError.unknownLine(line, document: number, count: document.lines.count)
    }
    guard let month = Period(line.period), let currency = Currency(code: document.currency) else {
      throw PostgresError.unexpectedResult("the document \(number) cannot be read")
    }
    if let day = scope.day, Period(containing: day) != month {
      throw ExplainError.dayOutsidePeriod(day, period: month)
    }
    try Rollup(connection).update()
    do {
      return try connection.transaction(.snapshot) {
        try explanation(document, number, line, month, currency, scope)
      }
    } catch let error as DecimalError {
      throw ExplainError.outOfRange(line: line.line, document: number, reason: "\(error)")
    } catch let error as PostgresError where error.kind == .valueOutOfRange {
      throw ExplainError.outOfRange(line: line.line, document: number, reason: "\(error)")
    }
  }

  private func explanation(
    _ document: InvoiceDocument, _ number: String, _ line: InvoiceDocument.Line, _ month: Period,
    _ currency: Currency, _ scope: ExplanationScope
  ) throws -> Explanation {
    let (invoiceID, storedAt, before) = try connection.query(.named("explain_invoice"), number)
      .single(Int64.self, Instant.self, Instant?.self)
    let contract = directory.contracts[document.contract]
    let ledger = try LineLedger(
      connection, contract: document.contract, month, upTo: invoiceID)
    let owed = try owed(line, ledger)
    // Prices and VAT that were corrected give the same usage another key.
    let others =
      owed.quantity.isZero
      ? ledger.upTo.filter { $0.concernsSame(as: line) && !$0.hasKey(of: line) } : []
    let versions = { (kind: DocumentKind, name: String) in
      try self.versions(kind, name, at: storedAt)
    }
    let price = try PriceExplainer(
      line: line, owed: owed, contract: contract, directory: directory, currency: currency
    ).price(versions: versions)
    let amount = try AmountExplainer(
      document: document, line: line, owed: owed, currency: currency, month: month,
      ledger: ledger, others: others, contract: contract, price: price,
      contractVersions: versions(.contract, document.contract),
      credit: try credit(document, line, owed, currency, month, ledger, storedAt)
    ).amount()
    let quantity = try QuantityExplainer(
      connection: connection, directory: directory, now: now, document: document, line: line,
      month: month, owed: try owed.quantity + others.quantitySum(),
      isWhole: owed.quantity.isZero, ledger: ledger, scope: scope, storedAt: storedAt,
      documentBefore: before
    ).quantity()
    return Explanation(
      document: document, line: line, currency: currency,
      zone: document.timezone.flatMap { Zone($0) } ?? contract?.zone ?? .default,
      madeAt: now, documentStoredAt: storedAt, tax: try tax(document, line),
      owed: owed, adjustment: try adjustment(document, line, owed, ledger, number),
      amount: amount, price: price, quantity: quantity,
      later: ledger.after.filter { $0.concernsSame(as: line) },
      moved: others.filter { $0.number == number })
  }

  /// nil for lines that are no service credit.
  private func credit(
    _ document: InvoiceDocument, _ line: InvoiceDocument.Line, _ owed: Explanation.Owed,
    _ currency: Currency, _ month: Period, _ ledger: LineLedger, _ storedAt: Instant
  ) throws -> CreditedAmount? {
    guard line.adjusts ?? line.kind == .serviceCredit else { return nil }
    return try CreditExplainer(
      connection: connection,
      directory: DocumentStore(connection).directory(asOf: storedAt), directoryNow: directory,
      knownAt: storedAt, document: document, line: line, owed: owed, currency: currency,
      month: month, ledger: ledger
    ).amount()
  }

  /// After each document, what was billed under a key is what was owed.
  private func owed(
    _ line: InvoiceDocument.Line, _ ledger: LineLedger
  ) throws -> Explanation.Owed {
    let lines = ledger.upTo.filter { $0.hasKey(of: line) }
    let unitPrice =
      line.derivation?.owed == nil ? line.unitPrice : line.derivation?.owed?.unitPrice
    return Explanation.Owed(
      quantity: try lines.quantitySum(),
      // Of an amount that was agreed as a whole that is the unit price.
      unitPrice: try unitPrice.map { try DecimalNumber($0, limits: .total) },
      amount: try lines.amountSum())
  }

  /// A version that was in force when a document was stored, and later ones.
  private func versions(
    _ kind: DocumentKind, _ name: String, at instant: Instant
  ) throws -> [DocumentVersion] {
    let all = try connection.query(.named("explain_document_versions"), kind.rawValue, name)
      .decode(Int32.self, Instant.self, String?.self)
      .map { DocumentVersion(number: Int($0.0), appliedAt: $0.1, reason: $0.2) }
    let first = all.lastIndex { $0.appliedAt <= instant } ?? 0
    return Array(all.dropFirst(first))
  }

  private func tax(
    _ document: InvoiceDocument, _ line: InvoiceDocument.Line
  ) throws -> ExplainedTax {
    let rate = try DecimalNumber(line.vatRate, limits: .price)
    let isSame = { (category: String, text: String) in
      category == line.vatCategory && (try? DecimalNumber(text, limits: .price)) == rate
    }
    let lines = document.lines.filter { isSame($0.vatCategory, $0.vatRate) }
    let sum = try lines.reduce(DecimalNumber.zero) { sum, line in
      try sum + DecimalNumber(line.amount, limits: .total)
    }
    guard let group = document.totals.vat.first(where: { isSame($0.category, $0.rate) }) else {
      throw PostgresError.unexpectedResult("line \(line.line) is in none of the VAT groups")
    }
    return ExplainedTax(
      group: group, lines: lines.count,
      base: try Agreement(sum: sum, stated: DecimalNumber(group.base, limits: .total)))
  }

  private func adjustment(
    _ document: InvoiceDocument, _ line: InvoiceDocument.Line, _ owed: Explanation.Owed,
    _ ledger: LineLedger, _ number: String
  ) throws -> Adjustment? {
    guard line.kind == .adjustment else { return nil }
    let billed = ledger.upTo.filter { $0.hasKey(of: line) && $0.number != number }
    let (quantity, amount) = (try billed.quantitySum(), try billed.amountSum())
    let sign = { (text: String) in
      let number = try DecimalNumber(text, limits: .total)
      return document.kind == .creditNote ? number.negated : number
    }
    let stated = line.derivation?.billed
    return Adjustment(
      billed: billed,
      quantity: try Agreement(
        sum: quantity,
        stated: stated.map { try DecimalNumber($0.quantity, limits: .total) } ?? quantity),
      amount: try Agreement(
        sum: amount, stated: stated.map { try DecimalNumber($0.amount, limits: .total) } ?? amount),
      quantityDifference: try Agreement(sum: owed.quantity - quantity, stated: sign(line.quantity)),
      amountDifference: try Agreement(sum: owed.amount - amount, stated: sign(line.amount)))
  }
}
