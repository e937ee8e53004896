public import Calendars
import Catalogue
public import Decimals

/// How a commitment was kept towards an organisation in a month: as for its worst component.
public struct CommitmentResult: Sendable {
  public let coverage: ServiceCoverage
  /// By name as bytes; at least one.
  public let components: [ComponentAvailability]
  /// The measurable component with the lowest availability, the first of equals; nil where none is
  /// measurable.
  public let worst: ComponentAvailability?
  /// The distinct zones of the components: of paths with at least three segments the first two.
  public let zones: [String]
  /// What a miss gives back.
  public var credit: CommitmentCredit

  public init(
    _ coverage: ServiceCoverage, _ components: [ComponentAvailability]
  ) throws(DecimalError) {
    self.coverage = coverage
    self.components = components
    worst = Self.worst(of: components)
    zones = Set(components.compactMap { Self.zone(of: $0.component) }).map { String($0) }.sorted()
    let hasZones = zones.count >= coverage.commitment.minimumZones
    let availability = worst?.availability
    credit = CommitmentCredit(
      percent: hasZones ? try availability?.credit.printed ?? .zero : .zero, deadline: nil)
    if isMet == false {
      credit.deadline = coverage.commitment.claimDeadline(
        in: coverage.period, zone: coverage.zone, lastOutageEnd: lastOutageEnd)
    }
  }

  /// nil where no component is measurable.
  public var isMet: Bool? { worst?.availability.isMet }

  /// Whether the components are spread over as many zones as the commitment asks for.
  public var hasEnoughZones: Bool { zones.count >= coverage.commitment.minimumZones }

  /// When the last outage that counts ended, as decided; nil where one is open, or none counts.
  public var lastOutageEnd: Instant? {
    var last: Instant?
    for component in components {
      for outage in component.outages where !outage.countedSeconds.isZero {
        guard let end = outage.to else { return nil }
        last = last.map { max($0, end) } ?? end
      }
    }
    return last
  }

  private static func worst(of components: [ComponentAvailability]) -> ComponentAvailability? {
    var worst: (component: ComponentAvailability, figure: Fraction)?
    for component in components {
      guard let figure = component.availability.figure else { continue }
      if worst.map({ figure < $0.figure }) ?? true { worst = (component, figure) }
    }
    return worst?.component
  }

  private static func zone(of component: String) -> Substring? {
    let bytes = component.utf8
    let separator = UInt8(ascii: "/")
    guard let first = bytes.firstIndex(of: separator),
      let second = bytes[bytes.index(after: first)...].firstIndex(of: separator)
    else { return nil }
    return component[..<second]
  }
}

/// What a missed commitment gives back, and who asked for it.
public struct CommitmentCredit: Sendable {
  /// Of the basis; 0 where nothing is credited.
  public var percent: DecimalNumber
  /// What is due now, with the currency's minor digits; nil where it was not reckoned.
  public var amount: DecimalNumber?
  /// The code of the amount's currency; empty without an amount.
  public var currency = ""
  /// The last local day for a claim; nil where the target is met, or an outage is still open from
  /// whose end the days are counted.
  public var deadline: LocalDate?
  /// The tickets that claim it.
  public var claims: [String]

  public init(
    percent: DecimalNumber, amount: DecimalNumber? = nil, deadline: LocalDate?,
    claims: [String] = []
  ) {
    self.percent = percent
    self.amount = amount
    self.deadline = deadline
    self.claims = claims
  }
}
