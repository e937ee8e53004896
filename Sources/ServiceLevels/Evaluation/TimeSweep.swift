import Calendars
import Decimals

/// Goes once through time, from bound to bound of what is known about a component, and divides the
/// period into its classes by both policies (contract, section 5). O(n log n).
struct TimeSweep {
  /// What changes at an instant. Where an outage ends, its own span says so.
  private enum Change {
    case period(begins: Bool)
    case window(begins: Bool)
    case unknown(begins: Bool)
    case outage(DownSpan)
    case outageEnds
  }

  /// Outages that overlap or touch. Time is in microseconds; what is down weighs length × impact,
  /// in microseconds × millionths, and is cut by the period's ends.
  private struct UnitedOutage {
    var elapsed: Int64 = 0
    var elapsedInWindows: Int64 = 0
    var down: Int128 = 0
    var maintenanceDown: Int128 = 0
  }

  /// What is down by a policy, in microseconds × millionths.
  private struct Downtime {
    var down: Int128 = 0
    var maintenanceDown: Int128 = 0
  }

  private var changes: [(at: Int64, change: Change)] = []
  private let minimum: Int64

  private var isInPeriod = false
  private var openWindows = 0
  private var openUnknown = 0
  private var openOutages = OpenOutages()
  private var united = UnitedOutage()

  private var normal: Int64 = 0
  private var maintenance: Int64 = 0
  private var unknown: Int64 = 0
  private var including = Downtime()
  private var excluding = Downtime()

  /// What is known about a component, and the seconds that an outage must last to count.
  init(_ history: ComponentHistory, minimumOutageSeconds: Int) {
    minimum = Int64(minimumOutageSeconds) * Instant.microsecondsPerSecond
    changes.reserveCapacity(
      2 * (1 + history.outages.count + history.maintenance.count + history.unknown.count))
    add(history.period) { .period(begins: $0) }
    for span in history.maintenance { add(span) { .window(begins: $0) } }
    for span in history.unknown { add(span) { .unknown(begins: $0) } }
    for outage in history.outages { add(outage.span) { $0 ? .outage(outage) : .outageEnds } }
  }

  private mutating func add(_ span: TimeSpan, _ change: (_ begins: Bool) -> Change) {
    changes.append((span.from.microseconds, change(true)))
    changes.append((span.to.microseconds, change(false)))
  }

  /// The period's classes with maintenance included, and with maintenance excluded.
  mutating func classed() -> (including: ClassedTime, excluding: ClassedTime) {
    changes.sort { $0.at < $1.at }
    var next = 0
    while next < changes.count {
      let now = changes[next].at
      // All that happens at an instant is one: outages that touch are united by that.
      while next < changes.count, changes[next].at == now {
        apply(changes[next].change)
        next += 1
      }
      let impact = openOutages.largestImpact(at: now)
      if impact == nil { settle() }
      if next < changes.count { count(changes[next].at - now, impact: impact) }
    }
    return (time(including), time(excluding))
  }

  private mutating func apply(_ change: Change) {
    switch change {
    case .period(let begins): isInPeriod = begins
    case .window(let begins): openWindows += begins ? 1 : -1
    case .unknown(let begins): openUnknown += begins ? 1 : -1
    case .outage(let outage): openOutages.insert(outage)
    case .outageEnds: break
    }
  }

  /// Counts a stretch in which nothing changes.
  private mutating func count(_ length: Int64, impact: Impact?) {
    let isInWindow = openWindows > 0
    if impact != nil {
      // The minimum is tested on the whole outage, whatever part of it the period has.
      united.elapsed += length
      if isInWindow { united.elapsedInWindows += length }
    }
    guard isInPeriod else { return }
    let down = Int128(length) * Int128(impact?.millionths ?? 0)
    if openUnknown > 0 && impact == nil {
      unknown += length
    } else if isInWindow {
      maintenance += length
      united.maintenanceDown += down
    } else {
      normal += length
      united.down += down
    }
  }

  /// Ends a united outage: decides by each policy whether it counts.
  private mutating func settle() {
    if united.elapsed >= minimum {
      including.down += united.down
      including.maintenanceDown += united.maintenanceDown
    }
    if united.elapsed - united.elapsedInWindows >= minimum { excluding.down += united.down }
    excluding.maintenanceDown += united.maintenanceDown
    united = UnitedOutage()
  }

  private func time(_ downtime: Downtime) -> ClassedTime {
    let whole = Int128(Impact.whole.millionths)
    return ClassedTime(
      up: seconds(Int128(normal) * whole - downtime.down),
      down: seconds(downtime.down),
      maintenanceDown: seconds(downtime.maintenanceDown),
      maintenanceUp: seconds(Int128(maintenance) * whole - downtime.maintenanceDown),
      unknown: seconds(Int128(unknown) * whole))
  }

  private func seconds(_ microsecondMillionths: Int128) -> DecimalNumber {
    DecimalNumber(coefficient: microsecondMillionths, scale: 12).normalised
  }
}
