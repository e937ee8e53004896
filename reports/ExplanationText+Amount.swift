import Calendars
import Catalogue
import Decimals
import Invoicing

// The levels of money: what is billed, what is owed, and the price.
extension ExplanationText {
  /// Owed minus billed; nil for lines that are no adjustment.
  func adjustmentSection() -> Section? {
    guard let adjustment = explanation.adjustment else { return nil }
    var section = Section(title: pick("RÉGULARISATION", "ADJUSTMENT"))
    let month = style.period(line.period)
    section.say(
      pick(
        "Pour \(month), ce qui était dû à l'émission, moins ce qui avait été facturé.",
        "For \(month), what was owed at issue, less what had been billed."))
    var table = TextTable([
      .init(""), .init(""), decimal(labels.quantity), decimal(labels.amount),
    ])
    let owed = explanation.owed
    table.add([
      pick("Dû", "Owed"), "", words.number(owed.quantity), words.money(owed.amount),
    ])
    for billed in adjustment.billed {
      table.add([
        pick("Facturé", "Billed"), place(billed), words.number(billed.quantity.negated),
        words.money(billed.amount.negated),
      ])
    }
    table.add([
      pick("Différence", "Difference"), "",
      words.number(adjustment.quantityDifference.sum),
      words.money(adjustment.amountDifference.sum),
    ])
    section.show(table, sums: 1)
    section.say(
      verdict(
        adjustment.quantityDifference,
        pick("La quantité de la ligne est cette différence.", "The line has this quantity."),
        pick("La quantité de la ligne est une autre", "The line has another quantity"),
        in: words.number))
    section.say(
      verdict(
        adjustment.amountDifference,
        pick("Le montant de la ligne est cette différence.", "The line has this amount."),
        pick("Le montant de la ligne est un autre", "The line has another amount"),
        in: words.money))
    if !adjustment.amount.holds {
      section.say(
        verdict(
          adjustment.amount, "",
          pick("La ligne annonce un autre montant facturé", "The line says another billed amount"),
          in: words.money))
    }
    if explanation.owed.quantity.isZero { sayMoved(in: &section) }
    sayFacts(explanation.quantity?.causes, in: &section)
    return section
  }

  /// Under which other price or VAT the same is owed now.
  private func sayMoved(in section: inout Section) {
    for moved in explanation.moved.prefix(Self.billedLinesMax) {
      section.say(
        pick(
          "À ce prix et à cette TVA, plus rien n'est dû ; c'est dû par \(place(moved)) :"
            + " \(words.number(moved.quantity)) = \(words.money(moved.amount))",
          "At this price and VAT nothing is owed any more; it is owed by \(place(moved)):"
            + " \(words.number(moved.quantity)) = \(words.money(moved.amount))"))
    }
  }

  func amountSection() -> Section {
    var section = Section(title: pick("MONTANT", "AMOUNT"))
    let owed = explanation.owed
    switch explanation.amount {
    case .product(let exact, let agreement): sayProduct(exact, agreement, in: &section)
    case .shared(let price): show(price, in: &section)
    case .commitment(let amount): show(amount, in: &section)
    case .oneOff(let amount): show(amount, in: &section)
    case .discount(let amount): show(amount, in: &section)
    case .minimum(let amount): show(amount, in: &section)
    case .credit(let amount): show(amount, in: &section)
    case .nothing:
      section.say(
        owed.amount.isZero
          ? pick("Plus rien n'est dû.", "Nothing is owed any more.")
          : pick(
            "Le document ne dit pas d'où viennent \(words.money(owed.amount)).",
            "The document does not say where \(words.money(owed.amount)) come from."))
    }
    sayTax(in: &section)
    return section
  }

  private func sayProduct(
    _ exact: WideDecimal, _ agreement: Agreement, in section: inout Section
  ) {
    let owed = explanation.owed
    let price = owed.unitPrice.map { words.money($0) } ?? ""
    let (product, rounded) = (words.money(exact), words.money(agreement.sum))
    let end =
      product == rounded
      ? "" : pick(", arrondi à \(rounded)", ", rounded to \(rounded)")
    section.say("\(words.number(owed.quantity)) \(line.unit) × \(price) = \(product)\(end)")
    section.say(amountVerdict(agreement))
  }

  func amountVerdict(_ agreement: Agreement) -> String {
    explanation.adjustment == nil
      ? verdict(
        agreement, pick("C'est le montant de la ligne.", "This is the line's amount."),
        pick("Le montant de la ligne est un autre", "The line has another amount"),
        in: words.money)
      : verdict(
        agreement, pick("C'est ce qui était dû.", "This is what was owed."),
        pick("Ce qui était dû est autre chose", "What was owed is something else"),
        in: words.money)
  }

  private func sayTax(in section: inout Section) {
    let tax = explanation.tax
    let amount = { style.amount($0, currency: explanation.document.currency) }
    let rate = labels.percent(style.text(line.vatRate))
    let group = labels.vat(rate: style.text(line.vatRate), base: amount(tax.group.base))
    section.say("\(group)\(labels.colon)\(amount(tax.group.amount))")
    let count = tax.lines
    section.say(
      verdict(
        tax.base,
        count == 1
          ? pick("La base est cette ligne.", "Its base is this line.")
          : pick(
            "La base est la somme des \(count) lignes à \(rate).",
            "Its base is the sum of the \(count) lines at \(rate)."),
        pick("La base de la TVA est une autre somme", "The base of the VAT is another sum"),
        in: words.money))
  }

  private func show(_ price: SharedPrice, in section: inout Section) {
    let pricing = price.pricing
    let amount = style.amount(pricing.amount, currency: explanation.currency.code)
    section.say(
      pick(
        "Un prix pour toute l'organisation, calculé sur \(style.text(pricing.quantity)) ×"
          + " \(line.unit) :",
        "One price for the whole organisation, of \(style.text(pricing.quantity)) ×"
          + " \(line.unit):"))
    show(price.steps, pricing, in: &section)
    section.say(
      price.stepsAgree && price.rounded.holds
        ? "✓ "
          + pick(
            "Les étapes font ensemble \(amount), le prix que dit la ligne.",
            "The steps add up to \(amount), the price that the line says.")
        : "✗ "
          + pick(
            "Les étapes ne font pas \(amount), le prix que dit la ligne.",
            "The steps do not add up to \(amount), the price that the line says."))
    guard price.shares.count > 1 || !price.amounts.holds || !price.quantities.holds else {
      section.say(
        "✓ " + pick("La ligne l'a en entier.", "The line has all of it."))
      return
    }
    show(price.shares, of: price, in: &section)
  }

  private func show(
    _ shares: [SharedPrice.Share], of price: SharedPrice, in section: inout Section
  ) {
    section.say(
      pick(
        "Réparti selon les quantités, au plus fort reste : les centimes qui restent vont aux parts"
          + " dont le reste est le plus grand (+).",
        "Divided by quantity, by largest remainder: the cents that are left go to the shares with"
          + " the largest remainders (+)."))
    var table = TextTable([
      .init(""), .init(pick("tenant", "tenant")), .init("SKU"), decimal(labels.quantity),
      decimal(pick("part exacte", "exact share")), .init(""), decimal(labels.amount),
    ])
    let shown = shares.shown(around: \.isThisLine)
    for share in shown {
      table.add([
        share.isThisLine ? "→" : "", share.tenant, share.sku, words.number(share.quantity),
        share.exact.map { style.text($0.description) } ?? "", share.hasRemainder ? "+" : "",
        words.money(share.amount),
      ])
    }
    let hidden = shares.count - shown.count
    if hidden > 0 { table.add(["", more(hidden)]) }
    table.add([
      "", pick("ensemble", "together"), "", words.number(price.quantities.sum), "", "",
      words.money(price.amounts.sum),
    ])
    section.show(table, sums: 1)
    section.say(
      verdict(
        price.quantities,
        pick("Les quantités font celle du prix.", "The quantities add up to that of the price."),
        pick("Les quantités ne font pas celle du prix", "The quantities do not add up"),
        in: words.number))
    section.say(
      verdict(
        price.amounts,
        pick("Les parts font le prix, au centime.", "The shares add up to the price, to the cent."),
        pick("Les parts ne font pas le prix", "The shares do not add up to the price"),
        in: words.money))
  }

  func more(_ count: Int) -> String { pick("… et \(count) de plus", "… and \(count) more") }

  /// The arithmetic of a price, with what its steps add up to.
  func show(
    _ steps: [PriceStep], _ pricing: InvoiceDocument.Pricing, in section: inout Section
  ) {
    var table = TextTable([.init(""), decimal("")])
    for step in steps {
      let (text, amount) = words.text(step)
      table.add([text, amount ?? ""])
    }
    let exact = style.amount(pricing.unrounded, currency: explanation.currency.code)
    let rounded = style.amount(pricing.amount, currency: explanation.currency.code)
    table.add([words.exactAmount, exact])
    table.add([words.rounded(explanation.currency.minorDigits), rounded])
    section.show(table, withHead: false, sums: 2)
  }

  func priceSection() -> Section? {
    guard let price = explanation.price else { return nil }
    var section = Section(title: pick("PRIX", "PRICE"))
    let from = price.from.map(words.day) ?? ""
    let until =
      price.until.map { day in
        pick(
          ", jusqu'au \(words.day(day.adding(days: -1)))",
          ", until \(words.day(day.adding(days: -1)))")
      } ?? ""
    switch price.origin {
    case .priceList:
      section.say(
        pick(
          "Liste de prix \(price.name), version du \(from)\(until)",
          "Price list \(price.name), version of \(from)\(until)"))
    case .contract:
      section.say(
        pick(
          "Prix propre du contrat \(price.name), depuis le \(from)\(until)",
          "Own price of the contract \(price.name), since \(from)\(until)"))
    case .unknown:
      section.say(
        pick(
          "\(price.name), version du \(from) : ce document n'existe plus",
          "\(price.name), version of \(from): there is no such document any more"))
    }
    sayVersions(price.versions, in: &section)
    section.say(priceVerdict(price))
    return section
  }

  private func priceVerdict(_ price: ExplainedPrice) -> String {
    guard !price.isUnchanged else {
      return "✓ "
        + pick("Ce prix est celui de la ligne.", "This price is the line's.")
    }
    guard let charge = price.charge else {
      return "✗ "
        + pick(
          "Elle n'a plus de prix pour ce produit : il a été corrigé depuis.",
          "It has no price for this product any more: it was corrected since.")
    }
    guard let unitPrice = charge.plainUnitPrice else {
      return "✗ "
        + pick(
          "Le prix a été corrigé depuis : il se calcule autrement.",
          "The price was corrected since: it is reckoned otherwise.")
    }
    return "✗ "
      + pick(
        "Le prix a été corrigé depuis : \(words.money(unitPrice)) désormais.",
        "The price was corrected since: \(words.money(unitPrice)) now.")
  }

  /// The version of a document at issue, and corrections since.
  func sayVersions(_ versions: [DocumentVersion], in section: inout Section) {
    for (index, version) in versions.enumerated() {
      let reason = version.reason.map { pick(" : « \($0) »", ": “\($0)”") } ?? ""
      let day = words.day(explanation.zone.date(of: version.appliedAt))
      section.say(
        index == 0
          ? pick(
            "Ce document est appliqué depuis le \(day), version \(version.number)\(reason)",
            "This document was applied on \(day), as version \(version.number)\(reason)")
          : pick(
            "Depuis : version \(version.number) du \(day)\(reason)",
            "Since: version \(version.number) of \(day)\(reason)"))
    }
  }
}

extension [SharedPrice.Share] {
  /// The first ones, and the one that is looked for.
  fileprivate func shown(around isWanted: (Element) -> Bool) -> [Element] {
    let first = prefix(ExplanationText.billedLinesMax)
    return first + dropFirst(first.count).filter(isWanted)
  }
}
