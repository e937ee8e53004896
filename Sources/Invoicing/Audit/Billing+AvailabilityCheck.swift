public import Calendars
import Catalogue
import Decimals
import PostgreSQL
import ServiceLevels

extension Billing {
  /// Whether the five classes of each component's time add up to what is covered of each month that
  /// has ended, or of one month: as of now, for all commitments of all contracts. Where no contract
  /// has any, nothing is asked.
  public func availabilityCheck(_ period: Period? = nil) throws -> AuditCheck {
    var check = AuditCheck("classes")
    let last = Period(containing: today).previous
    let contracts = directory.contracts.values.filter {
      !$0.serviceLevels.isEmpty && !$0.components.isEmpty
    }
    guard let begin = contracts.map(\.from).min(), period ?? last <= last else { return check }
    try connection.transaction(.snapshot) {
      let meter = AvailabilityMeter(connection, knownAt: nil)
      guard let declared = try meter.firstDeclared() else { return }
      let first = max(begin, Zone.default.date(of: declared).adding(days: -1))
      var month = period ?? Period(containing: first)
      while month <= period ?? last {
        try examine(month, contracts.map(\.organisation), meter, &check)
        month = month.next
      }
    }
    return check
  }

  private func examine(
    _ month: Period, _ organisations: [String], _ meter: AvailabilityMeter,
    _ check: inout AuditCheck
  ) throws {
    let coverages = ServiceCoverage.all(
      of: Array(Set(organisations)), in: month, directory: directory)
    guard !coverages.isEmpty else { return }
    do {
      let components = try meter.components(of: coverages)
      check.examined += components.reduce(0) { $0 + $1.count }
      try check.keep(meter.brokenTime(of: coverages, components).map(BrokenRow.init))
    } catch let error as PostgresError where error.kind == .valueOutOfRange {
      check.keep(.unmeasured(month, "\(error)"))
    } catch let error as DecimalError {
      check.keep(.unmeasured(month, "\(error)"))
    }
  }
}

extension BrokenRow {
  fileprivate init(_ time: BrokenTime) {
    self.init(
      contract: time.coverage.contract,
      column: "\(time.coverage.serviceLevel) \(time.coverage.period) \(time.component)"
        + " \(time.place)",
      expected: time.expected, found: time.found)
  }

  fileprivate static func unmeasured(_ month: Period, _ error: String) -> BrokenRow {
    BrokenRow(
      column: "classes \(month)", expected: "time that can be added up", found: error)
  }
}
