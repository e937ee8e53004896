/// Why a file cannot be written: a document's, a manifest, the report beside a file of the inbox.
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
      "\(file) cannot be written: \(reason). Make room there, or name another place, and run this"
        + " again: what was written before stays"
    }
  }
}
