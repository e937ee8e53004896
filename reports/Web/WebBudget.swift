import Catalogue
import Decimals
import ServiceLevels

/// How much of the downtime that a commitment allows in a month was spent: a text, and a bar on
/// which a line stands where the allowance ends.
struct WebBudget: WebBlock {
  static let template = "budget"

  let text: String
  private let spent: Int
  private let limit: Int
  private let language: Language

  init(_ budget: DowntimeBudget, _ words: ServiceLevelWords) throws(DecimalError) {
    language = words.language
    let left = try budget.allowedSeconds - budget.spentSeconds
    text = WebWords(language: words.language).budget(
      spent: words.duration(budget.spentSeconds), allowed: words.duration(budget.allowedSeconds),
      left: words.duration(left.isNegative ? left.negated : left), isOverspent: left.isNegative)
    // In hundredths of the longer of the two; a bar shows no more.
    let percent = try budget.spentPercent.flatMap { Int($0.plain) }
    switch percent {
    case nil: (spent, limit) = (100, 0)
    case .some(let percent) where percent <= 100: (spent, limit) = (percent, 100)
    case .some(let percent): (spent, limit) = (100, 10_000 / percent)
    }
  }

  func values(in _: Language) -> [String: Any] {
    [
      "budgetText": text, "budgetLanguage": language.rawValue,
      // What is too much is the rest of the bar.
      "spentWidth": String(spent), "coveredWidth": String(min(spent, limit)),
      // It is as wide as 0.4.
      "limitPlace": limit == 100 ? "99.6" : String(limit),
    ]
  }
}
