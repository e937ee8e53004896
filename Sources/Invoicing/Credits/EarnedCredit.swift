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

  /// nil where the result earns nothing: the target is met, not measurable, not credited, or the
  /// customer is in too few zones.
  init?(_ result: CommitmentResult) {
    let commitment = result.coverage.commitment
    guard result.isMet == false, result.hasEnoughZones, let credits = commitment.credits,
      let worst = result.worst
    else { return nil }
    serviceLevel = result.coverage.serviceLevel
    label = commitment.label
    services = commitment.services
    self.credits = credits
    percent = worst.availability.credit
  }
}
