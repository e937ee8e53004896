/// Why usage cannot be metered.
public enum RollupError: Error, Hashable, Sendable {
  /// This machine's zone data lack a zone that a contract names.
  case unknownZone(String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownZone: "unknown_zone"
    }
  }
}

extension RollupError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownZone(let name):
      "a contract's time zone \(name) is not known on this machine: install its zone data (Debian:"
        + " the package tzdata), and run again"
    }
  }
}
