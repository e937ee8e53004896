import BigInt
import Calendars

/// A document as the model would write it.
struct ModelDocument {
  let organisation: String
  let contract: World.Contract
  let list: World.PriceList
  let period: Period
  /// The month, in the contract's zone.
  let span: TimeSpan
  /// What is owed for the month itself.
  let lines: [ModelLine]
  /// By period.
  let adjustments: [ModelAdjustment]

  /// In minor units.
  var net: BigInt { amounts.map(\.amount).reduce(0, +) }

  /// Tax by group, once on the sum of its lines.
  var vat: [(group: ModelVATGroup, base: BigInt, amount: BigInt)] {
    Set(amounts.map(\.key.vat)).sorted(by: ModelVATGroup.precedes).map { group in
      let base = amounts.filter { $0.key.vat == group }.map(\.amount).reduce(0, +)
      return (group, base, group.tax(on: base))
    }
  }

  var gross: BigInt { net + vat.map(\.amount).reduce(0, +) }

  private var amounts: [(key: ModelLine.Key, amount: BigInt)] {
    lines.map { ($0.key, $0.amount) } + adjustments.map { ($0.key, $0.amount) }
  }
}

/// What is owed for a key of an earlier period less what was billed for it.
struct ModelAdjustment {
  let key: ModelLine.Key
  let quantity: BigInt
  let amount: BigInt
  /// The price of what is owed, else of what was billed; nil where neither has one.
  let unitPrice: ExactDecimal?
}

/// What was billed on a contract.
struct ModelAccount {
  private struct Sum {
    var quantity: BigInt = 0
    var amount: BigInt = 0
    /// The latest one.
    var unitPrice: ExactDecimal?
  }

  private var billed: [ModelLine.Key: Sum] = [:]
  /// The period of its last document.
  private(set) var last: Period?
  /// The date of issue of the first document with a line of each period.
  private(set) var pricingDates: [Period: LocalDate] = [:]

  /// The differences for an earlier period; those that are 0 in quantity and amount are left out.
  func adjustments(
    of period: Period, to owed: [ModelLine], minorDigits: Int
  ) -> [ModelAdjustment] {
    let owed = Dictionary(uniqueKeysWithValues: owed.map { ($0.key, $0) })
    let keys = Set(owed.keys).union(billed.keys.filter { $0.period == period })
    return keys.map { key in
      let (line, known) = (owed[key], billed[key] ?? Sum())
      return ModelAdjustment(
        key: key, quantity: (line?.quantity ?? 0) - known.quantity,
        amount: (line?.amount ?? 0) - known.amount,
        unitPrice: line?.unitPrice(minorDigits: minorDigits) ?? known.unitPrice)
    }.filter { $0.quantity != 0 || $0.amount != 0 }
  }

  /// Takes down a document.
  mutating func take(_ document: ModelDocument, on date: LocalDate) {
    let digits = document.list.minorDigits
    let entries =
      document.lines.map { ($0.key, $0.quantity, $0.amount, $0.unitPrice(minorDigits: digits)) }
      + document.adjustments.map { ($0.key, $0.quantity, $0.amount, $0.unitPrice) }
    for (key, quantity, amount, unitPrice) in entries {
      var sum = billed[key] ?? Sum()
      sum.quantity += quantity
      sum.amount += amount
      sum.unitPrice = unitPrice ?? sum.unitPrice
      billed[key] = sum
      pricingDates[key.period] = pricingDates[key.period] ?? date
    }
    last = document.period
  }
}
