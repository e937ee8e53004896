public import Calendars
public import Decimals

/// What an organisation owes for a product in a month beside the month before, without VAT; lines
/// without a product are told apart by their kind.
public struct MonthChange: Sendable {
  public let organisation: String
  /// nil where `kind` says what it is for.
  public let product: String?
  /// nil where there is a product.
  public let kind: LineKind?
  /// The code.
  public let currency: String
  /// The month; `previous` is what is owed for the one before it.
  public let period: Period
  public let previous: DecimalNumber
  public let current: DecimalNumber
  public let change: DecimalNumber
}

extension MonthChange {
  /// What amounts are summed by.
  private struct Subject: Hashable, Comparable {
    let currency: String
    let product: String?
    let kind: LineKind?

    init(_ key: BillingKey) {
      currency = key.currency
      product = key.product
      kind = key.product == nil ? key.kind : nil
    }

    /// By currency; products first, by name as bytes, then kinds as they stand on documents.
    static func < (left: Subject, right: Subject) -> Bool {
      if left.currency != right.currency { return left.currency < right.currency }
      if let one = left.kind, let other = right.kind { return one < other }
      guard let one = left.product, let other = right.product else { return left.kind == nil }
      return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
  }

  /// The changes of an organisation to a month from what is owed for it and for the one before;
  /// what is 0 in both is left out.
  static func changes(
    of organisation: String, to period: Period, previous: [OwedLine], current: [OwedLine]
  ) throws(DecimalError) -> [MonthChange] {
    let (before, now) = (try sums(previous), try sums(current))
    var changes: [MonthChange] = []
    for subject in Set(before.keys).union(now.keys).sorted() {
      // Of an amount that is missing the other one has the minor digits.
      let zero = DecimalNumber(
        coefficient: 0, scale: (before[subject] ?? now[subject] ?? .zero).scale)
      let (old, new) = (before[subject] ?? zero, now[subject] ?? zero)
      guard !old.isZero || !new.isZero else { continue }
      changes.append(
        MonthChange(
          organisation: organisation, product: subject.product, kind: subject.kind,
          currency: subject.currency, period: period, previous: old, current: new,
          change: try new - old))
    }
    return changes
  }

  private static func sums(
    _ lines: [OwedLine]
  ) throws(DecimalError) -> [Subject: DecimalNumber] {
    var sums: [Subject: DecimalNumber] = [:]
    for line in lines {
      let subject = Subject(line.key)
      sums[subject] = try (sums[subject] ?? .zero) + line.amount
    }
    return sums
  }
}
