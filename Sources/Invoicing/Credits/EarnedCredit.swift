import Catalogue
import Decimals
import ServiceLevels

/// What a missed commitment gives back for a month, once a claim for it was accepted: a percentage
/// of what some services cost in that month.
struct EarnedCredit: Sendable {
  /// `AGREEMENT/COMMITMENT`.
  let serviceLevel: String
  let label: LocalisedText
  let services: [String]
  let credits: ServiceCredits
  let percent: CreditPercent
  /// The figure of the worst component that the target is about, and the target, in percent.
  let availability: Fraction
  let target: DecimalNumber

  /// nil where the result earns nothing: the target is met, not measurable, not credited, or the
  /// customer is in too few zones.
  init?(_ result: CommitmentResult) {
    let commitment = result.coverage.commitment
    guard result.isMet == false, result.hasEnoughZones, let credits = commitment.credits,
      let worst = result.worst, let figure = worst.availability.figure
    else { return nil }
    serviceLevel = result.coverage.serviceLevel
    label = commitment.label
    services = commitment.services
    self.credits = credits
    percent = worst.availability.credit
    availability = figure
    target = commitment.target
  }
}
