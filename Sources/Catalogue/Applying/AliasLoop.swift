/// Aliases that lead round in a circle: a product's alias is the SKU of another, whose alias is the
/// SKU of the first, or a product's alias is its own SKU.
struct AliasLoop {
  /// One step: a product, and its alias that is the next one's SKU.
  struct Step {
    let product: Product
    let alias: SKUPattern
  }

  /// From one product back to it.
  let steps: [Step]

  /// The first loop among products, in the order of their names; nil where there is none.
  /// O(products and their aliases).
  init?(_ products: some Sequence<Product>) {
    let products = products.sorted { $0.name < $1.name }
    var bySKU: [String: [Int]] = [:]
    for (index, product) in products.enumerated() {
      let sku = product.sku
      for text in [sku.text] + sku.generalisations { bySKU[text, default: []].append(index) }
    }
    let next = products.map { product in
      product.aliases.flatMap { alias in
        ([alias.text] + alias.generalisations).flatMap { bySKU[$0] ?? [] }
          .filter { products[$0].sku.overlaps(alias) }.map { (alias, $0) }
      }
    }
    // A walk in depth with its own stack: a chain may be as long as a catalogue.
    var isDone = Array(repeating: false, count: products.count)
    for start in products.indices where !isDone[start] {
      var path = [(product: start, edge: 0)]
      var places = [start: 0]
      while let (product, edge) = path.last {
        guard edge < next[product].count else {
          isDone[product] = true
          places[product] = nil
          path.removeLast()
          continue
        }
        path[path.count - 1].edge += 1
        let target = next[product][edge].1
        if let place = places[target] {
          steps = path[place...].map { step in
            Step(product: products[step.product], alias: next[step.product][step.edge - 1].0)
          }
          return
        }
        guard !isDone[target] else { continue }
        places[target] = path.count
        path.append((target, 0))
      }
    }
    return nil
  }
}

extension AliasLoop: CustomStringConvertible {
  /// `a (alias x) → b (alias y) → a`.
  var description: String {
    let names = steps.map { "`\($0.product.name)` (alias \($0.alias))" }
    return (names + ["`\(steps[0].product.name)`"]).joined(separator: " → ")
  }
}

extension SKUPattern {
  /// The patterns with `(region)` in one segment that stand for this one too; none for a pattern
  /// that has a `(region)` itself.
  fileprivate var generalisations: [String] {
    guard !text.contains("(region)") else { return [] }
    let segments = text.split(separator: ":", omittingEmptySubsequences: false)
    return segments.indices.map { index in
      var general = segments
      general[index] = "(region)"
      return general.joined(separator: ":")
    }
  }

  /// Whether one stands for the other.
  fileprivate func overlaps(_ other: SKUPattern) -> Bool {
    match(other.text) != nil || other.match(text) != nil
  }
}
