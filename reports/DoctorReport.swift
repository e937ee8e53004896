public import Operations

/// What the doctor has found, for programs and for people.
public struct DoctorReport: Encodable {
  struct Check: Encodable {
    let name: String
    let outcome: String
    let found: String
    let advice: Nullable<String>
  }

  let outcome: String
  let checks: [Check]

  public init(_ checks: [DoctorCheck]) {
    let outcomes = Set(checks.map(\.outcome))
    outcome =
      [DoctorCheck.Outcome.failure, .warning].first { outcomes.contains($0) }?.rawValue
      ?? DoctorCheck.Outcome.ok.rawValue
    self.checks = checks.map { check in
      Check(
        name: check.name, outcome: check.outcome.rawValue, found: check.found,
        advice: Nullable(check.advice))
    }
  }

  /// A table of the checks, then what to do.
  public static func text(_ checks: [DoctorCheck]) -> String {
    var table = TextTable([.init("check"), .init("outcome"), .init("found")])
    for check in checks { table.add([check.name, check.outcome.rawValue, check.found]) }
    let advice = checks.compactMap { check in check.advice.map { "  \(check.name): \($0)" } }
    let lines = table.lines() + (advice.isEmpty ? [] : ["", "What to do:"] + advice)
    return lines.map { $0 + "\n" }.joined()
  }
}
