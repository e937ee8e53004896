public import Catalogue
public import Decimals

/// What discounts take off the sums of some lines, one discount after the other (contract, section
/// 4, "Lines", 4).
///
/// Each is reckoned on what the ones before leave of the lines of its services: exactly, whatever
/// their own lines were rounded to.
public struct DiscountedSums<Group: Hashable & Comparable> {
  /// What is left, by group and service.
  private var rest: [Group: [String: WideDecimal]] = [:]

  public init() {}

  /// Adds a line, before any discount.
  public mutating func add(
    _ amount: DecimalNumber, of service: String, in group: Group
  ) throws(DecimalError) {
    let sum = rest[group]?[service] ?? .zero
    rest[group, default: [:]][service] = try sum + WideDecimal(amount)
  }

  /// What is left in a group of the lines that a discount concerns: what it is a part of.
  public func base(
    of discount: Discount, in group: Group
  ) throws(DecimalError) -> WideDecimal {
    var base = WideDecimal.zero
    for (service, sum) in rest[group] ?? [:] where discount.concerns(service) {
      base = try base + sum
    }
    return base
  }

  /// Takes a discount off; returns what it comes to in each group, above 0 for sums above 0,
  /// rounded once. In the order of the groups.
  public mutating func take(
    _ discount: Discount, in currency: Currency
  ) throws(DecimalError) -> [(group: Group, amount: DecimalNumber)] {
    let share = discount.percent.hundredth
    let remaining = try DecimalNumber.one - share
    var taken: [(Group, DecimalNumber)] = []
    for (group, services) in rest.sorted(by: { $0.key < $1.key }) {
      let base = try base(of: discount, in: group)
      for (service, sum) in services where discount.concerns(service) {
        rest[group]?[service] = try sum.multiplied(by: remaining)
      }
      taken.append((group, try base.multiplied(by: share).rounded(to: currency.minorDigits)))
    }
    return taken
  }
}
