public import Calendars

/// Why a line cannot be explained as it was asked for.
public enum ExplainError: Error, Hashable, Sendable {
  /// The document has no line of that number; `count` are those it has.
  case unknownLine(Int, document: String, count: Int)
  /// Nothing was metered for a resource; `nearest` are names that may have been meant.
  case unknownResource(String, nearest: [String])
  case dayOutsidePeriod(LocalDate, period: Period)
  /// A number has more digits than can be reckoned with exactly.
  case outOfRange(line: Int, document: String, reason: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownLine: "unknown_line"
    case .unknownResource: "unknown_resource"
    case .dayOutsidePeriod: "day_outside_period"
    case .outOfRange: "value_out_of_range"
    }
  }
}

extension ExplainError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownLine(let line, let document, let count):
      "the document \(document) has no line \(line): it has "
        + (count == 1 ? "one line" : "lines 1 to \(count)")
        + "; `invoice show \(document)` shows them"
    case .unknownResource(let resource, let nearest):
      "the line has nothing of a resource `\(resource)`"
        + (nearest.isEmpty
          ? ": without --resource its resources are listed"
          : "; did you mean \(nearest.map { "`\($0)`" }.joined(separator: " or "))?")
    case .dayOutsidePeriod(let day, let period):
      "the day \(day) is not in the line's month, \(period): ask for one of its days"
    case .outOfRange(let line, let document, let reason):
      "line \(line) of \(document) cannot be reckoned again: a number has \(reason); `invoice show"
        + " \(document)` shows it as it was issued"
    }
  }
}
