/// Why what was asked for cannot be shown.
public enum CatalogueError: Error, Hashable, Sendable {
  /// No document of the kind has the name; `known` are the names there are.
  case unknownDocument(DocumentKind, name: String, known: [String])

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownDocument: "unknown_document"
    }
  }
}

extension CatalogueError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownDocument(let kind, let name, let known):
      "there is no \(kind.rawValue) `\(name)`"
        + (known.isEmpty
          ? ": none was applied"
          : "; there are: \(known.prefix(20).joined(separator: ", "))"
            + (known.count > 20 ? " and \(known.count - 20) more" : ""))
    }
  }
}
