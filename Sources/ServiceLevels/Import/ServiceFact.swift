public import Calendars
public import Decimals

/// What a record says of a component (contract, section 5).
public enum ServiceFact: Hashable, Sendable {
  /// It is promised to be available, in that span.
  case component(ComponentSpan)
  /// It is down, by a share above 0 and at most 1.
  case outage(ComponentSpan, impact: DecimalNumber)
  /// It, and everything below it, is worked upon; nil where that was not announced.
  case maintenance(ComponentSpan, announcedAt: Instant?)
  /// Nobody knows whether it is up.
  case unknown(ComponentSpan)
  /// It was found up or down.
  case sample(component: String, at: Instant, isUp: Bool)
  /// A customer has said that something is wrong with it.
  case ticket(TicketFact)

  /// The kinds of records; the raw values are those of the contract.
  public enum Kind: String, CaseIterable, Sendable {
    case component, outage, maintenance, unknown, sample, ticket
  }

  /// Which of them it is.
  public var kind: Kind {
    switch self {
    case .component: .component
    case .outage: .outage
    case .maintenance: .maintenance
    case .unknown: .unknown
    case .sample: .sample
    case .ticket: .ticket
    }
  }

  /// The path that it is about.
  public var component: String {
    switch self {
    case .component(let span), .outage(let span, _), .maintenance(let span, _), .unknown(let span):
      span.component
    case .sample(let component, _, _): component
    case .ticket(let ticket): ticket.component
    }
  }
}

/// A component in a stretch of time.
public struct ComponentSpan: Hashable, Sendable {
  /// Its path, such as `fr1/az05/compute/clu-001`.
  public let component: String
  public let from: Instant
  /// Not before `from`; nil while it is open.
  public let to: Instant?

  /// A span of its parts, unchecked.
  public init(component: String, from: Instant, to: Instant?) {
    self.component = component
    self.from = from
    self.to = to
  }
}

/// What a ticket says.
public struct TicketFact: Hashable, Sendable {
  /// The name of the organisation that opened it.
  public let organisation: String
  /// The component's path.
  public let component: String
  public let priority: String?
  public let openedAt: Instant
  /// Not before `openedAt`, and neither is `resolvedAt`.
  public let firstResponseAt: Instant?
  public let resolvedAt: Instant?
  /// Whether it asks for a credit.
  public let isClaim: Bool
  /// What the customer says was concerned.
  public let resource: String?

  /// A ticket of its parts, unchecked.
  public init(
    organisation: String, component: String, priority: String? = nil, openedAt: Instant,
    firstResponseAt: Instant? = nil, resolvedAt: Instant? = nil, isClaim: Bool = false,
    resource: String? = nil
  ) {
    self.organisation = organisation
    self.component = component
    self.priority = priority
    self.openedAt = openedAt
    self.firstResponseAt = firstResponseAt
    self.resolvedAt = resolvedAt
    self.isClaim = isClaim
    self.resource = resource
  }
}
