import Calendars
public import Catalogue
public import Decimals

/// How fast tickets of a priority were answered in a month, against what an agreement promises.
public struct ResponseTimes: Sendable {
  /// The agreement's name.
  public let agreement: String
  public let promise: ServiceLevelAgreement.ResponseTime
  /// The tickets of that priority that were opened in the month.
  public let tickets: Int
  /// The share that was answered in time, in percent, truncated to 5 decimals; nil without tickets.
  public let measuredPercent: DecimalNumber?

  /// H4: from opening to the first response, without the time in announced maintenance of the
  /// component; who has no response yet was not answered in time.
  init(
    _ promise: ServiceLevelAgreement.ResponseTime, agreement: String, tickets: [ServiceTicket],
    windows: WindowIndex
  ) {
    let own = tickets.filter { $0.priority == promise.priority }
    let limit = Int64(promise.minutes) * 60 * Instant.microsecondsPerSecond
    let inTime = own.filter { ticket in
      guard let response = ticket.firstResponseAt else { return false }
      guard let waited = TimeSpan(from: ticket.openedAt, to: response) else { return true }
      let excluded = windows.microseconds(of: ticket.component, in: waited)
      return waited.microseconds - excluded <= limit
    }
    self.agreement = agreement
    self.promise = promise
    self.tickets = own.count
    measuredPercent =
      own.isEmpty
      ? nil
      : DecimalNumber(coefficient: Int128(inTime.count * 10_000_000 / own.count), scale: 5)
        .normalised
  }
}

/// Windows of maintenance by their components.
struct WindowIndex {
  private let windows: [String: [TimeSpan]]

  init(_ windows: [MaintenanceWindow]) {
    var spans: [String: [TimeSpan]] = [:]
    for window in windows {
      let end = window.to ?? .distantFuture
      guard let span = TimeSpan(from: window.from, to: end) else { continue }
      spans[window.component, default: []].append(span)
    }
    self.windows = spans
  }

  /// How much of a span lies in windows of a component or of what is above it.
  func microseconds(of component: String, in span: TimeSpan) -> Int64 {
    let parts = MaintenanceWindow.paths(concerning: component).flatMap { windows[$0] ?? [] }
      .compactMap { $0.intersection(span) }.sorted { $0.from < $1.from }
    var (sum, end) = (Int64(0), span.from)
    for part in parts where part.to > end {
      sum += part.to.microseconds - max(part.from, end).microseconds
      end = part.to
    }
    return sum
  }
}
