public import Operations

/// Open alerts as they are listed.
public enum AlertText {
  /// For a person: a heading for each alert, its message below.
  public static func text(_ alerts: [Alert], width: Int) -> String {
    alerts.map { alert in
      let message = alert.message.escapedForTerminal().wrapped(to: max(width - 2, 40))
      let subject = alert.subject.escapedForTerminal()
      return "\(alert.severity.rawValue) \(alert.kind.rawValue) \(subject)\n"
        + message.map { "  \($0)\n" }.joined()
    }.joined()
  }

  /// For programs: a row for each.
  public static func listing(_ alerts: [Alert]) -> Listing {
    var listing = Listing(["severity", "code", "subject", "message"])
    for alert in alerts {
      listing.add([
        .text(alert.severity.rawValue), .text(alert.kind.rawValue), .text(alert.subject),
        .text(alert.message),
      ])
    }
    return listing
  }
}
