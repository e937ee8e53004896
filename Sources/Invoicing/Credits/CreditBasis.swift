import Calendars
import Catalogue
import Decimals
import Rating
import ServiceLevels

/// What credits are a part of: the lines of usage and commitments of a month after their discounts,
/// by service and VAT group.
struct CreditBasis {
  /// A credit in one VAT group.
  struct Share {
    let credit: EarnedCredit
    let group: VATGroup
    /// What it is a part of.
    let base: DecimalNumber
    /// Below 0 where the group's services owe less than nothing, and all together more.
    let amount: DecimalNumber
  }

  private let rest: [VATGroup: [String: WideDecimal]]
  private let currency: Currency

  init(_ sums: DiscountedSums<VATGroup>, currency: Currency) {
    rest = sums.rest
    self.currency = currency
  }

  /// The credits within their caps, each divided among the VAT groups of its services in proportion
  /// to what those cost, by largest remainder.
  func shares(of credits: [EarnedCredit]) throws(DecimalError) -> [Share] {
    var due: [DueCredit] = []
    for credit in credits {
      var basis: [(service: String, amount: DecimalNumber)] = []
      for service in credit.services {
        var sum = WideDecimal.zero
        for services in rest.values { sum = try sum + (services[service] ?? .zero) }
        basis.append((service, try Self.exact(sum)))
      }
      due.append(DueCredit(basis: basis, percent: credit.percent, credits: credit.credits))
    }
    let amounts = try CappedCredits.amounts(of: due, minorDigits: currency.minorDigits)
    var shares: [Share] = []
    for (credit, amount) in zip(credits, amounts) where !amount.isZero {
      shares += try self.shares(of: credit, amount)
    }
    return shares
  }

  private func shares(
    of credit: EarnedCredit, _ amount: DecimalNumber
  ) throws(DecimalError) -> [Share] {
    var bases: [(group: VATGroup, base: DecimalNumber)] = []
    for (group, services) in rest.sorted(by: { $0.key < $1.key }) {
      var base = WideDecimal.zero
      for service in credit.services { base = try base + (services[service] ?? .zero) }
      if !base.isZero { bases.append((group, try Self.exact(base))) }
    }
    let parts = try Allotment.parts(of: amount, among: bases.map(\.base))
    return zip(bases, parts).compactMap { basis, part in
      part.isZero
        ? nil : Share(credit: credit, group: basis.group, base: basis.base, amount: part)
    }
  }

  /// Discounts leave more digits than 18 only where several with many digits follow each other.
  private static func exact(_ sum: WideDecimal) throws(DecimalError) -> DecimalNumber {
    try sum.rounded(to: 18).normalised
  }
}
