public import Calendars
public import Catalogue
public import Decimals
public import ServiceLevels

/// What a missed commitment gives back, from the incidents, claims and documents that were known
/// when the line's document was stored.
public struct CreditedAmount: Sendable {
  /// `AGREEMENT/COMMITMENT`.
  public let serviceLevel: String
  /// In percent, and of what, as the line says; nil where nothing is owed any more.
  public let statedPercent: DecimalNumber?
  public let statedBase: DecimalNumber?
  /// How the commitment was kept; nil where the contract did not have it, or it was about no
  /// component.
  public let availability: CreditedAvailability?
  /// What the result credits beside the percentage that the line says; nil where nothing is owed.
  public let percent: Agreement?
  /// What the result credits by what is known now.
  public let percentNow: DecimalNumber
  /// The lines of the commitment's services with the line's VAT, as billed up to this document.
  public let lines: [BilledLine]
  public let linesSum: DecimalNumber
  /// What discounts leave of them beside the base that the line says; nil where nothing is owed.
  public let base: Agreement?
  /// The other credits of the month with this commitment's services and missing points, which the
  /// cap is shared with, in their order; none without a cap.
  public let capped: [CappedCredit]
  /// percent × base within the cap, as its share of what is credited in all VAT groups, beside what
  /// was owed; negative.
  public let amount: Agreement
  public let claims: [ExplainedClaim]

  /// What one commitment gives back in one VAT group.
  public struct CappedCredit: Sendable {
    public let serviceLevel: String
    public let percent: DecimalNumber
    public let amount: DecimalNumber
    public let isThisLine: Bool
  }
}

/// How a credited commitment was kept, and what its worst component's outages had to do with it.
public struct CreditedAvailability: Sendable {
  public let result: CommitmentResult
  /// The band that the figure lies in; nil where missing points are credited, or nothing is.
  public let band: ServiceCredits.Band?
  /// Of the worst component: the five classes beside what is covered of the month; nil where
  /// nothing could be measured.
  public let classes: Agreement?
  /// What counts of its outages beside what was down.
  public let counted: Agreement?
  /// The outages of the worst component that touch the month.
  public let outages: [Outage]

  /// An outage with the record that it was last said by; nil where that is not to be found.
  public struct Outage: Sendable {
    public let outage: DecidedOutage
    public let source: RecordSource?
  }
}

/// A ticket that claims a credit of a month, with what was decided about it.
public struct ExplainedClaim: Sendable {
  public let ticket: String
  public let component: String
  public let openedAt: Instant
  /// Whether it came after the deadline.
  public let isLate: Bool
  /// The last one; nil where nobody has decided yet.
  public let decision: ClaimDecision?
  public let source: RecordSource?
}
