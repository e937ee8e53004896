public import Catalogue
import Decimals
public import Invoicing
import Rating

/// A price with its arithmetic, as a person reads it in a terminal.
public struct PriceText {
  private let simulation: PriceSimulation
  private let language: Language
  private let width: Int
  private let words: PriceWords
  private let labels: InvoiceLabels

  /// Sentences are broken at `width` cells.
  public init(_ simulation: PriceSimulation, in language: Language, width: Int) {
    self.simulation = simulation
    self.language = language
    self.width = width
    words = PriceWords(language, currency: simulation.currency)
    labels = InvoiceLabels(language: language)
  }

  /// The whole text, with a newline at its end.
  public func text() -> String {
    let blocks = [head(), arithmetic(), notes()].filter { !$0.isEmpty }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func head() -> [String] {
    let product = simulation.product
    var facts = TextTable([.init(""), .init("")])
    facts.add([words.product, "\(product.name) · \(product.service)"])
    if let contract = simulation.contract {
      let name = "\(labels.contract.lowercased()) \(contract.name)"
      facts.add([words.customer, "\(contract.organisation), \(name)"])
    }
    facts.add([words.date, words.day(simulation.day)])
    facts.add([words.quantity, words.quantity(simulation)])
    facts.add([words.price, words.origin(simulation)])
    let title = product.label.text(in: language).escapedForTerminal().wrapped(to: width)
    let titleWidth = title.map(\.displayWidth).max() ?? 0
    return title + [String(repeating: "═", count: min(titleWidth, width))]
      + facts.lines(withHead: false)
  }

  /// A line for each step, whose amounts add up to what stands below the rule.
  private func arithmetic() -> [String] {
    var table = TextTable([.init(""), .init("", .decimal(mark: words.style.decimalMark))])
    for step in simulation.steps {
      let (text, amount) = words.text(step)
      table.add([text, amount ?? ""])
    }
    if let pricing = simulation.pricing {
      table.add([words.exactAmount, words.money(pricing.unrounded)])
      if pricing.unrounded.description != simulation.amount.plain {
        table.add([
          words.rounded(simulation.currency.minorDigits), words.money(simulation.amount),
        ])
      }
    } else {
      table.add([words.nothing, words.money(simulation.amount)])
    }
    for taken in simulation.discounts where simulation.pricing != nil {
      table.add([words.discount(taken), words.money(taken.amount.negated)])
    }
    table.add([labels.net, words.money(simulation.net)])
    if let tax = simulation.tax {
      table.add([words.tax(tax, on: simulation.net), words.money(tax.amount)])
      table.add([labels.gross, words.money(simulation.total)])
    }
    var lines = table.lines(withHead: false)
    if !simulation.steps.isEmpty {
      let width = lines.map(\.displayWidth).max() ?? 0
      lines.insert(String(repeating: "─", count: width), at: simulation.steps.count)
    }
    return lines
  }

  private func notes() -> [String] {
    words.notes(simulation).flatMap { $0.escapedForTerminal().wrapped(to: width) }
  }
}
