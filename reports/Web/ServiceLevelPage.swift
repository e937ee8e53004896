import Calendars
public import Catalogue
import Decimals
public import ServiceLevels

/// A report on service levels as an HTML page: of each commitment the figures, what of the month's
/// budget is left, the days with outages of the component that decides, components and outages.
public struct ServiceLevelPage {
  private let report: ServiceLevelReport
  private let organisations: [String: Organisation]
  private let language: Language?

  /// In the language of each organisation, or in one.
  public init(
    _ report: ServiceLevelReport, organisations: [String: Organisation], in language: Language?
  ) {
    self.report = report
    self.organisations = organisations
    self.language = language
  }

  /// The whole page.
  public func html() throws -> String {
    let names = Set(report.results.map(\.coverage.organisation))
    let only = names.count == 1 ? names.first.flatMap { organisations[$0] } : nil
    let pageLanguage = language ?? only?.language ?? .english
    let words = ServiceLevelWords(language: pageLanguage)
    let title =
      "\(words.title.sentenceCased) · \(words.style.period(report.period.description))"
    var page = WebPage(
      language: pageLanguage, title: only.map { "\(title) · \($0.legalName)" } ?? title)
    page.blocks = [WebHeading(text: title)]
    var last: String?
    for result in report.results {
      let words = self.words(of: result.coverage)
      let organisation = result.coverage.organisation
      if organisation != last {
        let known = organisations[organisation]
        page.blocks.append(
          WebTitle(
            level: 2, text: known?.legalName ?? organisation, note: known.map(\.name),
            language: words.language))
      }
      last = organisation
      page.blocks += try blocks(of: result, words)
    }
    if report.results.isEmpty { page.blocks.append(WebNotes(paragraphs: [words.nothing])) }
    if let first = report.withoutComponents.first {
      let names = report.withoutComponents.map { "\($0.organisation) \($0.serviceLevel)" }
      let words = self.words(of: first)
      page.blocks.append(
        WebNotes(paragraphs: [words.without(names)], language: words.language))
    }
    return try page.html()
  }

  private func words(of coverage: ServiceCoverage) -> ServiceLevelWords {
    let own = organisations[coverage.organisation]?.language ?? .french
    return ServiceLevelWords(language: language ?? own)
  }

  private func blocks(
    of result: CommitmentResult, _ words: ServiceLevelWords
  ) throws -> [any WebBlock] {
    let commitment = result.coverage.commitment
    var blocks: [any WebBlock] = [
      WebTitle(
        level: 3, text: commitment.label.text(in: words.language),
        note: result.coverage.serviceLevel, language: words.language),
      WebFacts(layout: .down, facts: try words.facts(of: result), language: words.language),
    ]
    if let budget = try result.worst?.figures.budget {
      blocks.append(try WebBudget(budget, words))
    }
    let windows = report.windows(concerning: result)
    let hasOutages = result.components.contains { !$0.outages.isEmpty }
    if hasOutages || !windows.isEmpty { blocks.append(calendar(of: result, windows, words)) }
    blocks += components(of: result, words)
    if hasOutages { blocks.append(outages(of: result, words)) }
    return blocks
  }

  /// The days in weeks from Monday on.
  private func calendar(
    of result: CommitmentResult, _ windows: [TimeSpan], _ words: ServiceLevelWords
  ) -> WebTable {
    let web = WebWords(language: words.language)
    let days = ServiceCalendar(result, windows: windows).days
    let blank = WebTable.Cell("", className: "outside")
    // 1970-01-01 was a Thursday.
    let before = days.first.map { ($0.date.daysSinceEpoch + 3) % 7 } ?? 0
    var cells = Array(repeating: blank, count: before) + days.map { cell(of: $0, words) }
    cells += Array(repeating: blank, count: (7 - cells.count % 7) % 7)
    let rows = stride(from: 0, to: cells.count, by: 7).map {
      WebTable.Row(Array(cells[$0..<$0 + 7]))
    }
    return WebTable(
      caption: web.calendar, columns: web.weekdays.map { WebTable.Column($0) },
      groups: [.init(rows: rows)], className: "calendar", language: words.language)
  }

  /// A day tells its downtime, and the maintenance that was announced, in words and by a colour.
  private func cell(of day: ServiceCalendar.Day, _ words: ServiceLevelWords) -> WebTable.Cell {
    let isDown = !day.downSeconds.isZero
    let isMaintained = !day.maintenanceSeconds.isZero
    var details: [String] = []
    if isDown { details.append(words.duration(day.downSeconds)) }
    if isMaintained {
      details.append(
        WebWords(language: words.language).maintenance(words.duration(day.maintenanceSeconds)))
    }
    return WebTable.Cell(
      String(day.date.day), details: details,
      className: isDown ? "down" : isMaintained ? "apart" : "")
  }

  /// Those that were always up and known are counted.
  private func components(
    of result: CommitmentResult, _ words: ServiceLevelWords
  ) -> [any WebBlock] {
    let number = WebTable.Alignment.decimal(mark: words.style.decimalMark)
    let told = result.components.filter { !$0.isQuiet }
    let quiet = result.components.count - told.count
    var blocks: [any WebBlock] = []
    if !told.isEmpty {
      let rows = told.map { component in
        let (figures, time) = (component.figures, component.availability.time)
        return WebTable.Row([
          component.component, words.percent(figures.percentIncludingMaintenance),
          words.percent(figures.percentExcludingMaintenance), words.duration(time.down),
          words.duration(time.maintenanceDown), words.duration(time.unknown),
        ])
      }
      blocks.append(
        WebTable(
          caption: WebWords(language: words.language).components,
          columns: [
            .init(words.component, isHeader: true, className: "code"),
            .init(words.including, number), .init(words.excluding, number),
            .init(words.down, .right), .init(words.maintenanceDown, .right),
            .init(words.unknown, .right),
          ], groups: [.init(rows: rows)], language: words.language))
    }
    if quiet > 0 {
      blocks.append(
        WebNotes(
          paragraphs: [words.quiet(quiet, of: result.components.count)], language: words.language))
    }
    return blocks
  }

  private func outages(of result: CommitmentResult, _ words: ServiceLevelWords) -> WebTable {
    let zone = result.coverage.zone
    let rows = result.components.flatMap { component in
      component.outages.map { outage in
        WebTable.Row([
          component.component, zone.localTime(of: outage.from),
          outage.to.map { zone.localTime(of: $0) } ?? words.open,
          words.duration(outage.countedSeconds),
          outage.reasons.map(words.reason).joined(separator: ", "),
          outage.tickets.joined(separator: ", "),
        ])
      }
    }
    return WebTable(
      caption: WebWords(language: words.language).outages,
      columns: [
        .init(words.component, isHeader: true, className: "code"), .init(words.from),
        .init(words.to), .init(words.counted, .right), .init(words.reason),
        .init(words.tickets, className: "code"),
      ], groups: [.init(rows: rows)], className: "dense", language: words.language)
  }
}
