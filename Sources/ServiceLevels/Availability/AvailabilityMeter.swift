public import Calendars
import Catalogue
import Decimals
public import PostgreSQL
import SQL

/// Measures availability: from what was said about components to exact seconds (contract, section
/// 5). To be called within a transaction, best a snapshot.
public struct AvailabilityMeter {
  /// How long before an outage a ticket is of it: 15 minutes.
  public static let usualToleranceMinutes = 15

  let connection: Connection
  let knownAt: Instant?
  let toleranceSeconds: Int32

  /// From what was known at an instant; nil for all that is known. Another tolerance is for
  /// looking, not for what is owed.
  public init(
    _ connection: Connection, knownAt: Instant?,
    toleranceMinutes: Int = AvailabilityMeter.usualToleranceMinutes
  ) {
    self.connection = connection
    self.knownAt = knownAt
    toleranceSeconds = Int32(toleranceMinutes * 60)
  }

  /// The components that each coverage is about, by name as bytes. Coverages of one month and zone
  /// are measured together.
  public func components(of coverages: [ServiceCoverage]) throws -> [[ComponentAvailability]] {
    var components: [[ComponentAvailability]] = coverages.map { _ in [] }
    var known: [ClassedPair: AvailabilityFigures] = [:]
    let months = Dictionary(grouping: coverages.indices) {
      coverages[$0].zone.span(of: coverages[$0].period)
    }
    for (month, places) in months {
      let questions = places.map { AvailabilityQuestion(coverages[$0]) }
      for (decided, time) in try measured(questions, in: month) {
        let place = places[Int(decided.number) - 1]
        let pair = try ClassedPair(time, policy: coverages[place].commitment.policy)
        // Most components have the same month: always up.
        let figures: AvailabilityFigures
        if let same = known[pair] {
          figures = same
        } else {
          figures = try pair.figures()
          known[pair] = figures
        }
        components[place].append(
          ComponentAvailability(
            component: decided.component, periodSeconds: time.period, figures: figures,
            outages: try time.outages(of: decided)))
      }
    }
    return components
  }

  /// Components with their time, by question, then by name as bytes.
  func measured(
    _ questions: [AvailabilityQuestion], in month: TimeSpan
  ) throws -> Zip2Sequence<[DecidedComponent], [MeasuredComponent]> {
    let sampled = try sampled(questions, in: month)
    let windows = try windows()
    // Joins of arrays and of what was made of them, whose sizes no planner knows: nested loops
    // would take minutes, and compiling the statement longer than running it. Of 100 000 components
    // a sort takes some 20 MB.
    let usual = try settings(("off", "off", "64MB"))
    let decided = try decided(questions, sampled: sampled, in: month)
    let times = try times(of: decided, questions, windows: windows, in: month)
    _ = try settings(usual)
    return zip(decided, times)
  }

  /// What was announced as maintenance and counts.
  func windows() throws -> [MaintenanceWindow] {
    try connection.query(.named("sla_windows"), knownAt)
      .decode(String.self, Instant.self, Instant?.self)
      .map { MaintenanceWindow(component: $0, from: $1, to: $2) }
  }

  private typealias Sampled = (component: String, id: String?, from: Instant, to: Instant?)

  private func sampled(
    _ questions: [AvailabilityQuestion], in month: TimeSpan
  ) throws -> [Sampled] {
    let patterns = Set(questions.flatMap { $0.scopes.map(\.match) })
    let wild = patterns.filter { !$0.isName }.sorted { $0.text < $1.text }
    return try connection.query(
      .named("sla_sampled"), knownAt, month.from, month.to,
      patterns.filter(\.isName).map(\.text).sorted(),
      wild.isEmpty ? String?.none : ComponentPattern.expression(anyOf: wild), toleranceSeconds
    ).decode(String.self, String?.self, Instant.self, Instant?.self)
  }

  private func decided(
    _ questions: [AvailabilityQuestion], sampled: [Sampled], in month: TimeSpan
  ) throws -> [DecidedComponent] {
    let scopes = questions.enumerated().flatMap { index, question in
      question.scopes.map { (number: Int32(index + 1), match: $0.match, span: $0.span) }
    }
    return try DecidedComponent.all(
      connection.query(
        .named("sla_decided"), knownAt, month.from, month.to, toleranceSeconds,
        questions.map(\.organisation), questions.map(\.components), scopes.map(\.number),
        scopes.map { $0.match.isName ? $0.match.text : $0.match.expression },
        scopes.map(\.match.isName), scopes.map(\.span.from), scopes.map(\.span.to),
        sampled.map(\.component), sampled.map(\.id), sampled.map(\.from), sampled.map(\.to)))
  }

  /// Asks once for components that had the same month without an outage: those are nearly all.
  private func times(
    of decided: [DecidedComponent], _ questions: [AvailabilityQuestion],
    windows: [MaintenanceWindow], in month: TimeSpan
  ) throws -> [MeasuredComponent] {
    var groups = WindowGroups(windows)
    var quiet: [QuietMonth: Int] = [:]
    var asked: [DecidedComponent] = []
    var numbers: [Int32] = []
    let places = decided.map { component in
      let number = groups.number(of: component.component)
      let month = QuietMonth(component, windows: number)
      if let known = month.flatMap({ quiet[$0] }) { return known }
      if let month { quiet[month] = asked.count }
      asked.append(component)
      numbers.append(number)
      return asked.count - 1
    }
    let times = try times(
      of: asked, asked.map { questions[Int($0.number) - 1] }, numbers, groups.windows, in: month)
    return places.map { times[$0] }
  }

  private func times(
    of components: [DecidedComponent], _ questions: [AvailabilityQuestion], _ numbers: [Int32],
    _ windows: [(number: Int32, span: MaintenanceWindow)], in month: TimeSpan
  ) throws -> [MeasuredComponent] {
    /// For each entry of a list of each component, the component's place.
    func places(_ list: (DecidedComponent) -> [Instant]) -> [Int32] {
      components.enumerated().flatMap { index, component in
        repeatElement(Int32(index + 1), count: list(component).count)
      }
    }
    return try MeasuredComponent.all(
      connection.query(
        .named("sla_availability"), numbers, questions.map { Int32($0.minimumOutageSeconds) },
        questions.map(\.isMaintenanceIncluded),
        places(\.coveredFrom), components.flatMap(\.coveredFrom),
        components.flatMap(\.coveredTo), places(\.outages.starts),
        components.flatMap(\.outages.starts), components.flatMap(\.outages.ends),
        components.flatMap(\.outages.impacts), places(\.unknownFrom),
        components.flatMap(\.unknownFrom), components.flatMap(\.unknownTo),
        windows.map(\.number), windows.map(\.span.from), windows.map(\.span.to),
        month.from, month.to))
  }

  typealias PlanSettings = (loops: String, compiling: String, memory: String)

  /// Sets how statements are planned until the transaction ends; returns what was set.
  func settings(_ settings: PlanSettings) throws -> PlanSettings {
    let row = try connection.query(
      .named("sla_settings"), settings.loops, settings.compiling, settings.memory
    ).single(
      String.self, String.self, String.self, String.self, String.self, String.self)
    return (row.0, row.1, row.2)
  }
}

/// What the availability of components is asked for.
struct AvailabilityQuestion {
  /// Whose tickets move starts; nil for nobody's.
  let organisation: String?
  /// Components beside those of the scopes, as a regular expression.
  let components: String
  let minimumOutageSeconds: Int
  /// For what is told of outages.
  let isMaintenanceIncluded: Bool
  let scopes: [ServiceCoverage.Scope]
}

extension AvailabilityQuestion {
  init(_ coverage: ServiceCoverage) {
    let commitment = coverage.commitment
    self.init(
      organisation: coverage.organisation,
      components: ComponentPattern.expression(anyOf: commitment.components),
      minimumOutageSeconds: commitment.minimumOutageSeconds,
      isMaintenanceIncluded: commitment.maintenance == .included, scopes: coverage.scopes)
  }
}
