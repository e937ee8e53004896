import Calendars
import Catalogue
import Decimals
public import Invoicing

/// A contract's terms, as a person reads them in a terminal.
public struct ContractText {
  private let overview: ContractOverview
  private let units: [String: String]
  private let width: Int

  private var contract: Contract { overview.contract }
  private var currency: String { overview.priceList.currency.code }

  /// `units` are the names of products' billed units; sentences are broken at `width` cells.
  public init(_ overview: ContractOverview, units: [String: String], width: Int) {
    self.overview = overview
    self.units = units
    self.width = width
  }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    let title = "Contract \(contract.name) on \(overview.day)\(phase)".escapedForTerminal()
    let head = [title, String(repeating: "═", count: min(title.displayWidth, width))] + terms()
    let blocks = [head] + overview.commitments.map(lines)
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var phase: String {
    switch overview.phase {
    case .notBegun: " (not begun: its first terms)"
    case .running: ""
    case .ended: " (ended: its last terms)"
    }
  }

  /// Of the longest name of a term.
  private static let nameWidth = "Purchase order".count

  private func terms() -> [String] {
    var table = TextTable([.init(""), .init("")])
    let add = { (name: String, values: [String]) in
      let lines = values.flatMap { $0.wrapped(to: width - Self.nameWidth - 2) }
      for (index, line) in lines.enumerated() { table.add([index == 0 ? name : "", line]) }
    }
    add("Organisation", [contract.organisation])
    add("Seller", [contract.seller])
    add("From", [contract.from.description])
    add("To", [contract.to?.description ?? "open"])
    add("Time zone", [contract.zone.name])
    let version = overview.priceVersion.map { ", version of \($0)" } ?? ", no version yet"
    add("Price list", ["\(overview.priceList.name)\(version), \(currency)"])
    add("Payment", ["within \(contract.paymentTermsDays) days"])
    add("Purchase order", [contract.purchaseOrder].compactMap(\.self))
    add("VAT", vat)
    add("Discounts", overview.discounts.map { "\($0.percent)%\(on($0.services))" })
    if !overview.minimumMonthly.isZero {
      add("Minimum", ["\(overview.minimumMonthly) \(currency) a month"])
    }
    add(
      "Own prices", overview.overrides.map { "\($0.product) from \($0.from): \($0.charge.words)" })
    return table.lines(withHead: false)
  }

  private var vat: [String] {
    guard let rule = overview.vat else { return [] }
    let exceptions = rule.exceptions.map { text($0.treatment) + on($0.services) }
    return [text(rule.treatment)] + exceptions
  }

  private func text(_ treatment: VATTreatment) -> String {
    "\(treatment.category.rawValue) \(treatment.rate)%"
      + (treatment.reason.map { " (\($0))" } ?? "")
  }

  private func on(_ services: [String]) -> String {
    services.isEmpty ? "" : " on \(services.joined(separator: ", "))"
  }

  private func lines(of remainder: ContractOverview.Remainder) -> [String] {
    let outlook = remainder.outlook
    let commitment = outlook.commitment
    let unit = units[commitment.product].map { " × \($0)" } ?? ""
    let head =
      "Commitment to \(commitment.quantity.plain)\(unit) of \(commitment.product), from"
      + " \(commitment.from) to \(outlook.end)"
    var rest: [String] = []
    if outlook.daysLeft == 0 { rest.append("It has ended.") }
    if outlook.endsSoon { rest.append("It \(outlook.expiry).") }
    if outlook.daysLeft > 0 {
      let months = remainder.months
      rest.append(months == .one ? "1 month is left." : "\(months.plain) months are left.")
      if let cost = remainder.earlyExitCost {
        rest.append(
          "Using no more of it would still cost \(cost) \(currency), before discounts and VAT.")
      }
      if let obstacle = remainder.obstacle {
        rest.append("What leaving early would cost cannot be told: \(obstacle.message).")
      }
    }
    return head.escapedForTerminal().wrapped(to: width)
      + rest.flatMap { $0.escapedForTerminal().wrapped(to: width - 2).map { "  \($0)" } }
  }
}

extension CommitmentOutlook {
  /// `expires on 2026-12-19, in 23 days`.
  public var expiry: String {
    "expires on \(end), in \(daysLeft) \(daysLeft == 1 ? "day" : "days")"
  }
}
