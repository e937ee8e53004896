import Calendars
import Catalogue
import Decimals
import Rating

/// Which part of its month a line is for, and what the other parts are, by the prices that are
/// known now (contract, section 4, "Lines", 3).
struct LineParts {
  /// Local days, from the first to before the last.
  struct Part: Hashable {
    let from: LocalDate
    let to: LocalDate
  }

  /// The part that is metered for the line: the first one begins with the month.
  private(set) var own: Part
  private(set) var others: [Part] = []
  /// The days that the line is for, where the month is divided.
  private(set) var days: DayRange?
  /// Whether it is the last part of a divided month, which takes the rounding.
  private(set) var isLast = false

  /// All of a month.
  init(of month: Period) { own = Part(from: month.firstDay, to: month.firstDayAfter) }

  init(
    _ line: InvoiceDocument.Line, of product: Product, _ month: Period, _ contract: Contract,
    _ directory: Directory, covered: [TimeSpan]
  ) {
    self.init(of: month)
    guard let from = Instant(rfc3339: line.from), let to = Instant(rfc3339: line.to),
      let first = covered.first, let last = covered.last,
      let list = directory.priceLists[contract.priceList], list.effective == .usageTime,
      from > first.from || to < last.to
    else { return }
    let begin = max(contract.from, month.firstDay)
    let end = min(contract.to ?? month.firstDayAfter, month.firstDayAfter)
    let stretches = Tariff(list, of: contract).stretches(of: product.name, from: begin, to: end)
    let starts = stretches.map(\.from)
    // Those of which the tenant covers something, with the bounds by which they are metered.
    let parts = starts.indices.filter { stretches[$0].charge != nil }.map { index in
      Part(
        from: index == 0 ? month.firstDay : starts[index],
        to: index + 1 < starts.count ? starts[index + 1] : month.firstDayAfter)
    }.filter { part in
      let (start, stop) = (contract.zone.start(of: part.from), contract.zone.start(of: part.to))
      return TimeSpan(from: start, to: stop)?.intersects(first.from, last.to) ?? false
    }
    let day = contract.zone.date(of: from)
    guard starts.count > 1, let place = parts.firstIndex(where: { $0.from <= day && day < $0.to })
    else { return }
    own = parts[place]
    others = parts.filter { $0 != own }
    days = DayRange(
      first: day, last: contract.zone.date(of: to.adding(microseconds: -1)))
    isLast = place == parts.count - 1
  }
}

extension TimeSpan {
  fileprivate func intersects(_ from: Instant, _ to: Instant) -> Bool {
    self.from < to && self.to > from
  }
}
