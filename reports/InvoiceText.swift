import Calendars
import Catalogue
import Decimals
public import Invoicing

/// An invoice or credit note as a person reads it in a terminal.
public struct InvoiceText {
  private let document: InvoiceDocument
  private let labels: InvoiceLabels
  private let style: NumberStyle

  /// In the customer's language.
  public init(_ document: InvoiceDocument) {
    self.document = document
    let language = Language(rawValue: document.parties.language) ?? .french
    labels = InvoiceLabels(language: language)
    style = NumberStyle(language)
  }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    let blocks = [head(), parties(), lines(), totals(), foot()]
    // Tables have escaped their cells; the other lines are made of stored texts too.
    return blocks.map { $0.map { $0.escapedForTerminal() }.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func head() -> [String] {
    var facts = TextTable([.init(""), .init("")])
    facts.add([labels.period, style.period(document.period)])
    if let issued = document.issuedOn {
      facts.add([labels.issued(document.kind), style.date(issued)])
    }
    if !isCreditNote, let due = document.dueOn { facts.add([labels.due, style.date(due)]) }
    facts.add([labels.contract, document.contract])
    if let order = document.parties.purchaseOrder { facts.add([labels.purchaseOrder, order]) }
    for (index, correction) in document.corrects.enumerated() {
      facts.add([index == 0 ? labels.corrects : "", corrected(correction)])
    }
    let number = document.number ?? "(\(labels.preview(document.kind)))"
    let title = "\(labels.title(document.kind)) \(number)"
    return [title, String(repeating: "═", count: title.displayWidth)]
      + facts.lines(withHead: false)
  }

  /// A document that a credit note corrects: number, date and month.
  private func corrected(_ correction: InvoiceDocument.Correction) -> String {
    let month = style.period(correction.period)
    guard let number = correction.number else { return month }
    return [number, correction.date.map(style.date)].compactMap(\.self).joined(separator: ", ")
      + " (\(month))"
  }

  private func parties() -> [String] {
    let seller = [labels.seller.uppercased()] + lines(of: document.parties.seller)
    let customer = [labels.customer.uppercased()] + lines(of: document.parties.customer)
    var table = TextTable([.init(""), .init("")])
    for index in 0..<max(seller.count, customer.count) {
      table.add([
        index < seller.count ? seller[index] : "", index < customer.count ? customer[index] : "",
      ])
    }
    return table.lines(withHead: false)
  }

  private func lines(of party: InvoiceDocument.Party) -> [String] {
    let identifiers = [
      party.siren.map { "SIREN \($0)" }, party.rcs.map { "RCS \($0)" },
    ].compactMap(\.self).joined(separator: ", ")
    let form = party.form.map { form in
      party.capital.map {
        labels.form(form, capital: style.amount($0, currency: "EUR"))
      } ?? form
    }
    let rest = [form] + party.address.map(Optional.some)
    let vat = party.vat.map { "\(labels.rate) \($0)" }
    return [party.name]
      + (rest + [identifiers.isEmpty ? nil : identifiers, vat]).compactMap(\.self)
  }

  private func lines() -> [String] {
    let number = TextTable.Alignment.decimal(mark: style.decimalMark)
    var table = TextTable([
      .init("#", .right), .init(labels.designation), .init(labels.quantity, number),
      .init(labels.unit), .init(labels.unitPrice, number), .init(labels.rate, number),
      .init(labels.amount, number),
    ])
    for (index, line) in document.lines.enumerated() {
      table.add([
        String(line.line), line.label, style.text(line.quantity), line.unit,
        line.unitPrice.map(style.text) ?? "", labels.percent(style.text(line.vatRate)),
        style.amount(line.amount, currency: document.currency),
      ])
      let next = document.lines.dropFirst(index + 1).first
      let pricing = line.pricing == next?.pricing ? [] : pricing(of: line)
      for detail in details(of: line) + pricing { table.add(["", "  " + detail]) }
    }
    return table.lines()
  }

  /// What a line is for more closely: the month and document that it corrects, whose usage it is,
  /// which days, where it is for a part of its month, and what it comes from.
  private func details(of line: InvoiceDocument.Line) -> [String] {
    let adjustment =
      line.kind == .adjustment
      ? labels.adjustment(of: style.period(line.period), document: line.corrects?.number) : nil
    let subject = [line.tenant, line.sku, days(of: line)].compactMap(\.self)
      .joined(separator: " · ")
    let derivation = line.derivation.map { derived(from: $0) } ?? []
    return ([adjustment, subject].compactMap(\.self) + derivation).filter { !$0.isEmpty }
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
    let amount = { style.amount($0, currency: document.currency) }
    var texts: [String] = []
    if let committed = derivation.committed, let used = derivation.used {
      texts.append(labels.commitment(style.text(committed), used: style.text(used)))
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
  private func pricing(of line: InvoiceDocument.Line) -> [String] {
    guard let pricing = line.pricing, let currency = Currency(code: document.currency),
      let steps = try? pricing.steps()
    else { return [] }
    let words = PriceWords(style.language, currency: currency)
    let amount = style.amount(pricing.amount, currency: document.currency)
    let quantity = "\(style.text(pricing.quantity)) × \(line.unit)"
    let sharing = document.lines.filter { $0.pricing == pricing }.count
    return [labels.whole(quantity, amount, isShared: sharing > 1)]
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

  private func totals() -> [String] {
    var table = TextTable([.init("", .right), .init("", .right)])
    let amount = { style.amount($0, currency: document.currency) }
    table.add([labels.net, amount(document.totals.net)])
    for vat in document.totals.vat {
      table.add([
        labels.vat(rate: style.text(vat.rate), base: amount(vat.base)), amount(vat.amount),
      ])
    }
    table.add([labels.gross, amount(document.totals.gross)])
    let width = lines().map(\.displayWidth).max() ?? 0
    let rows = table.lines(withHead: false)
    let indent = max(width - (rows.map(\.displayWidth).max() ?? 0), 0)
    return table.lines(indent: indent, withHead: false)
  }

  private func foot() -> [String] {
    let payment = document.parties.payment
    var mentions = [labels.services]
    for vat in document.totals.vat where vat.category != "S" {
      mentions.append(vat.reason ?? labels.untaxed(vat.category))
    }
    if payment.vatOnDebits { mentions.append(labels.vatOnDebits) }
    guard !isCreditNote else { return mentions + [labels.creditSigns] + digest }
    let account = [payment.iban.map { "IBAN \($0)" }, payment.bic.map { "BIC \($0)" }]
      .compactMap(\.self)
    if !account.isEmpty {
      mentions.append(labels.payment(to: account.joined(separator: ", ")))
    }
    mentions.append(labels.noDiscount)
    if let penalty = payment.latePenalty { mentions.append(labels.latePenalty(penalty)) }
    if let fee = payment.recoveryFee {
      mentions.append(labels.recoveryFee(style.amount(fee, currency: document.currency)))
    }
    return mentions + digest
  }

  /// Nothing is to be paid on a credit note.
  private var isCreditNote: Bool { document.kind == .creditNote }

  private var digest: [String] { document.digest.map { [labels.digest($0)] } ?? [] }
}
