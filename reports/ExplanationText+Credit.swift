import Calendars
import Catalogue
import Decimals
import Invoicing
import ServiceLevels

// What a missed commitment gives back: the percentage, how the month was, each outage, the claim.
extension ExplanationText {
  private var credited: CreditedAmount? {
    guard case .credit(let amount) = explanation.amount else { return nil }
    return amount
  }

  private var serviceWords: ServiceLevelWords { ServiceLevelWords(language: words.language) }

  func show(_ amount: CreditedAmount, in section: inout Section) {
    let services = amount.availability?.result.coverage.commitment.services ?? []
    guard let percent = amount.statedPercent, let stated = amount.statedBase else {
      section.say(pick("Plus rien n'est dû.", "Nothing is owed any more."))
      return section.say(amountVerdict(amount.amount))
    }
    let on = services.joined(separator: ", ")
    section.say(
      pick(
        "Avoir de \(words.percent(percent)) sur \(on), consommation et engagements après"
          + " remises\u{A0}:",
        "Credit of \(words.percent(percent)) on \(on), usage and commitments after discounts:"))
    showBase(of: amount, stated, in: &section)
    let exact = WideDecimal(stated, times: percent.hundredth)
    section.say(
      "\(words.percent(percent)) × \(words.money(WideDecimal(stated))) = \(words.money(exact))")
    sayRounding(of: amount, exact, in: &section)
    section.say(amountVerdict(amount.amount))
  }

  private func showBase(
    of amount: CreditedAmount, _ stated: DecimalNumber, in section: inout Section
  ) {
    var table = TextTable([.init(""), .init(""), decimal(labels.amount)])
    for billed in amount.lines.prefix(Self.billedLinesMax) {
      let subject = [billed.label, billed.tenant].compactMap(\.self).joined(separator: " · ")
      table.add([place(billed), subject, words.money(billed.amount)])
    }
    let hidden = amount.lines.count - Self.billedLinesMax
    if hidden > 0 { table.add([more(hidden)]) }
    table.add([pick("Ensemble", "Together"), "", words.money(amount.linesSum)])
    let hasDiscount = amount.base.map { $0.sum != amount.linesSum } ?? false
    if hasDiscount, let base = amount.base, let taken = try? base.sum - amount.linesSum {
      table.add([pick("Remises", "Discounts"), "", words.money(WideDecimal(taken))])
    }
    section.show(table, withHead: false, sums: hasDiscount ? 2 : 1)
    guard let base = amount.base else { return }
    let text = words.money(WideDecimal(stated))
    section.say(
      verdict(
        base,
        pick("Ces lignes laissent la base de \(text).", "These lines leave the base of \(text)."),
        pick("Ces lignes laissent une autre base", "These lines leave another base"),
        in: words.number))
  }

  /// Why an amount is not the product, rounded: a cap, or the share of another VAT.
  private func sayRounding(
    of amount: CreditedAmount, _ exact: WideDecimal, in section: inout Section
  ) {
    if case .pointGap(let cap?) = amount.availability?.result.coverage.commitment.credits {
      section.say(
        pick(
          "Au plus \(words.percent(cap)) de chaque service par mois, avoirs précédents"
            + " compris\u{A0}:",
          "At most \(words.percent(cap)) of each service in a month, earlier credits included:"))
      var table = TextTable([
        .init(""), .init(pick("engagement", "commitment")), decimal("%"), decimal(labels.amount),
      ])
      for credit in amount.capped {
        table.add([
          credit.isThisLine ? "→" : "", credit.serviceLevel, words.number(credit.percent),
          words.money(credit.amount),
        ])
      }
      section.show(table)
    }
    let rounded = try? exact.rounded(to: explanation.currency.minorDigits)
    if let rounded, rounded != amount.amount.sum.negated {
      section.say(
        pick(
          "Le pourcentage imprimé est tronqué à 5 décimales\u{A0}; l'avoir se calcule exactement,"
            + " s'arrondit une fois, dans son plafond, et se répartit entre les taux de TVA.",
          "The printed percentage is truncated to 5 decimals; the credit is reckoned exactly,"
            + " rounded once, within its cap, and divided among the rates of VAT."))
    }
  }

  func availabilitySection() -> Section? {
    guard let amount = credited else { return nil }
    var section = Section(title: pick("DISPONIBILITÉ", "AVAILABILITY"))
    let month = style.period(line.period)
    guard let kept = amount.availability else {
      section.say(
        pick(
          "\(amount.serviceLevel), \(month)\u{A0}: le contrat n'a pas cet engagement, ou il ne"
            + " porte sur aucun composant.",
          "\(amount.serviceLevel), \(month): the contract does not have this commitment, or it is"
            + " about no component."))
      return section
    }
    section.say("\(amount.serviceLevel), \(month)")
    section.say(
      pick(
        "D'après ce qui était connu à l'émission du document.",
        "From what was known when the document was issued."))
    if let worst = kept.result.worst {
      show(kept, worst, in: &section)
    } else {
      section.say(serviceWords.result(isMet: nil))
    }
    if let percent = amount.percent {
      section.say(
        verdict(
          percent,
          pick(
            "C'est le pourcentage de la ligne\u{A0}: \(words.percent(percent.stated)).",
            "This is the line's percentage: \(words.percent(percent.stated))."),
          pick("La ligne dit un autre pourcentage", "The line says another percentage"),
          in: words.percent))
    }
    if amount.percentNow != amount.percent?.sum ?? .zero {
      section.say(
        "→ "
          + pick(
            "Ce qui est connu désormais donne \(words.percent(amount.percentNow))\u{A0}: le"
              + " document suivant régularise.",
            "What is known now gives \(words.percent(amount.percentNow)): the next document adjusts"
              + " it."))
    }
    return section
  }

  private func show(
    _ kept: CreditedAvailability, _ worst: ComponentAvailability, in section: inout Section
  ) {
    let (names, time) = (serviceWords, worst.availability.time)
    let commitment = kept.result.coverage.commitment
    let isIncluded = commitment.maintenance == .included
    var facts = TextTable([.init(""), .init("")])
    let policy = isIncluded ? names.including : names.excluding
    facts.add([names.target, "\(names.percent(commitment.target)), \(policy)"])
    facts.add([
      names.availability,
      names.percent(worst.figures.percent) + names.colon + names.result(isMet: kept.result.isMet),
    ])
    facts.add([names.worst, worst.component])
    if commitment.minimumZones > 1 {
      facts.add([
        names.zones,
        names.enough(
          kept.result.zones.count, of: commitment.minimumZones,
          isEnough: kept.result.hasEnoughZones),
      ])
    }
    section.show(facts, withHead: false)
    section.skip()
    var classes = TextTable([.init(""), decimal("s")])
    for (name, seconds) in [
      (pick("En service", "Up"), time.up), (names.down, time.down),
      (pick("Arrêt en maintenance", "Down in maintenance"), time.maintenanceDown),
      (pick("En service en maintenance", "Up in maintenance"), time.maintenanceUp),
      (names.unknown, time.unknown),
    ] { classes.add([name, words.number(seconds)]) }
    classes.add([pick("Ensemble", "Together"), words.number(kept.classes?.sum ?? .zero)])
    section.show(classes, withHead: false, sums: 1)
    if let classes = kept.classes {
      section.say(
        verdict(
          classes, pick("C'est la période couverte.", "This is the period that is covered."),
          pick("La période couverte est autre", "The period covered is another"), in: words.number))
    }
    section.say(quotient(worst, commitment))
    sayCredit(kept, commitment, in: &section)
  }

  /// How the figure follows from the classes.
  private func quotient(
    _ worst: ComponentAvailability, _ commitment: ServiceLevelCommitment
  ) -> String {
    let time = worst.availability.time
    var (good, bad) = ([time.up], [time.down])
    switch (commitment.maintenance, commitment.excludedMaintenanceLeavesPeriod) {
    case (.included, _):
      (good, bad) = ([time.up, time.maintenanceUp], [time.down, time.maintenanceDown])
    case (.excluded, false): good = [time.up, time.maintenanceUp, time.maintenanceDown]
    case (.excluded, true): break
    }
    let (up, down) = (sum(good), sum(bad))
    let all = sum([up, down])
    return "\(words.number(up)) s ÷ \(words.number(all)) s = "
      + serviceWords.percent(worst.figures.percent)
      + pick(", tronqué à 5 décimales", ", truncated to 5 decimals")
  }

  private func sum(_ seconds: [DecimalNumber]) -> DecimalNumber {
    seconds.reduce(.zero) { (try? $0 + $1) ?? $0 }
  }

  private func sayCredit(
    _ kept: CreditedAvailability, _ commitment: ServiceLevelCommitment, in section: inout Section
  ) {
    guard kept.result.isMet == false else { return }
    if let band = kept.band {
      section.say(
        pick(
          "En dessous de \(words.percent(band.below))\u{A0}: \(words.percent(band.percent))",
          "Below \(words.percent(band.below)): \(words.percent(band.percent))"))
    } else if case .pointGap = commitment.credits {
      section.say(
        pick(
          "Il manque à l'objectif \(words.number(kept.result.credit.percent)) points, tronqués à 5"
            + " décimales.",
          "\(words.number(kept.result.credit.percent)) points are missing to the target, truncated"
            + " to 5 decimals."))
    }
  }

  func outageSection() -> Section? {
    guard let kept = credited?.availability, kept.result.worst != nil else { return nil }
    var section = Section(title: pick("INCIDENTS", "OUTAGES"))
    let (names, zone) = (serviceWords, kept.result.coverage.zone)
    var table = TextTable([
      .init(pick("incident", "outage")), .init(names.from), .init(names.to),
      decimal(pick("compté, s", "counted, s")), .init(names.reason), .init(names.tickets),
      .init(pick("fichier", "file")),
    ])
    for (outage, source) in kept.outages.map({ ($0.outage, $0.source) }) {
      table.add([
        outage.id, zone.localTime(of: outage.from),
        outage.to.map { zone.localTime(of: $0) } ?? names.open,
        words.number(outage.countedSeconds),
        outage.reasons.map(names.reason).joined(separator: ", "),
        outage.tickets.joined(separator: ", "), source.map(text) ?? "",
      ])
    }
    if let counted = kept.counted {
      table.add([pick("ensemble", "together"), "", "", words.number(counted.sum)])
      section.show(table, sums: 1)
      section.say(
        verdict(
          counted, pick("C'est l'arrêt compté ci-dessus.", "This is the downtime above."),
          pick("L'arrêt compté est autre", "The downtime is another"), in: words.number))
    }
    return section
  }

  /// `incidents.json:4`, with the version where it was amended.
  private func text(_ source: RecordSource) -> String {
    let version = source.version > 1 ? pick(", version ", ", version ") + "\(source.version)" : ""
    return "\(source.file):\(source.line)\(version)"
  }

  func claimSection() -> Section? {
    guard let amount = credited, let kept = amount.availability else { return nil }
    var section = Section(title: pick("DEMANDES", "CLAIMS"))
    let (names, zone) = (serviceWords, kept.result.coverage.zone)
    if let deadline = kept.result.credit.deadline {
      section.say(
        pick(
          "À demander jusqu'au \(words.day(deadline)).",
          "To be claimed until \(words.day(deadline))."))
    }
    for claim in amount.claims {
      let late = claim.isLate ? pick(", hors délai", ", after the deadline") : ""
      let file = claim.source.map { " (\(text($0)))" } ?? ""
      section.say(
        pick(
          "\(claim.ticket), \(names.component.lowercased()) \(claim.component), ouvert le"
            + " \(zone.localTime(of: claim.openedAt))\(late)\(file)",
          "\(claim.ticket), \(names.component.lowercased()) \(claim.component), opened"
            + " \(zone.localTime(of: claim.openedAt))\(late)\(file)"))
      section.say(decision(claim.decision, zone))
    }
    if amount.claims.isEmpty { section.say(pick("Aucune.", "None.")) }
    return section
  }

  private func decision(_ decision: ClaimDecision?, _ zone: Zone) -> String {
    guard let decision else { return "~ " + pick("non décidée", "not decided") }
    let day = words.day(zone.date(of: decision.decidedAt))
    let (mark, french, english) =
      decision.isAccepted ? ("✓", "acceptée", "accepted") : ("~", "refusée", "refused")
    return "\(mark) "
      + pick(
        "\(french) le \(day)\u{A0}: «\u{A0}\(decision.reason)\u{A0}»",
        "\(english) \(day): “\(decision.reason)”")
  }
}
