import Calendars
import Catalogue
import Decimals
import Pages
import ServiceLevels

/// The pages of a report on service levels.
struct ServiceLevelPages {
  let words: ServiceLevelWords
  let pageWords: PageWords
  var flow: PageFlow

  init(language: Language, fonts: PageFonts) {
    words = ServiceLevelWords(language: language)
    pageWords = PageWords(language: language)
    flow = PageFlow(fonts: fonts)
  }

  var fonts: PageFonts { flow.fonts }
  var style: NumberStyle { words.style }

  private func title(_ period: Period) -> String {
    "\(pageWords.serviceLevels) · \(style.period(period.description))"
  }

  func facts(of period: Period) -> DocumentFacts {
    DocumentFacts(
      title: title(period), author: "Relevé", language: words.language.rawValue, date: nil)
  }

  mutating func composeTitle(period: Period, organisation: String) {
    place(organisation, PageStyles.note, .paragraph, in: flow.structure.root)
    flow.y += 2
    place(title(period), PageStyles.title, .heading(1), in: flow.structure.root)
    flow.y += 14
  }

  mutating func composeNothing() {
    place(words.nothing, PageStyles.body, .paragraph, in: flow.structure.root)
  }

  private mutating func place(
    _ text: String, _ style: TextStyle, _ role: StructureTree.Role,
    in parent: StructureTree.Element
  ) {
    flow.place(
      TypesetText(text, style, width: flow.width, fonts: fonts), x: flow.left,
      flow.structure.add(role, to: parent))
  }

  /// A commitment's month: what came of it, its calendar, its components and outages.
  mutating func compose(
    _ result: CommitmentResult, organisation: String, windows: [TimeSpan]
  ) throws(DecimalError) {
    let section = flow.structure.add(.section, to: flow.structure.root)
    if !flow.isAtTop {
      place(
        result.coverage.commitment.label.text(in: words.language), PageStyles.commitment,
        .heading(2), in: section)
    } else {
      place(organisation, PageStyles.note, .paragraph, in: section)
      place(
        result.coverage.commitment.label.text(in: words.language), PageStyles.commitment,
        .heading(2), in: section)
    }
    place(result.coverage.serviceLevel, PageStyles.note, .paragraph, in: section)
    flow.y += 8
    let facts = try words.facts(of: result).map { PageFact($0.name, [$0.value]) }
    flow.place(facts, perRow: 3, in: section)
    flow.y += 12
    try composeBudget(result, in: section)
    heading(pageWords.calendar, keeping: 120, in: section)
    compose(ServiceCalendar(result, windows: windows), in: section)
    composeComponents(result, in: section)
    composeOutages(result, in: section)
  }

  private mutating func heading(
    _ text: String, keeping height: Double, in section: StructureTree.Element
  ) {
    let text = TypesetText(text, PageStyles.section, width: flow.width, fonts: fonts)
    flow.makeRoom(text.height + height)
    flow.place(text, x: flow.left, flow.structure.add(.heading(3), to: section))
    flow.y += 5
  }

  /// What of the allowed downtime was used: a bar, which the text says too.
  private mutating func composeBudget(
    _ result: CommitmentResult, in section: StructureTree.Element
  ) throws(DecimalError) {
    guard let budget = try result.worst?.figures.budget else { return }
    heading(pageWords.budget, keeping: 40, in: section)
    let spent = words.duration(budget.spentSeconds)
    let allowed = words.duration(budget.allowedSeconds)
    place(pageWords.spent(spent, of: allowed), PageStyles.body, .paragraph, in: section)
    flow.y += 4
    let share =
      (Double(budget.spentSeconds.description) ?? 0)
      / max(Double(budget.allowedSeconds.description) ?? 0, 1e-9)
    // Where more was used than allowed, the bar is what was used, and a mark what was allowed.
    let whole = max(share, 1)
    let frame = StructureTree.Frame(x: flow.left, y: flow.y, width: flow.width, height: 8)
    flow.place { canvas in
      canvas.drawArtifact {
        canvas.rectangle(frame, .rule)
        canvas.rectangle(
          .init(x: frame.x, y: frame.y, width: frame.width * share / whole, height: 8), .accent)
        if share > 1 {
          canvas.rectangle(
            .init(x: frame.x + frame.width / whole - 0.75, y: frame.y - 3, width: 1.5, height: 14),
            .ink)
        }
      }
    }
    flow.y += 8 + 16
  }

  /// Those that were always up and known are counted.
  private mutating func composeComponents(
    _ result: CommitmentResult, in section: StructureTree.Element
  ) {
    heading(pageWords.components, keeping: 50, in: section)
    let shown = result.components.filter { !$0.isQuiet }
    let quiet = result.components.count - shown.count
    if !shown.isEmpty {
      let table = columns(
        [
          (words.component, 0), (words.including, 78), (words.excluding, 78), (words.down, 70),
          (words.maintenanceDown, 70), (words.unknown, 70),
        ], keeping: 20, in: section)
      for component in shown {
        let time = component.availability.time
        add(
          [
            component.component, words.percent(component.figures.percentIncludingMaintenance),
            words.percent(component.figures.percentExcludingMaintenance),
            words.duration(time.down), words.duration(time.maintenanceDown),
            words.duration(time.unknown),
          ], to: table)
      }
    }
    if quiet > 0 {
      flow.y += 3
      place(
        words.quiet(quiet, of: result.components.count), PageStyles.note, .paragraph, in: section)
    }
    flow.y += 12
  }

  private mutating func composeOutages(
    _ result: CommitmentResult, in section: StructureTree.Element
  ) {
    guard result.components.contains(where: { !$0.outages.isEmpty }) else { return }
    heading(pageWords.outages, keeping: 50, in: section)
    let table = columns(
      [
        (words.component, 0), (words.from, 86), (words.to, 86), (words.counted, 60),
        (words.reason, 84), (words.tickets, 60),
      ], keeping: 20, in: section)
    let zone = result.coverage.zone
    for component in result.components {
      for outage in component.outages {
        add(
          [
            component.component, zone.localTime(of: outage.from),
            outage.to.map { zone.localTime(of: $0) } ?? words.open,
            words.duration(outage.countedSeconds),
            outage.reasons.map(words.reason).joined(separator: ", "),
            outage.tickets.joined(separator: ", "),
          ], to: table)
      }
    }
  }

  private typealias TextTable = (table: PageTable, widths: [Double])

  /// Columns of text; the one of width 0 takes what is left.
  private mutating func columns(
    _ titles: [(title: String, width: Double)], keeping height: Double,
    in section: StructureTree.Element
  ) -> TextTable {
    let gap = 8.0
    let taken = titles.reduce(0) { $0 + $1.width } + gap * Double(titles.count - 1)
    var left = flow.left
    let columns = titles.map { title, width in
      defer { left += (width > 0 ? width : flow.width - taken) + gap }
      return PageTable.Column(
        title, left: left, width: width > 0 ? width : flow.width - taken)
    }
    let table = PageTable(
      columns, PageStyles.table, keeping: height, in: section, &flow)
    return (table, columns.map(\.width))
  }

  private mutating func add(_ cells: [String], to table: TextTable) {
    table.table.addRow(
      zip(cells, table.widths).map { text, width in
        text.isEmpty
          ? .empty : .text(TypesetText(text, PageStyles.cell, width: width, fonts: fonts))
      }, head: 0, &flow)
  }

  /// The pages, each with its foot.
  func drawn() -> PageCanvas {
    let (left, right, fonts) = (flow.left, flow.right, flow.fonts)
    let y = PageCanvas.height - 40
    return flow.drawn { canvas, page, count in
      let place = TypesetText(pageWords.page(page, of: count), PageStyles.foot, fonts: fonts)
      let name = TypesetText(pageWords.serviceLevels, PageStyles.foot, fonts: fonts)
      canvas.drawArtifact {
        canvas.rule(from: left, to: right, y: y - 12, .rule)
        canvas.text(name, x: left, baseline: y)
        canvas.text(place, x: right - place.width, baseline: y)
      }
    }
  }
}
