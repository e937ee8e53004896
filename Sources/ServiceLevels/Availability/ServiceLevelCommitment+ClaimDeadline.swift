public import Calendars
public import Catalogue

extension ServiceLevelCommitment {
  /// The last local day on which a miss of a month can be claimed: `claim_days` after the month's
  /// last local day, or after the day on which the month's last outage ended (contract, section 5,
  /// "Credits"). February's with 30 days from the period's end is 30 March.
  ///
  /// `lastOutageEnd` is when the last outage that counts ended, as decided; nil where it is open,
  /// or there is none: then a claim that counts from the incident has no deadline yet.
  public func claimDeadline(in period: Period, zone: Zone, lastOutageEnd: Instant?) -> LocalDate? {
    switch claimStart {
    case .periodEnd: period.firstDayAfter.adding(days: claimDays - 1)
    case .incident: lastOutageEnd.map { zone.date(of: $0).adding(days: claimDays) }
    }
  }
}
