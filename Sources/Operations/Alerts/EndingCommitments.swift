import Calendars
import Catalogue
import Decimals
import Invoicing

/// Commitments to quantities that end within `CommitmentOutlook.soonDays`: notice takes two months.
struct EndingCommitments {
  private let night: Night
  private let directory: Directory

  init(_ night: Night, _ directory: Directory) {
    self.night = night
    self.directory = directory
  }

  func open() -> [Alert] {
    directory.contracts.values.flatMap { contract in
      contract.commitmentOutlooks(on: contract.zone.date(of: night.now)).filter(\.endsSoon)
        .map { outlook in
          let commitment = outlook.commitment
          let days = outlook.daysLeft == 1 ? "in 1 day" : "in \(outlook.daysLeft) days"
          return Alert(
            .commitmentEnding,
            "\(contract.name)/\(commitment.product)/\(commitment.from)/\(outlook.end)",
            "\(contract.organisation)'s commitment to \(commitment.quantity.plain) of"
              + " \(commitment.product) no longer holds from \(outlook.end), \(days): agree on what"
              + " follows, and apply it to the contract \(contract.name)")
        }
    }
  }
}
