import Calendars
import Catalogue
import Decimals
import Invoicing

// The events below a quantity, what has come since, and what later documents say.
extension ExplanationText {
  func eventSection() -> Section? {
    guard let quantity = explanation.quantity else { return nil }
    let events = quantity.events
    var section = Section(title: pick("ÉVÉNEMENTS", "EVENTS"))
    if !events.openings.isEmpty {
      section.say(
        pick(
          "Niveaux tenus dès avant, et d'où ils viennent :",
          "Levels held since before, and where they come from:"))
      let shown = quantity.usage.isComplete ? events.openings.count : Self.openingsMax
      section.show(openings(Array(events.openings.prefix(shown))))
      if events.openings.count > shown { section.say(more(events.openings.count - shown)) }
    }
    let files = Set(events.events.map(\.file))
    let sources = Set(events.events.map(\.source))
    if let source = sources.first, sources.count == 1 {
      section.say(pick("Source : \(source)", "Source: \(source)"))
    }
    if let file = files.first, files.count == 1 {
      section.say(pick("Fichier : \(file)", "File: \(file)"))
    }
    if !events.events.isEmpty {
      section.show(
        table(events.events, hasFiles: files.count > 1, hasSources: sources.count > 1))
      sayMarks(events.events, in: &section)
    }
    if events.more > 0 {
      let count = style.text(String(events.more))
      section.say(
        pick(
          "… et \(count) de plus : --events N, --resource R ou --day D.",
          "… and \(count) more: --events N, --resource R or --day D."))
    }
    sayCounts(events, in: &section)
    return section.blocks.isEmpty ? nil : section
  }

  /// As many as stand beside a sum by resource.
  private static let openingsMax = 10

  private func sayCounts(_ events: ExplainedEvents, in section: inout Section) {
    for archive in events.archives {
      let count = style.text(String(archive.events))
      section.say(
        pick(
          "Les \(count) événements de \(archive.month) sont dans \(archive.file) :"
            + " `releve db archive --restore \(archive.month)` les remet en base.",
          "The \(count) events of \(archive.month) are in \(archive.file):"
            + " `releve db archive --restore \(archive.month)` puts them back."))
    }
    guard events.count.holds || events.archives.isEmpty else { return }
    let count = style.text(String(events.counted))
    let metered =
      events.counted == 1
      ? pick("un événement", "one event") : pick("\(count) événements", "\(count) events")
    if !events.count.stated.isZero || !events.count.holds {
      let void =
        events.voided == 0
        ? ""
        : pick(
          " ; ceux qui sont annulés (\(style.text(String(events.voided)))) n'y comptent pas",
          "; those that are void (\(style.text(String(events.voided)))) do not count")
      section.say(
        verdict(
          events.count,
          pick(
            "Ce qui précède a été mesuré avec \(metered)\(void).",
            "What stands above was metered from \(metered)\(void)."),
          pick("Le nombre d'événements est un autre", "The number of events is another one"),
          in: words.number))
    }
    if let sum = events.sum {
      section.say(
        verdict(
          sum,
          pick(
            "Leurs quantités font \(words.number(sum.sum)).",
            "Their quantities add up to \(words.number(sum.sum))."),
          pick("Leurs quantités ne font pas celles des jours", "Their quantities do not add up"),
          in: words.number))
    }
  }

  /// What the marks before events mean, and who has cancelled those that are void.
  private func sayMarks(_ events: [ExplainedEvent], in section: inout Section) {
    for event in events {
      guard let void = event.void else { continue }
      let reason = void.reason.map { pick(" : « \($0) »", ": “\($0)”") } ?? ""
      section.say(
        "~ "
          + pick(
            "\(event.id) est annulé par \(void.id) (\(void.file):\(void.line))\(reason)",
            "\(event.id) is cancelled by \(void.id) (\(void.file):\(void.line))\(reason)"))
    }
    if events.contains(where: isLate) {
      section.say(
        "+ "
          + pick(
            "arrivé après l'émission du document", "has come after the document was issued"))
    }
  }

  private func isLate(_ event: ExplainedEvent) -> Bool {
    event.ingestedAt > explanation.documentStoredAt
  }

  func table(
    _ events: [ExplainedEvent], hasFiles: Bool, hasSources: Bool
  ) -> TextTable {
    var table = TextTable(
      [
        .init(""), .init(pick("instant", "time")), .init(pick("ressource", "resource")),
        decimal(labels.quantity.lowercased()), .init("id"),
      ] + (hasSources ? [.init("source")] : [])
        + [
          hasFiles
            ? .init(pick("fichier:ligne", "file:line")) : .init(pick("ligne", "line"), .right)
        ])
    for event in events {
      let mark = event.void != nil ? "~" : isLate(event) ? "+" : ""
      table.add(
        [
          mark, event.time.description, event.resource, words.number(event.quantity), event.id,
        ] + (hasSources ? [event.source] : [])
          + [hasFiles ? "\(event.file):\(event.line)" : String(event.line)])
    }
    return table
  }

  private func openings(_ openings: [OpeningLevel]) -> TextTable {
    var table = TextTable([
      .init(pick("ressource", "resource")), decimal(pick("niveau", "level")),
      .init(pick("depuis", "since")), .init("id"), .init(pick("fichier:ligne", "file:line")),
    ])
    for opening in openings {
      table.add(
        [opening.resource, words.number(opening.level)]
          + (opening.event.map { [$0.time.description, $0.id, "\($0.file):\($0.line)"] }
            ?? [words.day(opening.day), pick("(archivé)", "(archived)")]))
    }
    return table
  }

  /// Events and voids that explain a difference.
  func sayFacts(_ facts: LateFacts?, in section: inout Section) {
    guard let facts else { return }
    let isSince = facts.until == .distantFuture
    guard facts.eventCount + facts.voidCount > 0 else {
      section.say(
        isSince
          ? pick(
            "Aucun événement n'est arrivé depuis pour cette ligne : des documents (contrat,"
              + " catalogue, tenants) ont changé, ou une ingestion était en cours à l'émission.",
            "No event has come for this line since: documents (contract, catalogue, tenants) have"
              + " changed, or an ingestion was under way at issue.")
          : pick(
            "Aucun événement n'était arrivé entre-temps : des documents (prix, contrat, catalogue)"
              + " ont changé, ou une ingestion était en cours.",
            "No event had come in between: documents (prices, contract, catalogue) have changed,"
              + " or an ingestion was under way."))
      return
    }
    section.say(
      isSince
        ? pick("Arrivés depuis le document :", "Come since the document:")
        : pick(
          "Arrivés depuis le document précédent :", "Come since the document before:"))
    if !facts.events.isEmpty {
      section.show(table(facts.events, hasFiles: true, hasSources: false))
    }
    let hiddenEvents = Int(facts.eventCount) - facts.events.count
    if hiddenEvents > 0 { section.say(more(hiddenEvents)) }
    for void in facts.voids {
      let target =
        [void.resource, void.quantity.map(words.number)].compactMap(\.self)
        .joined(separator: " × ")
      let reason = void.reason.map { pick(" : « \($0) »", ": “\($0)”") } ?? ""
      section.say(
        "~ "
          + pick(
            "\(void.id) annule \(void.target) du \(void.targetTime)"
              + " (\(target)) ; \(void.file):\(void.line)\(reason)",
            "\(void.id) cancels \(void.target) of \(void.targetTime)"
              + " (\(target)); \(void.file):\(void.line)\(reason)"))
    }
    let hiddenVoids = Int(facts.voidCount) - facts.voids.count
    if hiddenVoids > 0 { section.say(more(hiddenVoids)) }
  }

  /// Later documents that say something of the same.
  func laterSection() -> Section? {
    guard !explanation.later.isEmpty else { return nil }
    var section = Section(title: pick("DEPUIS", "SINCE THEN"))
    section.say(
      pick("Documents ultérieurs pour la même chose :", "Later documents for the same:"))
    var table = TextTable([
      .init("document"), .init("date"), decimal(labels.quantity), decimal(labels.amount),
      .init(words.price),
    ])
    for later in explanation.later.prefix(Self.billedLinesMax) {
      table.add([
        place(later), words.day(later.issuedOn), signed(later.quantity, words.number),
        signed(later.amount) { words.money($0) }, later.priceVersion ?? "",
      ])
    }
    let hidden = explanation.later.count - Self.billedLinesMax
    if hidden > 0 { table.add([more(hidden)]) }
    section.show(table)
    return section
  }
}
