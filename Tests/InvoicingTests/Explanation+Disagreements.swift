import Decimals
import Invoicing

extension Explanation {
  /// The levels whose sum is not what the level above states.
  var disagreements: [String] {
    var levels: [(String, Agreement?)] = [("VAT", tax.base)]
    if let adjustment {
      levels += [
        ("billed quantity", adjustment.quantity), ("billed amount", adjustment.amount),
        ("adjusted quantity", adjustment.quantityDifference),
        ("adjusted amount", adjustment.amountDifference),
      ]
    }
    levels += amount.levels
    if let quantity { levels += quantity.levels }
    var wrong = levels.compactMap { name, agreement in
      agreement.flatMap {
        $0.holds ? nil : "\(name): \($0.sum) and not \($0.stated)"
      }
    }
    if case .shared(let price) = amount, !price.stepsAgree { wrong.append("steps of the price") }
    if case .nothing = amount, !owed.amount.isZero { wrong.append("an amount from nowhere") }
    if price?.isUnchanged == false, !owed.amount.isZero { wrong.append("price: \(price as Any)") }
    if quantity?.changes != nil { wrong.append("changes since") }
    return wrong
  }
}

extension ExplainedAmount {
  fileprivate var levels: [(String, Agreement?)] {
    switch self {
    case .product(_, let agreement): [("product", agreement)]
    case .shared(let price):
      [
        ("rounded price", price.rounded), ("shared quantities", price.quantities),
        ("shares", price.amounts),
      ]
    case .commitment(let amount):
      [
        ("committed", amount.committed), ("used", amount.used),
        ("not used", amount.quantity), ("commitment", amount.amount),
      ]
    case .oneOff(let amount): [("one-off", amount.amount)]
    case .discount(let amount): [("base", amount.base), ("discount", amount.amount)]
    case .minimum(let amount): [("minimum", amount.amount)]
    case .credit(let amount):
      [
        ("base", amount.base), ("percentage", amount.percent), ("credit", amount.amount),
        ("classes", amount.availability?.classes), ("counted", amount.availability?.counted),
      ]
    case .nothing: []
    }
  }
}

extension ExplainedQuantity {
  fileprivate var levels: [(String, Agreement?)] {
    [
      ("days", daySum), ("quantity", quantity), ("settled", settled), ("events", events.count),
      ("events' quantities", events.sum), ("means", percentile?.value),
    ]
  }
}
