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

  /// Takes a discount off; returns what it comes to in each group, above 0 for sums above 0,
  /// rounded once. In the order of the groups.
  public mutating func take(
    _ discount: Discount, in currency: Currency
  ) throws(DecimalError) -> [(group: Group, amount: DecimalNumber)] {
    let percent = discount.percent
    let share = DecimalNumber(coefficient: percent.coefficient, scale: percent.scale + 2)
    let remaining = try DecimalNumber.one - share
    var taken: [(Group, DecimalNumber)] = []
    for (group, services) in rest.sorted(by: { $0.key < $1.key }) {
      var base = WideDecimal.zero
      for (service, sum) in services where discount.concerns(service) {
        base = try base + sum
        rest[group]?[service] = try sum.multiplied(by: remaining)
      }
      taken.append((group, try base.multiplied(by: share).rounded(to: currency.minorDigits)))
    }
    return taken
  }
}
