public import Calendars
public import Decimals

/// What monitoring and customers said of a month, side by side (contract, section 5, `sla
/// reconcile`).
public struct IncidentReconciliation: Sendable {
  /// A ticket and the outage that it was opened about.
  public struct Match: Sendable {
    public let ticket: ServiceTicket
    public let outage: String
    /// As recorded, or sampled.
    public let recordedFrom: Instant
    /// As decided for the ticket's organisation: no later than its first ticket.
    public let decidedFrom: Instant
    /// nil where the outage is open.
    public let decidedTo: Instant?

    /// From the start that was recorded to the ticket; below 0 where the customer came first.
    public var startDifferenceSeconds: DecimalNumber {
      let difference = ticket.openedAt.microseconds - recordedFrom.microseconds
      return DecimalNumber(coefficient: Int128(difference), scale: 6)
    }
  }

  /// An outage by its id, or that of its first sample.
  public struct Outage: Sendable {
    public let id: String
    public let component: String
    public let from: Instant
    /// nil where it is open.
    public let to: Instant?
  }

  /// A ticket that no outage that counts belongs to.
  public struct LoneTicket: Sendable {
    public let ticket: ServiceTicket
    /// nil where no outage is recorded at all.
    public let reason: Reason?
  }

  /// Why a recorded outage is nobody's; the raw values are stable.
  public enum Reason: String, Sendable {
    /// Its component is not declared in the month: it never was, or was withdrawn.
    case componentNotDeclared = "component_not_declared"
  }

  public let period: Period
  /// The month is one of this zone.
  public let zone: Zone
  /// By the recorded start, then the ticket's opening.
  public let matched: [Match]
  /// Opened in the month.
  public let ticketsWithoutOutage: [LoneTicket]
  /// Of the month.
  public let outagesWithoutTicket: [Outage]
  /// Outages all of which lies in announced windows, each once for each ticket, or once without;
  /// neither they nor their tickets are in another list but that of late claims.
  public let inMaintenance: [(outage: Outage, ticket: ServiceTicket?)]
  /// Claims that came after their deadline: those for outages of the month, whenever they were
  /// made, and those that were made in it.
  public let lateClaims: [ServiceClaim]
  public let responseTimes: [ResponseTimes]

  /// Whether someone should look: what only one side has said.
  public var needsPerson: Bool { !ticketsWithoutOutage.isEmpty || !outagesWithoutTicket.isEmpty }
}
