import BigInt

/// What was decided about a component around a period, in whole steps of time since some zero;
/// spans are half-open, and may have no length. A step is a second unless it is said otherwise.
struct ModelHistory {
  struct Outage {
    let span: Range<Int>
    /// Of the component, in millionths.
    let impactMillionths: Int
  }

  var stepMicroseconds = 1_000_000
  let period: Range<Int>
  var outages: [Outage] = []
  /// Windows that count.
  var windows: [Range<Int>] = []
  var unknown: [Range<Int>] = []
}

/// How a commitment reckons, promises and makes good, as fractions; percentages are percentages.
struct ModelPolicy {
  enum Credits {
    /// Below a percentage, another is credited. In any order.
    case bands([(below: ExactFraction, percent: ExactFraction)])
    case pointGap(cap: ExactFraction?)
  }

  var isMaintenanceIncluded = true
  var excludedMaintenanceLeavesPeriod = false
  var minimumOutageSeconds = 0
  var target = ExactFraction(100)
  var credits: Credits?
}
