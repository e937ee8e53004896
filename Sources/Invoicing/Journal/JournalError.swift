/// Why a journal cannot be written.
public enum JournalError: Error, Hashable, Sendable {
  /// A document's lines do not add up to its totals.
  case documentDiffers(String, lines: String, totals: String)
  /// A document is in a currency that is none.
  case unknownCurrency(String, document: String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .documentDiffers: "document_differs"
    case .unknownCurrency: "unknown_currency"
    }
  }
}

extension JournalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .documentDiffers(let number, let lines, let totals):
      "the lines of \(number) give \(lines), and its totals are \(totals): somebody has changed it;"
        + " `releve audit` names what differs"
    case .unknownCurrency(let code, let number):
      "\(number) is in the currency `\(code)`, which is none: somebody has changed it; `releve"
        + " audit` names what differs"
    }
  }
}
