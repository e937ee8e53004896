import Calendars
public import Catalogue
public import Decimals
public import ServiceLevels

/// A report on service levels as a person reads it in a terminal: of each organisation its
/// commitments, of each commitment its components, then its outages.
public struct ServiceLevelText {
  private let report: ServiceLevelReport
  private let organisations: [String: Organisation]
  private let language: Language?
  private let width: Int

  /// In the language of each organisation, or in one. Organisations are called by their legal
  /// names; what is no table is broken at `width` cells.
  public init(
    _ report: ServiceLevelReport, organisations: [String: Organisation], in language: Language?,
    width: Int
  ) {
    self.report = report
    self.organisations = organisations
    self.language = language
    self.width = width
  }

  /// The whole text, with a newline at its end.
  public func text() throws(DecimalError) -> String {
    var blocks: [[String]] = []
    var last: String?
    for result in report.results {
      let words = words(of: result.coverage)
      if result.coverage.organisation != last { blocks.append(head(of: result.coverage, words)) }
      last = result.coverage.organisation
      blocks += try self.blocks(of: result, words)
    }
    if blocks.isEmpty {
      let words = ServiceLevelWords(language: language ?? .english)
      blocks.append([words.nothing])
    }
    if let first = report.withoutComponents.first {
      let names = report.withoutComponents.map { "\($0.organisation) \($0.serviceLevel)" }
      let lines = words(of: first).without(names).escapedForTerminal().wrapped(to: width - 2)
      blocks.append(lines.enumerated().map { $0 > 0 ? "  \($1)" : $1 })
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func words(of coverage: ServiceCoverage) -> ServiceLevelWords {
    let own = organisations[coverage.organisation]?.language ?? .french
    return ServiceLevelWords(language: language ?? own)
  }

  private func head(of coverage: ServiceCoverage, _ words: ServiceLevelWords) -> [String] {
    let month = words.style.period(coverage.period.description)
    let name = organisations[coverage.organisation].map { "\($0.legalName) (\($0.name))" }
    let title = "\(words.title) \(month)"
    return [
      title, String(repeating: "═", count: title.displayWidth),
      (name ?? coverage.organisation).escapedForTerminal(),
    ]
  }

  private func blocks(
    of result: CommitmentResult, _ words: ServiceLevelWords
  ) throws(DecimalError) -> [[String]] {
    let commitment = result.coverage.commitment
    let title = "\(commitment.label.text(in: words.language)) · \(result.coverage.serviceLevel)"
    let outages = outages(of: result, words)
    return [
      [title.escapedForTerminal()] + (try facts(of: result, words)),
      components(of: result, words),
    ] + (outages.isEmpty ? [] : [outages])
  }

  private func facts(
    of result: CommitmentResult, _ words: ServiceLevelWords
  ) throws(DecimalError) -> [String] {
    var facts = TextTable([.init(""), .init("")])
    for fact in try words.facts(of: result) { facts.add([fact.name, fact.value]) }
    return facts.lines(indent: 2, withHead: false)
  }

  /// Those that were always up and known are counted.
  private func components(of result: CommitmentResult, _ words: ServiceLevelWords) -> [String] {
    let number = TextTable.Alignment.decimal(mark: words.style.decimalMark)
    var table = TextTable([
      .init(words.component), .init(words.including, number), .init(words.excluding, number),
      .init(words.down, .right), .init(words.maintenanceDown, .right),
      .init(words.unknown, .right),
    ])
    var quiet = 0
    for component in result.components {
      let time = component.availability.time
      if component.isQuiet {
        quiet += 1
        continue
      }
      table.add([
        component.component, words.percent(component.figures.percentIncludingMaintenance),
        words.percent(component.figures.percentExcludingMaintenance), words.duration(time.down),
        words.duration(time.maintenanceDown), words.duration(time.unknown),
      ])
    }
    let rows = quiet == result.components.count ? [] : table.lines(indent: 2)
    return rows + (quiet == 0 ? [] : ["  " + words.quiet(quiet, of: result.components.count)])
  }

  private func outages(of result: CommitmentResult, _ words: ServiceLevelWords) -> [String] {
    let zone = result.coverage.zone
    var table = TextTable([
      .init(words.component), .init(words.from), .init(words.to), .init(words.counted, .right),
      .init(words.reason), .init(words.tickets),
    ])
    for component in result.components {
      for outage in component.outages {
        table.add([
          component.component, zone.localTime(of: outage.from),
          outage.to.map { zone.localTime(of: $0) } ?? words.open,
          words.duration(outage.countedSeconds),
          outage.reasons.map(words.reason).joined(separator: ", "),
          outage.tickets.joined(separator: ", "),
        ])
      }
    }
    return result.components.allSatisfy(\.outages.isEmpty) ? [] : table.lines(indent: 2)
  }
}
