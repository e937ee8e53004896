public import Calendars
public import Decimals

/// Something about an estate that a person should know of.
public struct Finding: Hashable, Sendable {
  /// How soon somebody should look.
  public enum Severity: String, CaseIterable, Comparable, Sendable {
    /// Now: something is broken, or would be at the next fault.
    case critical
    /// Within days.
    case warning
    /// Worth knowing.
    case info

    /// The worst first.
    public static func < (left: Severity, right: Severity) -> Bool {
      left.order < right.order
    }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
  }

  /// What a finding is about.
  public struct Subject: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
      case pool, host, repository, machine, disk, snapshot
      case backupPolicy = "backup_policy"
      case replicationPolicy = "replication_policy"
    }

    public let kind: Kind
    public let id: String
    public let name: String
  }

  /// What was measured, or where the line is.
  public enum Measure: Hashable, Sendable {
    case count(Int)
    case size(DataSize)
    case percent(DecimalNumber)
    case minutes(Int)
    case days(Int)
    case instant(Instant)
    case text(String)
  }

  public let code: Code
  public let subject: Subject
  /// nil where there is nothing to be measured.
  public let measured: Measure?
  /// What is allowed, or was expected; of machines that do not start again, the host that is lost.
  public let limit: Measure?
  /// The names of what else it concerns, such as machines that would not start.
  public let names: [String]

  init(
    _ code: Code, _ subject: Subject, measured: Measure? = nil, limit: Measure? = nil,
    names: [String] = []
  ) {
    self.code = code
    self.subject = subject
    self.measured = measured
    self.limit = limit
    self.names = names
  }

  public var severity: Severity { code.severity }

  /// The id of the rule that it follows from, such as B5.
  public var rule: String { code.rule }
}

extension Finding {
  /// The worst first, then by code, then by name and id.
  static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
    (left.severity, left.code.order, left.subject.name, left.subject.id)
      < (right.severity, right.code.order, right.subject.name, right.subject.id)
  }
}
