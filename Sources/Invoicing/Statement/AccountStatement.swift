public import Decimals

/// What an organisation was billed over some months, and how it was corrected: from issued
/// documents alone.
///
/// Amounts are as owed: a credit note's are negative, so that they add up.
public struct AccountStatement: Sendable {
  /// A document of one of the months.
  public struct Entry: Sendable {
    public let number: String
    public let kind: InvoiceDocument.Kind
    public let contract: String
    /// `YYYY-MM-DD`.
    public let issuedOn: String
    /// `YYYY-MM`.
    public let period: String
    /// The code.
    public let currency: String
    public let net: DecimalNumber
    public let vat: DecimalNumber
    public let gross: DecimalNumber
    /// The gross amounts of the currency up to this document, from the statement's first one on.
    public let balance: DecimalNumber
    /// Its lines that correct earlier months.
    public let corrections: [Correction]
  }

  /// A line by which a document corrects an earlier month than its own.
  public struct Correction: Sendable {
    /// The number of the document that it stands on, and its line there.
    public let document: String
    public let line: Int
    public let currency: String
    public let product: String?
    /// As it was printed.
    public let label: String
    /// The month that is corrected, `YYYY-MM`.
    public let period: String
    /// The number of the document that is corrected; nil where that month had none.
    public let corrects: String?
    /// Without VAT.
    public let amount: DecimalNumber
  }

  /// The sums of a currency.
  public struct Total: Sendable {
    public let currency: String
    public var documents = 0
    public var net = DecimalNumber.zero
    public var vat = DecimalNumber.zero
    public var gross = DecimalNumber.zero
    /// By category and rate, as it was rounded on each document.
    public var taxes: [Tax] = []
  }

  /// The VAT of a category and rate.
  public struct Tax: Sendable {
    public let category: String
    public let rate: DecimalNumber
    public var base: DecimalNumber
    public var amount: DecimalNumber
  }

  public let organisation: String
  /// The first and the last month, `YYYY-MM`.
  public let from: String
  public let to: String
  /// In the order in which they were issued.
  public private(set) var entries: [Entry] = []
  /// How documents of later months have corrected these.
  public private(set) var laterCorrections: [Correction] = []
  /// By currency.
  public private(set) var totals: [Total] = []
  /// What the months cost, as corrected up to now.
  public private(set) var costs: [MonthlyCost] = []
  /// The customer's name and language, as its last document has them; nil without one.
  public private(set) var customer: (name: String, language: String)?

  /// A statement without documents. Months are texts, `YYYY-MM`.
  public init(organisation: String, from: String, to: String) {
    self.organisation = organisation
    self.from = from
    self.to = to
  }

  /// Adds a document of the organisation; those of one currency in the order of their issue. One of
  /// a month before is left out; of one after, only what it corrects counts.
  public mutating func add(_ document: InvoiceDocument) throws(DecimalError) {
    guard document.period >= from else { return }
    if document.period <= to {
      try addEntry(document)
      customer = (document.parties.customer.name, document.parties.language)
    } else {
      laterCorrections += try document.corrections().filter { months.contains($0.period) }
    }
    for line in document.lines where months.contains(line.period) {
      try costs.add(line, of: document)
    }
  }

  private var months: ClosedRange<String> { from...max(from, to) }

  private mutating func addEntry(_ document: InvoiceDocument) throws(DecimalError) {
    let net = try document.owed(document.totals.net)
    let gross = try document.owed(document.totals.gross)
    let index: Int
    if let known = totals.firstIndex(where: { $0.currency == document.currency }) {
      index = known
    } else {
      totals.append(Total(currency: document.currency))
      totals.sort { $0.currency < $1.currency }
      index = totals.firstIndex { $0.currency == document.currency } ?? 0
    }
    totals[index].documents += 1
    totals[index].net = try totals[index].net + net
    totals[index].vat = try totals[index].vat + (gross - net)
    totals[index].gross = try totals[index].gross + gross
    for vat in document.totals.vat {
      try totals[index].add(
        Tax(
          category: vat.category, rate: try DecimalNumber(vat.rate, limits: .price),
          base: try document.owed(vat.base), amount: try document.owed(vat.amount)))
    }
    entries.append(
      Entry(
        number: document.number ?? "", kind: document.kind, contract: document.contract,
        issuedOn: document.issuedOn ?? "", period: document.period, currency: document.currency,
        net: net, vat: try gross - net, gross: gross, balance: totals[index].gross,
        corrections: try document.corrections()))
  }
}

extension AccountStatement.Total {
  fileprivate init(currency: String) { self.currency = currency }

  /// Rates are told apart by their values.
  fileprivate mutating func add(_ tax: AccountStatement.Tax) throws(DecimalError) {
    guard let index = taxes.firstIndex(where: { $0.group == tax.group }) else {
      taxes.append(tax)
      taxes.sort { $0.group < $1.group }
      return
    }
    taxes[index].base = try taxes[index].base + tax.base
    taxes[index].amount = try taxes[index].amount + tax.amount
  }
}

extension AccountStatement.Tax {
  fileprivate var group: VATGroup { VATGroup(category: category, rate: rate) }
}

extension InvoiceDocument {
  /// An amount that the document prints, as it is owed.
  public func owed(_ amount: String) throws(DecimalError) -> DecimalNumber {
    let printed = try DecimalNumber(amount, limits: .total)
    return kind == .creditNote ? printed.negated : printed
  }

  /// The lines that correct earlier months.
  fileprivate func corrections() throws(DecimalError) -> [AccountStatement.Correction] {
    var corrections: [AccountStatement.Correction] = []
    for line in lines where line.kind == .adjustment {
      corrections.append(
        AccountStatement.Correction(
          document: number ?? "", line: line.line, currency: currency, product: line.product,
          label: line.label, period: line.period, corrects: line.corrects?.number,
          amount: try owed(line.amount)))
    }
    return corrections
  }
}
