public import Decimals

/// What was billed net for a product, or for what has none, in each month, after corrections.
public struct MonthlyCost: Sendable {
  /// The code.
  public let currency: String
  /// nil where `kind` and `label` say what it is for.
  public let product: String?
  /// nil where there is a product.
  public let kind: LineKind?
  /// As the latest document has it.
  public private(set) var label: String
  /// By month, `YYYY-MM`; what has no line is not there.
  public private(set) var net: [String: DecimalNumber] = [:]
  public private(set) var total = DecimalNumber.zero
}

extension [MonthlyCost] {
  /// Adds a line's amount to what it is for; a product's lines count together, whatever they are.
  mutating func add(
    _ line: InvoiceDocument.Line, of document: InvoiceDocument
  ) throws(DecimalError) {
    let kind = line.product == nil ? line.adjusts ?? line.kind : nil
    let place = firstIndex { cost in
      cost.currency == document.currency && cost.product == line.product && cost.kind == kind
        && (kind == nil || cost.label == line.label)
    }
    let amount = try document.owed(line.amount)
    if let place {
      try self[place].add(amount, line)
      return
    }
    var cost = MonthlyCost(
      currency: document.currency, product: line.product, kind: kind, label: line.label)
    try cost.add(amount, line)
    let next = firstIndex { MonthlyCost.precedes(cost, $0) } ?? endIndex
    insert(cost, at: next)
  }
}

extension MonthlyCost {
  fileprivate init(currency: String, product: String?, kind: LineKind?, label: String) {
    self.currency = currency
    self.product = product
    self.kind = kind
    self.label = label
  }

  fileprivate mutating func add(
    _ amount: DecimalNumber, _ line: InvoiceDocument.Line
  ) throws(DecimalError) {
    label = line.label
    net[line.period] = try (net[line.period] ?? .zero) + amount
    total = try total + amount
  }

  /// By currency; products first, by name, then kinds as they stand on documents, by label.
  fileprivate static func precedes(_ one: MonthlyCost, _ other: MonthlyCost) -> Bool {
    if one.currency != other.currency { return one.currency < other.currency }
    switch (one.kind, other.kind) {
    case (nil, nil): return one.product ?? "" < other.product ?? ""
    case (nil, _): return true
    case (_, nil): return false
    case (let kind?, let next?): return (kind, one.label) < (next, other.label)
    }
  }
}
