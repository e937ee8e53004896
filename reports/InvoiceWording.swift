import Calendars
import Catalogue
import Decimals
import Invoicing

/// What an invoice or credit note says in words and printed numbers, in the customer's language:
/// the same in every rendering.
struct InvoiceWording {
  let document: InvoiceDocument
  let labels: InvoiceLabels
  let style: NumberStyle

  init(_ document: InvoiceDocument) {
    self.document = document
    let language = Language(rawValue: document.parties.language) ?? .french
    labels = InvoiceLabels(language: language)
    style = NumberStyle(language)
  }

  /// Nothing is to be paid on a credit note.
  var isCreditNote: Bool { document.kind == .creditNote }

  /// What it is, with its number, or that it is a preview.
  var title: String {
    let number = document.number ?? "(\(labels.preview(document.kind)))"
    return "\(labels.title(document.kind)) \(number)"
  }

  /// What stands at the head. A further document that is corrected has no name.
  var facts: [(name: String, value: String)] {
    var facts = [(labels.period, style.period(document.period))]
    if let issued = document.issuedOn {
      facts.append((labels.issued(document.kind), style.date(issued)))
    }
    if !isCreditNote, let due = document.dueOn { facts.append((labels.due, style.date(due))) }
    facts.append((labels.contract, document.contract))
    if let order = document.parties.purchaseOrder { facts.append((labels.purchaseOrder, order)) }
    for (index, correction) in document.corrects.enumerated() {
      facts.append((index == 0 ? labels.corrects : "", corrected(correction)))
    }
    return facts
  }

  func amount(_ amount: String) -> String { style.amount(amount, currency: document.currency) }

  /// A document that a credit note corrects: number, date and month.
  private func corrected(_ correction: InvoiceDocument.Correction) -> String {
    let month = style.period(correction.period)
    guard let number = correction.number else { return month }
    return [number, correction.date.map(style.date)].compactMap(\.self).joined(separator: ", ")
      + " (\(month))"
  }

  /// A party's name, form, address and identifiers, a line each.
  func party(_ party: InvoiceDocument.Party) -> [String] {
    let identifiers = [
      party.siren.map { "SIREN \($0)" }, party.rcs.map { "RCS \($0)" },
    ].compactMap(\.self).joined(separator: ", ")
    let form = party.form.map { form in
      party.capital.map {
        labels.form(form, capital: style.amount($0, currency: "EUR"))
      } ?? form
    }
    let rest = [form] + address(of: party).map(Optional.some)
    let vat = party.vat.map { "\(labels.rate) \($0)" }
    return [party.name]
      + (rest + [identifiers.isEmpty ? nil : identifiers, vat]).compactMap(\.self)
  }

  /// An address by lines, the last of which is the country: by its name, not its code.
  private func address(of party: InvoiceDocument.Party) -> [String] {
    guard let code = party.address.last, let name = style.language.countryName(code) else {
      return party.address
    }
    return party.address.dropLast() + [name]
  }

  /// What a line is for more closely: the month and document that it corrects, whose usage it is,
  /// which days, where it is for a part of its month, and what it comes from.
  func details(of line: InvoiceDocument.Line, namingTenant: Bool = true) -> [String] {
    let subject = [namingTenant ? line.tenant : nil, line.sku, days(of: line)].compactMap(\.self)
      .joined(separator: " · ")
    return adjustment(of: line) + (subject.isEmpty ? [] : [subject]) + derivation(of: line)
  }

  /// The month and document that a line corrects; none for other lines.
  func adjustment(of line: InvoiceDocument.Line) -> [String] {
    guard line.kind == .adjustment else { return [] }
    return [labels.adjustment(of: style.period(line.period), document: line.corrects?.number)]
  }

  /// What a line comes from, where it is no price times a quantity.
  func derivation(of line: InvoiceDocument.Line) -> [String] {
    line.derivation.map { derived(from: $0) } ?? []
  }

  /// An exact amount with the currency's minor digits at least.
  private func padded(_ exact: String) -> String {
    guard let digits = Currency(code: document.currency)?.minorDigits,
      let number = try? DecimalNumber(exact, limits: .quantity), number.scale < digits,
      let padded = try? number.rounded(to: digits)
    else { return exact }
    return padded.description
  }

  private func derived(from derivation: InvoiceDocument.Derivation) -> [String] {
    var texts: [String] = []
    if let committed = derivation.committed, let used = derivation.used {
      texts.append(labels.commitment(style.text(committed), used: style.text(used)))
    }
    if let availability = derivation.availability, let target = derivation.target {
      texts.append(
        labels.availability(
          labels.percent(style.text(availability)), target: labels.percent(style.text(target))))
    }
    if let percent = derivation.percent, let base = derivation.base {
      texts.append(labels.part(labels.percent(style.text(percent)), of: amount(padded(base))))
    }
    if let minimum = derivation.minimum, let days = derivation.days,
      let all = derivation.daysOfMonth
    {
      texts.append(labels.minimum(amount(minimum), days: days, of: all))
    }
    if let owed = derivation.owed, let billed = derivation.billed {
      let now = [owed.quantity, owed.unitPrice].compactMap { $0.map(style.text) }
        .joined(separator: " × ")
      texts.append(
        labels.difference(
          owed: "\(now) = \(amount(owed.amount))",
          billed: "\(style.text(billed.quantity)) = \(amount(billed.amount))"))
    }
    return texts
  }

  /// How a price came about that the lines up to this one share.
  func pricing(of line: InvoiceDocument.Line) -> [String] {
    guard let pricing = line.pricing, let currency = Currency(code: document.currency),
      let steps = try? pricing.steps()
    else { return [] }
    let words = PriceWords(style.language, currency: currency)
    let quantity = "\(style.text(pricing.quantity)) × \(line.unit)"
    let sharing = document.lines.filter { $0.pricing == pricing }.count
    return [labels.whole(quantity, amount(pricing.amount), isShared: sharing > 1)]
      + steps.map { step in
        let (text, amount) = words.text(step)
        return "  " + text + (amount.map { labels.colon + $0 } ?? "")
      }
  }

  /// The local days of a line that is for a part of its month; nil where it is for all of it.
  private func days(of line: InvoiceDocument.Line) -> String? {
    guard let zone = document.timezone.flatMap({ Zone($0) }), let month = Period(line.period),
      let from = Instant(rfc3339: line.from), let to = Instant(rfc3339: line.to),
      TimeSpan(from: from, to: to) != zone.span(of: month)
    else { return nil }
    let last = zone.date(of: to.adding(microseconds: -1))
    return labels.days(
      from: style.date(zone.date(of: from).description), to: style.date(last.description))
  }

  /// Where to pay; nil where no account is known.
  private var account: String? {
    let payment = document.parties.payment
    let account = [
      payment.iban.map { "IBAN \(Self.grouped($0))" }, payment.bic.map { "BIC \($0)" },
    ].compactMap(\.self)
    return account.isEmpty ? nil : account.joined(separator: ", ")
  }

  /// In groups of four, as an IBAN is printed (ISO 13616), however it was written.
  private static func grouped(_ iban: String) -> String {
    let characters = Array(iban.filter { !$0.isWhitespace })
    return stride(from: 0, to: characters.count, by: 4)
      .map { String(characters[$0..<min($0 + 4, characters.count)]) }.joined(separator: " ")
  }

  /// The mentions that the law and the seller's terms ask for, a line each.
  var mentions: [String] {
    let payment = document.parties.payment
    var mentions = [labels.services]
    for vat in document.totals.vat where vat.category != "S" {
      mentions.append(vat.reason ?? labels.untaxed(vat.category))
    }
    if payment.vatOnDebits { mentions.append(labels.vatOnDebits) }
    guard !isCreditNote else { return mentions + [labels.creditSigns] }
    if let account { mentions.append(labels.payment(to: account)) }
    mentions.append(labels.noDiscount)
    if let penalty = payment.latePenalty { mentions.append(labels.latePenalty(penalty)) }
    if let fee = payment.recoveryFee {
      mentions.append(labels.recoveryFee(amount(fee)))
    }
    return mentions
  }

  /// The document's digest; none in a preview.
  var digest: [String] { document.digest.map { [labels.digest($0)] } ?? [] }
}
