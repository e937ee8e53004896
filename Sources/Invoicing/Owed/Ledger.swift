import Calendars
import Decimals
public import PostgreSQL
import SQL

/// What a contract has been billed so far: by key, and on which documents.
public struct Ledger {
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
  struct Reference: Hashable {
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

  /// The ledger of a contract as the database has it.
  public init(_ connection: Connection, contract: String) throws {
    let lines = try connection.query(.named("billed_lines"), contract).decode(
      LocalDate.self, String.self, String?.self, String?.self, String?.self, String?.self,
      String.self, String.self, String.self, DecimalNumber?.self, DecimalNumber.self,
      String.self, LocalDate.self, LocalDate.self, DecimalNumber?.self, String?.self,
      String?.self, String?.self, Instant?.self, Instant?.self)
    for line in lines {
      guard let kind = LineKind(rawValue: line.1) else { continue }
      let key = BillingKey(
        period: Period(containing: line.0), kind: kind, product: line.2, tenant: line.3,
        sku: line.4, priceVersion: line.5, vatCategory: line.6, vatRate: line.7, currency: line.8)
      let first = Reference(
        number: line.11, period: Period(containing: line.12), issuedOn: line.13)
      let span = line.18.flatMap { from in line.19.flatMap { TimeSpan(from: from, to: $0) } }
      try add(
        Billed(
          quantity: line.9 ?? .zero, amount: line.10, first: first,
          unitPrice: line.14,
          wording: line.15.map { LineWording($0, unit: line.16 ?? "", service: line.17) },
          span: span),
        to: key)
    }
    documents = try Self.documents(connection, contract)
  }

  /// The latest period that has a document, other than one that is only previewed; nil before the
  /// first.
  var lastIssuedPeriod: Period? { Self.lastIssuedPeriod(of: documents) }

  /// The same of a contract, without its lines.
  static func lastIssuedPeriod(_ connection: Connection, contract: String) throws -> Period? {
    lastIssuedPeriod(of: try documents(connection, contract))
  }

  private static func lastIssuedPeriod(of documents: [Reference]) -> Period? {
    documents.filter { $0.number != nil }.map(\.period).max()
  }

  private static func documents(
    _ connection: Connection, _ contract: String
  ) throws -> [Reference] {
    try connection.query(.named("invoices_of_contract"), contract)
      .decode(String.self, LocalDate.self, LocalDate.self)
      .map { Reference(number: $0.0, period: Period(containing: $0.1), issuedOn: $0.2) }
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
