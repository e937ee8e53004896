public import Catalogue
public import Decimals

/// What discounts take off the sums of some lines, one discount after the other (contract, section
/// 4, "Lines", 4).
///
/// Each is reckoned on what the ones before leave of the lines of its services: exactly, whatever
/// their own lines were rounded to.
public struct DiscountedSums<Group: Hashable & Comparable> {
  /// What is left, by group and service, exactly.
  public private(set) var rest: [Group: [String: WideDecimal]] = [:]

  public init() {}

  /// Adds a line, before any discount.
  public mutating func add(
    _ amount: DecimalNumber, of service: String, in group: Group
  ) throws(DecimalError) {
    let sum = rest[group]?[service] ?? .zero
    rest[group, default: [:]][service] = try sum + WideDecimal(amount)
  }

  /// What a discount takes off the lines of a group.
  public struct Taken {
    public let group: Group
    /// What it is a part of: what the ones before leave of the lines that it concerns, exactly.
    public let base: WideDecimal
    /// Above 0 for a base above 0, rounded once.
    public let amount: DecimalNumber
  }

  /// Takes a discount off each group, in their order.
  public mutating func take(
    _ discount: Discount, in currency: Currency
  ) throws(DecimalError) -> [Taken] {
    let share = discount.percent.hundredth
    let remaining = try DecimalNumber.one - share
    var taken: [Taken] = []
    for (group, services) in rest.sorted(by: { $0.key < $1.key }) {
      var base = WideDecimal.zero
      for (service, sum) in services where discount.concerns(service) {
        base = try base + sum
        rest[group]?[service] = try sum.multiplied(by: remaining)
      }
      let amount = try base.multiplied(by: share).rounded(to: currency.minorDigits)
      taken.append(Taken(group: group, base: base, amount: amount))
    }
    return taken
  }
}
