/// A billing period: a calendar month (contract, section 0). Its instants depend on a zone.
public struct Period: Hashable, Comparable, Sendable {
  public let year: Int
  /// 1 to 12.
  public let month: Int

  /// A month of the years 0 to 9999; nil otherwise.
  public init?(year: Int, month: Int) {
    guard (0...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// Reads `YYYY-MM`; nil where the text is anything else.
  public init?(_ text: String) {
    guard let first = LocalDate(text + "-01") else { return nil }
    self.init(containing: first)
  }

  /// The month of a date.
  public init(containing date: LocalDate) {
    self.year = date.year
    self.month = date.month
  }

  /// Its first day.
  public var firstDay: LocalDate { LocalDate(validYear: year, month: month, day: 1) }

  /// The first day of the month that follows.
  public var firstDayAfter: LocalDate { firstDay.adding(days: dayCount) }

  /// 28 to 31.
  public var dayCount: Int { LocalDate.days(inMonth: month, of: year) }

  /// Its days, in order.
  public var days: [LocalDate] { (0..<dayCount).map { firstDay.adding(days: $0) } }

  /// The month that follows.
  public var next: Period { Period(containing: firstDayAfter) }

  /// The month before.
  public var previous: Period { Period(containing: firstDay.adding(days: -1)) }

  public static func < (left: Period, right: Period) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}

extension Period: CustomStringConvertible {
  /// `YYYY-MM`.
  public var description: String { "\(year.padded(to: 4))-\(month.padded(to: 2))" }
}
