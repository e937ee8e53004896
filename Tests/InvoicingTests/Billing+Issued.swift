import Calendars
import Invoicing

extension Billing {
  /// Issues, and gives the documents with what stood in the way of others. `each` is called after
  /// each document.
  @discardableResult
  func issued(
    _ period: Period, organisations: [String] = [], on date: LocalDate?, each: () -> Void = {}
  ) throws -> Result {
    var result = Result()
    result.obstacles = try issue(period, organisations: organisations, on: date) { issued in
      result.documents.append(issued.document)
      each()
    }
    return result
  }
}
