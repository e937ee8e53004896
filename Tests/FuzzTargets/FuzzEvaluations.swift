import BigInt
import Decimals
import ServiceLevels

/// Lines of `sla evaluate`: the classes are the period, and the figures are what the classes say.
func fuzzEvaluations(_ bytes: UnsafeRawBufferPointer) throws {
  try fuzzLines(
    of: Evaluation.self, bytes,
    keys: [
      "id", "measurable", "availability", "availability_including_maintenance",
      "availability_excluding_maintenance", "up_seconds", "down_seconds",
      "maintenance_down_seconds", "maintenance_up_seconds", "unknown_seconds", "met",
      "credit_percent",
    ], requireFigures)
}

private func requireFigures(
  _ answer: [String: Any], _ question: [String: Any], _ finding: String
) throws {
  let finding = "\(finding)\n\(answer)"
  let times = try [
    "up_seconds", "down_seconds", "maintenance_down_seconds", "maintenance_up_seconds",
    "unknown_seconds",
  ].map { key in
    guard let time = trillionths(answer[key]), time >= 0 else {
      throw Finding("\(key): \(finding)")
    }
    return time
  }
  let (up, down, maintenanceDown, maintenanceUp) = (times[0], times[1], times[2], times[3])
  if let length = length(of: question["period"]) {
    try require(times.reduce(0, +) == length, "the classes are not the period: \(finding)")
  }
  let policy = question["policy"] as? [String: Any] ?? [:]
  let isIncluded = policy["maintenance"] as? String == "included"
  let key = isIncluded ? "including" : "excluding"
  let figure = answer["availability"] as? String
  try require(
    figure == answer["availability_\(key)_maintenance"] as? String, "two figures: \(finding)")
  try require((figure != nil) == (answer["measurable"] as? Bool), "measurable: \(finding)")
  try require((figure == nil) == (answer["met"] as? Bool == nil), "met: \(finding)")
  let isLeft = "\(policy["excluded_maintenance_leaves_period"] ?? "0")" != "0"
  let counted = isIncluded ? maintenanceUp : isLeft ? 0 : maintenanceUp + maintenanceDown
  let measured = up + down + counted + (isIncluded ? maintenanceDown : 0)
  // In units of 10^-12, of which the last seven are 0.
  let percent = measured == 0 ? nil : (up + counted) * 10_000_000 / measured * 10_000_000
  try require(trillionths(answer["availability"]) == percent, "the figure: \(finding)")
  if let target = trillionths(policy["target"]), let percent, percent >= target {
    try require(answer["met"] as? Bool == true, "a target that is met: \(finding)")
  }
  guard let credit = trillionths(answer["credit_percent"]),
    (0...100 * BigInt(1_000_000_000_000)).contains(credit)
  else { throw Finding("the credit: \(finding)") }
  try require(credit == 0 || answer["met"] as? Bool == false, "a credit of none: \(finding)")
}

/// A decimal that is a text, in units of 10^-12; nil for anything else.
private func trillionths(_ value: Any?) -> BigInt? {
  guard let text = value as? String,
    case .number(let coefficient, let scale) = ModelDecimal(Array(text.utf8), limits: .quantity),
    scale <= 12
  else { return nil }
  return coefficient * BigInt(10).power(12 - scale)
}

/// The length of a period of two texts in units of 10^-12 s; nil where it is written otherwise.
private func length(of period: Any?) -> BigInt? {
  guard let bounds = period as? [Any], bounds.count == 2 else { return nil }
  let instants = bounds.map { bound -> BigInt? in
    guard let text = bound as? String else { return nil }
    let time = ModelTime.microseconds(Array(text.utf8), allowingSpace: false)
    return time.map { BigInt($0) * 1_000_000 } ?? trillionths(text)
  }
  guard let from = instants[0], let to = instants[1] else { return nil }
  return to - from
}
