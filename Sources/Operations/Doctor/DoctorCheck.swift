/// One thing that was looked at before it hurts.
public struct DoctorCheck: Hashable, Sendable {
  public enum Outcome: String, Sendable {
    case ok
    /// It will hurt, or it may.
    case warning
    /// Data are in danger, or figures are wrong.
    case failure
    /// It cannot be seen from here.
    case unknown
  }

  /// A stable, machine-readable name.
  public let name: String
  public let outcome: Outcome
  /// What was found.
  public let found: String
  /// What to do; nil where there is nothing to do.
  public let advice: String?

  static func ok(_ name: String, _ found: String) -> DoctorCheck {
    DoctorCheck(name: name, outcome: .ok, found: found, advice: nil)
  }

  static func warning(_ name: String, _ found: String, do advice: String) -> DoctorCheck {
    DoctorCheck(name: name, outcome: .warning, found: found, advice: advice)
  }

  static func failure(_ name: String, _ found: String, do advice: String) -> DoctorCheck {
    DoctorCheck(name: name, outcome: .failure, found: found, advice: advice)
  }

  static func unknown(_ name: String, _ found: String, do advice: String) -> DoctorCheck {
    DoctorCheck(name: name, outcome: .unknown, found: found, advice: advice)
  }
}
