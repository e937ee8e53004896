/// Why documents cannot be written to files.
public enum ExportError: Error, Equatable, Sendable {
  case cannotWrite(file: String, reason: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .cannotWrite: "cannot_write"
    }
  }
}

extension ExportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotWrite(let file, let reason):
      "\(file) cannot be written: \(reason). Make room, or name another place with --output, and"
        + " run this again: what was exported before stays"
    }
  }
}
