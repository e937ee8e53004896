public import Calendars
public import Catalogue
import Decimals
public import Metering

/// Metered quantities of a month as an HTML page: a part for each product and SKU, and by day a bar
/// beside each quantity.
public struct UsagePage {
  private let period: Period
  private let lines: [UsageLine]
  private let keys: [UsageKey]
  private let products: [String: Product]
  private let organisation: String?
  private let words: WebWords
  private let labels: InvoiceLabels

  private var style: NumberStyle { NumberStyle(words.language) }

  /// The lines are told apart by product, SKU and `keys`; `organisation` is the name of the one
  /// that they are of, nil for several.
  public init(
    _ lines: [UsageLine], in period: Period, by keys: [UsageKey], of organisation: String?,
    products: [String: Product], language: Language
  ) {
    self.period = period
    self.lines = lines
    self.keys = keys
    self.products = products
    self.organisation = organisation
    words = WebWords(language: language)
    labels = InvoiceLabels(language: language)
  }

  /// The whole page.
  public func html() throws -> String {
    let title = "\(words.usage) · \(style.period(period.description))"
    var page = WebPage(
      language: words.language, title: organisation.map { "\(title) · \($0)" } ?? title)
    page.blocks = [WebHeading(brand: organisation, text: title)]
    if lines.isEmpty {
      page.blocks.append(WebNotes(paragraphs: [words.noUsage]))
    } else {
      page.blocks.append(try table())
    }
    return try page.html()
  }

  private var hasBars: Bool { keys.contains(.day) }

  private func table() throws -> WebTable {
    var columns = keys.enumerated().map { place, key in
      WebTable.Column(title(of: key), key == .day ? .unbroken : .left, isHeader: place == 0)
    }
    if columns.isEmpty { columns.append(.init(labels.unit)) }
    columns.append(.init(labels.quantity, .decimal(mark: style.decimalMark)))
    if hasBars { columns.append(.init(words.share, className: "bars")) }
    let largest = try largestOfEachSeries()
    return WebTable(
      caption: "\(words.usage) · \(style.period(period.description))", isCaptionHidden: true,
      columns: columns,
      groups: try groups().map { group in
        WebTable.Group(
          title: title(of: group[0]), note: note(of: group[0]),
          rows: try group.map { line in
            var cells = keys.map { WebTable.Cell(text(of: line, $0)) }
            if cells.isEmpty { cells.append(.init(unit(of: line))) }
            cells.append(.init(style.text(line.quantity.plain)))
            if hasBars { cells.append(.init(bar: try share(of: line, largest))) }
            return WebTable.Row(cells)
          })
      })
  }

  /// The lines of each product and SKU, in the order of the first of each.
  private func groups() -> [[UsageLine]] {
    var places: [[String]: Int] = [:]
    var groups: [[UsageLine]] = []
    for line in lines {
      let key = [line.product, line.sku]
      if let place = places[key] {
        groups[place].append(line)
      } else {
        places[key] = groups.count
        groups.append([line])
      }
    }
    return groups
  }

  /// Lines that differ in their days alone.
  private func series(of line: UsageLine) -> [String?] {
    [line.product, line.sku, line.tenant, line.resource]
      + [keys.contains(.organisation) ? line.organisation : nil]
  }

  private func largestOfEachSeries() throws -> [[String?]: DecimalNumber] {
    guard hasBars else { return [:] }
    return Dictionary(lines.map { (series(of: $0), $0.quantity) }) { max($0, $1) }
  }

  /// In hundredths of the largest of the series.
  private func share(of line: UsageLine, _ largest: [[String?]: DecimalNumber]) throws -> Int {
    guard let whole = largest[series(of: line)], !whole.isZero, !whole.isNegative,
      let part = Double(line.quantity.plain), let all = Double(whole.plain)
    else { return 0 }
    return Int((max(part, 0) / all * 100).rounded())
  }

  private func title(of line: UsageLine) -> String {
    products[line.product]?.label.text(in: words.language) ?? line.product
  }

  private func note(of line: UsageLine) -> String {
    [line.product, line.sku, unit(of: line)].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func unit(of line: UsageLine) -> String {
    products[line.product]?.billedUnit.text(in: words.language) ?? ""
  }

  private func title(of key: UsageKey) -> String {
    switch key {
    case .organisation: words.organisation
    case .tenant: words.tenant
    case .resource: words.resource
    case .day: words.day
    case .product, .sku: key.rawValue
    }
  }

  private func text(of line: UsageLine, _ key: UsageKey) -> String {
    switch key {
    case .organisation: line.organisation
    case .tenant: line.tenant ?? ""
    case .product: line.product
    case .sku: line.sku
    case .resource: line.resource ?? ""
    case .day: line.day.map { style.date($0.description) } ?? ""
    }
  }
}
