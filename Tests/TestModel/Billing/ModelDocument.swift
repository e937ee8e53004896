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
  /// The price of what is owed, else the last one that was printed; nil where it does not explain
  /// the amount.
  let unitPrice: ExactDecimal?
  /// The period of the document that billed the key first, else of the key's period's own; nil
  /// where that has none.
  let corrects: Period?
}

/// What was billed on a contract.
struct ModelAccount {
  private struct Sum {
    var quantity: BigInt = 0
    var amount: BigInt = 0
    /// The latest one.
    var unitPrice: ExactDecimal?
    /// The first document's period.
    var first: Period?
  }

  private var billed: [ModelLine.Key: Sum] = [:]
  /// The periods of its documents, one after the other.
  private var documents: [Period] = []
  /// The date of issue of the first document with a line of each period.
  private(set) var pricingDates: [Period: LocalDate] = [:]

  /// The period of its last document.
  var last: Period? { documents.last }

  /// The periods that something was billed for.
  var periods: Set<Period> { Set(billed.keys.map(\.period)) }

  /// The differences for an earlier period; those that are 0 in quantity and amount are left out.
  func adjustments(
    of period: Period, to owed: [ModelLine], minorDigits: Int
  ) -> [ModelAdjustment] {
    let owed = Dictionary(uniqueKeysWithValues: owed.map { ($0.key, $0) })
    let keys = Set(owed.keys).union(billed.keys.filter { $0.period == period })
    return keys.map { key in
      let (line, known) = (owed[key], billed[key] ?? Sum())
      let quantity = (line?.quantity ?? 0) - known.quantity
      let amount = (line?.amount ?? 0) - known.amount
      let price = line?.unitPrice(minorDigits: minorDigits) ?? known.unitPrice
      let product = (price?.value ?? .zero) * ExactFraction(quantity, over: 1_000_000)
      return ModelAdjustment(
        key: key, quantity: quantity, amount: amount,
        unitPrice: product.rounded(to: minorDigits) == amount ? price : nil,
        corrects: known.first ?? documents.first { $0 == period })
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
      sum.first = sum.first ?? document.period
      billed[key] = sum
      pricingDates[key.period] = pricingDates[key.period] ?? date
    }
    documents.append(document.period)
  }
}
