import Calendars
import Catalogue
import Decimals
import Invoicing

// What a contract has agreed to besides prices.
extension ExplanationText {
  func show(_ amount: CommittedAmount, in section: inout Section) {
    section.say(
      pick(
        "Ce qui est engagé et n'a pas été consommé, au prix du premier jour couvert.",
        "What is committed and was not used, at the price of the first day covered."))
    var table = TextTable([.init(""), decimal(labels.quantity)])
    for part in amount.commitments {
      let commitment = part.commitment
      let days = pick(
        "\(part.days) jours sur \(amount.daysOfMonth)",
        "\(part.days) of \(amount.daysOfMonth) days")
      table.add([
        pick(
          "Engagement du \(words.day(commitment.from)) au"
            + " \(words.day(commitment.to.adding(days: -1))), \(days)",
          "Commitment from \(words.day(commitment.from)) to"
            + " \(words.day(commitment.to.adding(days: -1))), \(days)"),
        words.number(commitment.quantity),
      ])
    }
    table.add([
      pick("Engagé ce mois", "Committed this month"), words.number(amount.committed.stated),
    ])
    for used in amount.usedLines.prefix(Self.billedLinesMax) {
      let tenant = used.tenant.map { " · \($0)" } ?? ""
      table.add([
        pick("Consommé, ", "Used, ") + place(used) + tenant,
        words.number(used.quantity.negated),
      ])
    }
    let hidden = amount.usedLines.count - Self.billedLinesMax
    if hidden > 0 { table.add([more(hidden)]) }
    table.add([pick("Non consommé", "Not used"), words.number(amount.quantity.sum)])
    section.show(table, withHead: false, sums: 1)
    section.say(
      verdict(
        amount.committed,
        pick(
          "Le contrat dit toujours cet engagement.", "The contract still says this commitment."),
        pick("L'engagement a été corrigé depuis", "The commitment was corrected since"),
        in: words.number))
    section.say(
      verdict(
        amount.used,
        pick(
          "Les lignes de consommation font \(words.number(amount.used.sum)).",
          "The lines of usage add up to \(words.number(amount.used.sum))."),
        pick("Les lignes font une autre consommation", "The lines add up to another usage"),
        in: words.number))
    sayPrice(of: amount, in: &section)
  }

  private func sayPrice(of amount: CommittedAmount, in section: inout Section) {
    if let pricing = amount.pricing {
      section.say(
        pick(
          "Prix de ce qui est engagé, \(style.text(pricing.quantity)) × \(line.unit) :",
          "Price of what is committed, \(style.text(pricing.quantity)) × \(line.unit):"))
      show(amount.steps, pricing, in: &section)
      if let used = amount.priceOfUsed {
        section.say(
          pick(
            "Moins le prix de ce qui est consommé : \(words.money(used))",
            "Less the price of what is used: \(words.money(used))"))
      }
    } else if let unitPrice = explanation.owed.unitPrice {
      let exact = WideDecimal(amount.quantity.sum, times: unitPrice)
      section.say(
        "\(words.number(amount.quantity.sum)) \(line.unit) × \(words.money(unitPrice)) ="
          + " \(words.money(exact))")
    }
    if let agreement = amount.amount {
      section.say(amountVerdict(agreement))
    } else {
      section.say(
        "✗ "
          + pick(
            "Le prix n'est plus connu : il ne peut être vérifié.",
            "The price is not known any more: it cannot be checked."))
    }
  }

  func show(_ amount: OneOffAmount, in section: inout Section) {
    section.say(
      pick(
        "Convenu une fois dans le contrat \(amount.contract) : `\(amount.id)`, pour"
          + " \(style.period(line.period))",
        "Agreed once in the contract \(amount.contract): `\(amount.id)`, for"
          + " \(style.period(line.period))"))
    sayVersions(amount.versions, in: &section)
    section.say(
      amount.charge == nil && !amount.amount.holds
        ? "✗ "
          + pick(
            "Le contrat ne le dit plus : il a été corrigé depuis.",
            "The contract does not say it any more: it was corrected since.")
        : verdict(
          amount.amount,
          pick("Le contrat dit toujours ce montant.", "The contract still says this amount."),
          pick("Le contrat a été corrigé depuis", "The contract was corrected since"),
          in: words.money))
  }

  func show(_ amount: DiscountedAmount, in section: inout Section) {
    let services = amount.discount?.services ?? []
    let on =
      services.isEmpty
      ? "" : pick(" sur ", " on ") + services.joined(separator: ", ")
    section.say(
      pick(
        "Remise de \(words.percent(amount.percent))\(on), sur la consommation et les engagements :",
        "Discount of \(words.percent(amount.percent))\(on), on usage and commitments:"))
    var table = TextTable([.init(""), .init(""), decimal(labels.amount)])
    for billed in amount.lines.prefix(Self.billedLinesMax) {
      let subject = [billed.label, billed.tenant].compactMap(\.self).joined(separator: " · ")
      table.add([place(billed), subject, words.money(billed.amount)])
    }
    let hidden = amount.lines.count - Self.billedLinesMax
    if hidden > 0 { table.add([more(hidden)]) }
    let sums = 1 + amount.earlier.count
    table.add([pick("Ensemble", "Together"), "", words.money(amount.linesSum)])
    for earlier in amount.earlier {
      let services = earlier.discount.services.joined(separator: ", ")
      table.add([
        pick(
          "Remise précédente de \(words.percent(earlier.discount.percent))",
          "Earlier discount of \(words.percent(earlier.discount.percent))"), services,
        words.money(earlier.taken.negated),
      ])
    }
    section.show(table, withHead: false, sums: sums)
    if !amount.earlier.isEmpty {
      section.say(
        pick(
          "Les remises précédentes comptent pour chaque ligne en proportion, sans arrondi.",
          "Earlier discounts count against each line in proportion, unrounded."))
    }
    let base = words.money(WideDecimal(amount.base.stated))
    section.say(
      verdict(
        amount.base,
        pick("Ces lignes laissent la base de \(base).", "These lines leave the base of \(base)."),
        pick("Ces lignes laissent une autre base", "These lines leave another base"),
        in: words.number))
    let exact = WideDecimal(amount.statedBase, times: amount.percent.hundredth)
    section.say("\(words.percent(amount.percent)) × \(base) = \(words.money(exact))")
    section.say(amountVerdict(amount.amount))
  }

  func show(_ amount: MinimumAmount, in section: inout Section) {
    var table = TextTable([.init(""), .init(""), decimal(labels.amount)])
    let days = pick(
      "\(amount.days) jours sur \(amount.daysOfMonth)",
      "\(amount.days) of \(amount.daysOfMonth) days")
    table.add([
      pick("Minimum mensuel", "Monthly minimum"),
      "\(words.money(WideDecimal(amount.minimum))), \(days)", words.money(amount.due),
    ])
    for other in amount.others {
      table.add([
        name(other.kind), labels.lines(other.lines), words.money(other.amount.negated),
      ])
    }
    table.add([
      pick("Ce qui manque", "What is missing"), "", words.money(amount.amount.sum),
    ])
    section.show(table, withHead: false, sums: 1)
    section.say(amountVerdict(amount.amount))
  }

  private func name(_ kind: LineKind) -> String {
    switch kind {
    case .usage: pick("Consommation", "Usage")
    case .commitment: pick("Engagements", "Commitments")
    case .oneOff: pick("Frais ponctuels", "One-off charges")
    case .discount: pick("Remises", "Discounts")
    case .minimum: pick("Minimum", "Minimum")
    case .serviceCredit: pick("Pénalités de service", "Service credits")
    case .adjustment: pick("Régularisations", "Adjustments")
    }
  }
}

extension InvoiceLabels {
  fileprivate func lines(_ count: Int) -> String {
    language == .french
      ? (count == 1 ? "1 ligne" : "\(count) lignes") : (count == 1 ? "1 line" : "\(count) lines")
  }
}
