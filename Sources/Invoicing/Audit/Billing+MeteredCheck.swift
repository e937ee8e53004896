public import Calendars
import Metering

extension Billing {
  /// Whether what is metered is what the events give: everything is metered anew and compared, in a
  /// transaction that is undone. It takes as long as `Rollup.rebuild`, and nobody meters meanwhile.
  public func meteredCheck(
    progress: (_ month: Period, _ done: Int, _ all: Int) throws -> Void = { _, _, _ in }
  ) throws -> AuditCheck {
    let (rows, difference) = try Rollup(connection).proof(progress: progress)
    var check = AuditCheck("metered")
    check.examined = Int(rows)
    check.keep(
      difference.map {
        BrokenRow(
          column: $0.place, expected: $0.expected ?? "no row", found: $0.found ?? "no row")
      })
    return check
  }
}
