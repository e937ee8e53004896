import Calendars
import Catalogue
import Decimals
import PostgreSQL
import ServiceLevels

/// Commitments of which a share of the downtime that their month allows is spent: of the night's
/// month, and on a month's first day of the one before too, whose end no night has seen.
///
/// Spent is what was down by the night's now; allowed is what the target leaves of the whole month,
/// as far as it can be measured. The component that has spent most speaks for its commitment.
struct BudgetAlerts {
  private let night: Night
  private let connection: Connection
  private let directory: Directory

  init(_ night: Night, _ connection: Connection, _ directory: Directory) {
    self.night = night
    self.connection = connection
    self.directory = directory
  }

  func open() throws -> [Alert] {
    let months = Set([night.date, night.date.adding(days: -1)].map(Period.init(containing:)))
    return try months.sorted().flatMap { try open(in: $0) }
  }

  private func open(in period: Period) throws -> [Alert] {
    // What is open goes on until the month's end there: whoever has not spent half by then has not
    // spent it now.
    let whole = try ServiceLevelReport(
      connection, directory: directory, period: period,
      organisations: directory.organisations.keys.sorted(), knownAt: nil
    ).results.filter { result in
      try result.components.contains { try $0.figures.budget?.level != nil }
    }
    let cut = whole.compactMap { result in
      result.coverage.before(night.now).map { (result, $0) }
    }
    guard !cut.isEmpty else { return [] }
    let spent = try connection.transaction(.snapshot) {
      try AvailabilityMeter(connection, knownAt: nil).components(of: cut.map(\.1))
    }
    return try zip(cut.map(\.0), spent).compactMap { try alert($0, $1) }
  }

  private func alert(
    _ result: CommitmentResult, _ untilNow: [ComponentAvailability]
  ) throws -> Alert? {
    let allowed = Dictionary(
      try result.components.map { ($0.component, try $0.figures.budget?.allowedSeconds) },
      uniquingKeysWith: { one, _ in one })
    var worst: (component: String, budget: DowntimeBudget)?
    for component in untilNow {
      guard let allowed = allowed[component.component] ?? nil,
        let spent = try component.figures.budget?.spentSeconds
      else { continue }
      let budget = DowntimeBudget(allowedSeconds: allowed, spentSeconds: spent)
      if worst.map({ $0.budget.isLessSpent(than: budget) }) ?? true {
        worst = (component.component, budget)
      }
    }
    guard let (component, budget) = worst, let kind = budget.level else { return nil }
    let coverage = result.coverage
    let share = try budget.spentPercent.map { "\($0) %" } ?? "more than there is"
    return Alert(
      kind, "\(coverage.contract)/\(coverage.serviceLevel)/\(coverage.period)",
      "\(share) of the downtime that \(coverage.serviceLevel) allows \(coverage.organisation) in"
        + " \(coverage.period) is spent: \(budget.spentSeconds.plain) s of"
        + " \(budget.allowedSeconds.plain) s, on \(component). See `releve sla report --period"
        + " \(coverage.period) --organisation \(coverage.organisation)`")
  }
}

extension DowntimeBudget {
  /// The highest share that is spent; nil below half, or where nothing was down.
  var level: Alert.Kind? {
    guard !spentSeconds.isZero else { return nil }
    let spent = Fraction(spentSeconds) * Fraction(DecimalNumber(100))
    let levels: [(Int, Alert.Kind)] = [(100, .budget100), (80, .budget80), (50, .budget50)]
    return levels.first { percent, _ in
      spent >= Fraction(allowedSeconds) * Fraction(DecimalNumber(percent))
    }?.1
  }

  /// Whether a smaller share of it is spent than of another.
  fileprivate func isLessSpent(than other: DowntimeBudget) -> Bool {
    Fraction(spentSeconds) * Fraction(other.allowedSeconds)
      < Fraction(other.spentSeconds) * Fraction(allowedSeconds)
  }
}
