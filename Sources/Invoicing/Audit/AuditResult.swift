public import Calendars

/// What an audit has found.
public struct AuditResult: Sendable {
  /// The month whose documents were examined; nil for all.
  public let period: Period?
  /// In the order in which they were made.
  public private(set) var checks: [AuditCheck]
  /// Voids whose event has not come yet: no failure, for it may still come.
  public let waitingVoids: [WaitingVoid]
  /// Why of some contracts it is not known what they owe, so that it was not examined.
  public private(set) var obstacles: [Obstacle] = []

  init(period: Period?, checks: [AuditCheck], waitingVoids: [WaitingVoid]) {
    self.period = period
    self.checks = checks
    self.waitingVoids = waitingVoids
  }

  /// Adds a check that was made beside the others, with what kept it from being complete.
  public mutating func add(_ check: AuditCheck, obstacles: [Obstacle]) {
    checks.append(check)
    self.obstacles += obstacles
  }

  /// The first check that found something wrong.
  public var firstBroken: AuditCheck? { checks.first { $0.broken != nil } }
}

/// One thing that must hold, and how much was examined for it.
public struct AuditCheck: Sendable {
  public let name: String
  /// Rows, such as documents, lines or events read.
  public internal(set) var examined = 0
  /// The first row for which it does not hold.
  public private(set) var broken: BrokenRow?

  init(_ name: String) { self.name = name }

  /// Keeps what is wrong with a row, unless an earlier one is broken.
  mutating func keep(_ row: @autoclosure () throws -> BrokenRow?) rethrows {
    if broken == nil { broken = try row() }
  }
}

/// A row that is not what it must be.
public struct BrokenRow: Hashable, Sendable {
  /// What the row belongs to, as far as it does.
  public var document: String?
  public var line: Int?
  public var contract: String?
  public var ingestion: Int?
  public let column: String
  public let expected: String
  public let found: String
}

extension BrokenRow: CustomStringConvertible {
  /// `FR-2026-000001, line 2, amount: expected 1.25, found 1.26`.
  public var description: String {
    let place = [
      document, contract, ingestion.map { "ingestion \($0)" }, line.map { "line \($0)" }, column,
    ].compactMap(\.self).joined(separator: ", ")
    return "\(place): expected \(expected), found \(found)"
  }
}

/// A void that came before its event.
public struct WaitingVoid: Hashable, Sendable {
  public let source: String
  /// The void's own id.
  public let id: String
  /// The id of the event that it cancels.
  public let event: String
  public let reason: String?
  public let file: String
  public let line: Int64
}
