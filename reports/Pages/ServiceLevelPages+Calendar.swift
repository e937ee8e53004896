import Calendars
import Decimals
import Pages

// The month as a sheet of weeks, which is a table to those who hear it.
extension ServiceLevelPages {
  private static let height = 40.0

  mutating func compose(_ calendar: ServiceCalendar, in section: StructureTree.Element) {
    flow.place(
      TypesetText(pageWords.legend, PageStyles.note, width: flow.width, fonts: fonts),
      x: flow.left, flow.structure.add(.paragraph, to: section))
    flow.y += 6
    let table = flow.structure.add(.table, to: section)
    placeWeekdays(in: table)
    guard let first = calendar.days.first else { return }
    var days = calendar.days[...]
    // The first week begins on the month's first day.
    var week = Array(days.prefix(7 - Self.weekday(first.date)))
    while !week.isEmpty {
      days = days.dropFirst(week.count)
      place(week, in: table)
      week = Array(days.prefix(7))
    }
    flow.y += 16
  }

  /// From 0 for Monday.
  private static func weekday(_ date: LocalDate) -> Int { (date.daysSinceEpoch % 7 + 10) % 7 }

  private var cell: Double { flow.width / 7 }

  private mutating func placeWeekdays(in table: StructureTree.Element) {
    let row = flow.structure.add(.row, to: table)
    for (index, name) in pageWords.weekdays.enumerated() {
      let text = TypesetText(name, PageStyles.head, width: cell - 6, fonts: fonts)
      let element = flow.structure.add(.columnHead(span: 1), to: row)
      let (x, baseline) = (flow.left + Double(index) * cell + 3, flow.y + text.ascent)
      flow.place { canvas in canvas.draw(element, text, x: x, baseline: baseline) }
    }
    flow.y += 13
  }

  private mutating func place(_ week: [ServiceCalendar.Day], in table: StructureTree.Element) {
    if Self.height > flow.room { flow.breakPage() }
    let row = flow.structure.add(.row, to: table)
    let (top, left, right) = (flow.y, flow.left, flow.right)
    flow.place { canvas in
      canvas.drawArtifact { canvas.rule(from: left, to: right, y: top, .rule, width: 0.4) }
    }
    for weekday in 0..<7 {
      let element = flow.structure.add(.cell(span: 1), to: row)
      guard let day = week.first(where: { Self.weekday($0.date) == weekday }) else { continue }
      place(day, x: flow.left + Double(weekday) * cell + 3, element)
    }
    flow.y += Self.height
  }

  private mutating func place(
    _ day: ServiceCalendar.Day, x: Double, _ element: StructureTree.Element
  ) {
    let hasDown = !day.downSeconds.isZero
    let hasMaintenance = !day.maintenanceSeconds.isZero
    let number = TypesetText(
      String(day.date.day), hasDown ? PageStyles.strong : PageStyles.body, fonts: fonts)
    let told: String? =
      hasDown
      ? words.duration(day.downSeconds)
      : hasMaintenance ? pageWords.maintenance : nil
    let text = told.map {
      TypesetText($0, hasDown ? PageStyles.day : PageStyles.label, width: cell - 8, fonts: fonts)
    }
    let (y, width) = (flow.y, cell - 8)
    let bar = StructureTree.Frame(x: x, y: y + Self.height - 9, width: width, height: 5)
    let paragraphs = (
      flow.structure.add(.paragraph, to: element),
      text.map { _ in flow.structure.add(.paragraph, to: element) }
    )
    flow.place { canvas in
      canvas.draw(paragraphs.0, number, x: x, baseline: y + 4 + number.ascent)
      if let text, let paragraph = paragraphs.1 {
        canvas.draw(paragraph, text, x: x, baseline: y + 16 + text.ascent)
      }
      canvas.drawArtifact {
        canvas.rectangle(bar, .paper)
        for (ranges, colour, height) in [
          (day.maintenance, Colour.shade, 2.5), (day.down, Colour.accent, 5.0),
        ] {
          for range in ranges {
            // What is shorter than the eye sees is seen nevertheless.
            let length = max((range.upperBound - range.lowerBound) * width, 0.8)
            canvas.rectangle(
              .init(
                x: min(bar.x + range.lowerBound * width, bar.x + width - length),
                y: bar.y + 5 - height, width: length, height: height),
              colour)
          }
        }
      }
    }
  }
}
