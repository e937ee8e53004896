import Calendars
import Catalogue
import Decimals
import ServiceLevels

extension ServiceLevelWords {
  /// What a commitment's month comes to: its target, what was kept, what is given back.
  func facts(
    of result: CommitmentResult
  ) throws(DecimalError) -> [(name: String, value: String)] {
    let commitment = result.coverage.commitment
    let policy = commitment.maintenance == .included ? including : excluding
    var facts = [(target, "\(percent(commitment.target)), \(policy)")]
    let figure = result.worst.map { percent($0.figures.percent) + colon } ?? ""
    facts.append((availability, figure + self.result(isMet: result.isMet)))
    if let component = result.worst {
      facts.append((worst, component.component))
      facts.append((downtime, duration(try component.downSeconds(by: commitment))))
      if let budget = try component.figures.budgetLeftSeconds {
        facts.append((left, duration(budget)))
      }
    }
    if commitment.minimumZones > 1 {
      let count = result.zones.count
      facts.append(
        (zones, enough(count, of: commitment.minimumZones, isEnough: result.hasEnoughZones)))
    }
    if result.isMet == false, commitment.credits != nil, result.hasEnoughZones {
      let deadline = result.credit.deadline.map { style.date($0.description) }
      facts.append((credit, credited(result.credit.percent, until: deadline)))
      if !result.credit.claims.isEmpty {
        facts.append((claims, result.credit.claims.joined(separator: ", ")))
      }
      if let amount = result.credit.amount, !amount.isZero {
        facts.append((due, style.text(amount.description) + " \(result.credit.currency)"))
      }
    }
    return facts
  }
}

extension ComponentAvailability {
  /// The downtime that counts: that in windows too where the commitment includes them.
  func downSeconds(by commitment: ServiceLevelCommitment) throws(DecimalError) -> DecimalNumber {
    let time = availability.time
    return commitment.maintenance == .included ? try time.down + time.maintenanceDown : time.down
  }

  /// Whether it was always up and known.
  var isQuiet: Bool {
    let time = availability.time
    return time.down.isZero && time.maintenanceDown.isZero && time.unknown.isZero
      && outages.isEmpty
  }
}
