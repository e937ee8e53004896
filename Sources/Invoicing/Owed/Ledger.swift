import Calendars
import Decimals
import PostgreSQL
import SQL

/// What a contract has been billed so far: by key, and on which documents.
struct Ledger {
  /// The sum of a key's lines over all documents, as owed: credit notes count negative.
  struct Billed {
    var quantity: DecimalNumber
    var amount: DecimalNumber
    /// The document that billed the key first.
    let first: Reference
    /// The price of the key, where a line was explained by it.
    var unitPrice: DecimalNumber?
    /// What the first line said, and the part of the month that it was for; nil for lines of before
    /// these were kept.
    let wording: LineWording?
    let span: TimeSpan?
  }

  /// A document, as corrections refer to it.
  struct Reference: Hashable, Sendable {
    /// nil where the document is only previewed.
    let number: String?
    let period: Period
    /// In a preview the date on which it would be issued.
    let issuedOn: LocalDate
  }

  private(set) var billed: [BillingKey: Billed] = [:]
  /// In the order in which they were issued.
  private(set) var documents: [Reference] = []
  /// By month, the date of the first document that has a line for it.
  private var firstDates: [Period: LocalDate] = [:]

  /// That of a contract without a document.
  init() {}

  /// The ledgers of contracts as the database has them, by name.
  static func load(
    _ contracts: [String], from connection: Connection
  ) throws -> [String: Ledger] {
    var ledgers = Dictionary(contracts.map { ($0, Ledger()) }, uniquingKeysWith: { $1 })
    let documents = try connection.query(.named("invoices_of_contracts"), contracts)
      .decode(String.self, String.self, LocalDate.self, LocalDate.self)
    for (contract, number, period, issuedOn) in documents {
      ledgers[contract]?.documents.append(
        Reference(number: number, period: Period(containing: period), issuedOn: issuedOn))
    }
    guard !documents.isEmpty else { return ledgers }
    let lines = try connection.query(.named("billed_lines"), contracts).decode(
      String.self, LocalDate.self, String.self, String?.self, String?.self, String?.self,
      String?.self, String.self, String.self, String.self, DecimalNumber?.self,
      DecimalNumber.self, DecimalNumber?.self, String?.self, String?.self, String?.self,
      Instant?.self, Instant?.self, String.self, LocalDate.self, LocalDate.self)
    for line in lines {
      guard let kind = LineKind(rawValue: line.2) else { continue }
      let key = BillingKey(
        period: Period(containing: line.1), kind: kind, product: line.3, tenant: line.4,
        sku: line.5, priceVersion: line.6, vatCategory: line.7, vatRate: line.8, currency: line.9)
      let span = line.16.flatMap { from in line.17.flatMap { TimeSpan(from: from, to: $0) } }
      try ledgers[line.0]?.add(
        Billed(
          quantity: line.10 ?? .zero, amount: line.11,
          first: Reference(
            number: line.18, period: Period(containing: line.19), issuedOn: line.20),
          unitPrice: line.12,
          wording: line.13.map { LineWording($0, unit: line.14 ?? "", service: line.15) },
          span: span),
        to: key)
    }
    return ledgers
  }

  /// The last period that each of the contracts was issued for; those without a document are left
  /// out.
  static func lastIssuedPeriods(
    of contracts: [String], from connection: Connection
  ) throws -> [String: Period] {
    let rows = try connection.query(.named("last_issued_periods"), contracts)
      .decode(String.self, LocalDate.self)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0, Period(containing: $1)) })
  }

  /// The latest period that has a document, other than one that is only previewed; nil before the
  /// first.
  var lastIssuedPeriod: Period? {
    documents.filter { $0.number != nil }.map(\.period).max()
  }

  /// When a month was billed first; nil before.
  func firstIssueDate(of period: Period) -> LocalDate? { firstDates[period] }

  /// Adds a document's lines, as a preview of several periods does.
  mutating func add(_ draft: Draft, issuedOn date: LocalDate) throws {
    let reference = Reference(number: nil, period: draft.period, issuedOn: date)
    for line in draft.lines {
      try add(
        Billed(
          quantity: line.quantity, amount: line.amount, first: reference,
          unitPrice: line.unitPrice, wording: line.wording, span: line.span),
        to: line.key)
    }
    documents.append(reference)
  }

  /// Adds what a document billed; the first line of a key has the word, the last one the price.
  private mutating func add(_ line: Billed, to key: BillingKey) throws {
    let date = line.first.issuedOn
    firstDates[key.period] = min(firstDates[key.period] ?? date, date)
    // A rate that was written in two ways is one key.
    guard let before = billed[key] else {
      billed[key] = line
      return
    }
    billed[key] = Billed(
      quantity: try before.quantity + line.quantity, amount: try before.amount + line.amount,
      first: before.first, unitPrice: line.unitPrice ?? before.unitPrice, wording: before.wording,
      span: before.span)
  }

  /// The document that a correction of a key refers to: the first that billed it, else the first of
  /// its month; nil where there is neither.
  func document(correctedBy key: BillingKey) -> Reference? {
    billed[key]?.first ?? documents.first { $0.period == key.period }
  }
}
