import Calendars
import Decimals
public import Invoicing

extension ElectronicInvoice {
  /// An issued document in the standard's terms.
  ///
  /// - Throws: what the document lacks, or has that no electronic invoice can express.
  public init(_ document: InvoiceDocument) throws(ElectronicInvoiceError) {
    guard let number = document.number, let issuedOn = document.issuedOn else { throw .notIssued }
    let rules = try FrenchRules(document)
    try rules.checkNumber(number)
    let wording = InvoiceWording(document)
    let parties = document.parties
    let corrects = document.corrects.compactMap(Preceding.init)
    let isCreditNote = document.kind == .creditNote
    self.number = number
    self.issuedOn = try issuedOn.day("date of issue")
    type = isCreditNote ? corrects.isEmpty ? .rebate : .creditNote : .invoice
    currency = document.currency
    isWithoutVATInEuros = document.currency != "EUR"
    isTaxedOnIssue = parties.payment.vatOnDebits
    dueOn = isCreditNote ? nil : try document.dueOn?.day("date on which it is due")
    contract = document.contract
    purchaseOrder = parties.purchaseOrder
    paymentTerms = wording.paymentTerms
    notes = wording.notes
    preceding = corrects.enumerated().filter { index, one in
      !corrects[..<index].contains { $0.number == one.number }
    }.map(\.element)
    seller = try Party(
      parties.seller, .seller, legalMention: wording.legalMention, namesVAT: rules.namesVAT)
    buyer = try Party(parties.customer, .customer, legalMention: nil, namesVAT: rules.namesVAT)
    period = Days(try document.period.month("period"))
    account = isCreditNote ? nil : Account(parties.payment, currency: document.currency)
    net = try rules.checked(document.totals.net, "total without VAT")
    tax = try rules.checked(rules.tax.description, "total of VAT")
    gross = try rules.checked(document.totals.gross, "total with VAT")
    vat = try document.totals.vat.map { vat throws(ElectronicInvoiceError) in
      try VATGroup(vat, rules, wording.labels)
    }
    var days = LineDays(document)
    var lines: [Line] = []
    lines.reserveCapacity(document.lines.count)
    for (index, line) in document.lines.enumerated() {
      lines.append(try Line(line, at: index, rules, wording, days: try days.days(of: line)))
    }
    self.lines = lines
  }
}

extension ElectronicInvoice.Preceding {
  /// nil where a period was never billed.
  fileprivate init?(_ correction: InvoiceDocument.Correction) {
    guard let number = correction.number else { return nil }
    self.init(number: number, issuedOn: correction.date)
  }
}

extension ElectronicInvoice.Account {
  fileprivate init?(_ payment: InvoiceDocument.Payment, currency: String) {
    guard let iban = payment.iban else { return nil }
    self.init(
      meansCode: currency == "EUR" ? "58" : "30", iban: iban.replacing(" ", with: ""),
      bic: payment.bic)
  }
}

extension ElectronicInvoice.VATGroup {
  fileprivate init(
    _ vat: InvoiceDocument.VAT, _ rules: FrenchRules, _ labels: InvoiceLabels
  ) throws(ElectronicInvoiceError) {
    let isExempt = vat.category != "S" && vat.category != "Z"
    self.init(
      category: vat.category, rate: try rules.rate(vat.rate, category: vat.category),
      base: try rules.checked(vat.base, "base of VAT \(vat.rate) %"),
      amount: try rules.checked(vat.amount, "amount of VAT \(vat.rate) %"),
      exemptionReason: isExempt ? vat.reason ?? labels.untaxed(vat.category) : nil,
      // What E stands for is in the reason: the list has an article for each cause.
      exemptionCode: ["AE", "G", "O"].contains(vat.category) ? "VATEX-EU-\(vat.category)" : nil)
  }
}

extension ElectronicInvoice.Line {
  fileprivate init(
    _ line: InvoiceDocument.Line, at index: Int, _ rules: FrenchRules, _ wording: InvoiceWording,
    days: ElectronicInvoice.Days
  ) throws(ElectronicInvoiceError) {
    let price = try BilledPrice(line, minorDigits: rules.minorDigits)
    self.init(
      number: String(line.line), note: wording.note(ofLineAt: index, price), price: price,
      amount: try rules.checked(line.amount, "amount of line \(line.line)"), days: days,
      category: line.vatCategory, rate: try rules.rate(line.vatRate, category: line.vatCategory),
      name: line.label, sku: line.sku, attributes: wording.attributes(of: line, price))
  }
}

extension ElectronicInvoice.Days {
  fileprivate init(_ month: Period) {
    self.init(
      first: month.firstDay.description, last: month.firstDayAfter.adding(days: -1).description)
  }
}

extension String {
  fileprivate func month(_ place: String) throws(ElectronicInvoiceError) -> Period {
    guard let month = Period(self) else { throw .unreadable(place, self) }
    return month
  }

  /// A date, as it is written.
  fileprivate func day(_ place: String) throws(ElectronicInvoiceError) -> String {
    guard LocalDate(self) != nil else { throw .unreadable(place, self) }
    return self
  }
}

/// The local days that lines are for (BG-26). Nearly all are for the days of the line before.
private struct LineDays {
  private let zone: Zone?
  private var last: (from: String, to: String, period: String, days: ElectronicInvoice.Days)?

  init(_ document: InvoiceDocument) { zone = document.timezone.flatMap { Zone($0) } }

  /// All of the line's month, where a document does not say in which zone its days begin.
  mutating func days(
    of line: InvoiceDocument.Line
  ) throws(ElectronicInvoiceError) -> ElectronicInvoice.Days {
    if let last, last.from == line.from, last.to == line.to, last.period == line.period {
      return last.days
    }
    var days = ElectronicInvoice.Days(try line.period.month("period of line \(line.line)"))
    if let zone, let from = Instant(rfc3339: line.from), let to = Instant(rfc3339: line.to),
      from < to
    {
      days = ElectronicInvoice.Days(
        first: zone.date(of: from).description,
        last: zone.date(of: to.adding(microseconds: -1)).description)
    }
    last = (line.from, line.to, line.period, days)
    return days
  }
}
