/// Why a claim cannot be decided.
public enum ClaimError: Error, Hashable, Sendable {
  /// No ticket of this id is known, or it was withdrawn.
  case unknownTicket(String)
  /// The ticket claims nothing.
  case noClaim(String)

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownTicket: "unknown_ticket"
    case .noClaim: "no_claim"
    }
  }
}

extension ClaimError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownTicket(let id):
      "there is no ticket `\(id)`, or it was withdrawn: `releve sla import` brings tickets"
    case .noClaim(let id):
      "the ticket `\(id)` claims no credit: import it again with \"claim\": true"
    }
  }
}
