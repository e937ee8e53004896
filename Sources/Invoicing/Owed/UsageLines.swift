import Calendars
import Catalogue
import Decimals
import Metering
import Rating

/// Prices what was metered in a month (contract, section 4, "Lines", 1 to 3).
struct UsageLines {
  let prices: MonthPrices
  let coverage: Coverage
  let products: [String: Product]

  /// The products whose price changes within the month, by the days with which its parts begin.
  func divisions(of metered: [UsageLine]) -> [[LocalDate]: Set<String>] {
    var divisions: [[LocalDate]: Set<String>] = [:]
    for name in Set(metered.map(\.product)) {
      guard let product = products[name] else { continue }
      let changes = prices.stretches(of: product).dropFirst().map(\.from)
      guard !changes.isEmpty else { continue }
      divisions[[coverage.period.firstDay] + changes, default: []].insert(name)
    }
    return divisions
  }

  /// The lines of kind `usage`, by product, tenant, SKU and time; `parts` is what was metered in
  /// the parts of the divisions. Throws `Obstacle` where something cannot be priced.
  func lines(of metered: [UsageLine], inParts parts: [UsageLine]) throws -> [OwedLine] {
    // Of each product they come by tenant, then SKU.
    let used = Dictionary(grouping: metered, by: \.product).sorted { one, other in
      one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
    }.compactMap { name, usage in products[name].map { (product: $0, usage: usage) } }
    try prices.check(used.map(\.product))
    return try used.flatMap { product, usage in
      let stretches = prices.stretches(of: product)
      return stretches.isEmpty
        ? try whole(product, usage)
        : try split(product, usage, by: stretches, parts.filter { $0.product == product.name })
    }
  }

  /// The lines of a product that one charge prices: a plain price each tenant and SKU for itself,
  /// any other all of them together.
  private func whole(_ product: Product, _ usage: [UsageLine]) throws -> [OwedLine] {
    let priced = try prices.charge(of: product)
    do throws(DecimalError) {
      var quantities: [DecimalNumber] = []
      for line in usage { quantities.append(try product.billedQuantity(metered: line.quantity)) }
      guard let unitPrice = priced.charge.plainUnitPrice else {
        return try allotted(product, priced, usage, quantities)
      }
      let common = common(product, priced.version)
      var lines: [OwedLine] = []
      lines.reserveCapacity(usage.count)
      for (line, quantity) in zip(usage, quantities) {
        guard let span = span(of: line) else { continue }
        lines.append(try plain(line, common, quantity, unitPrice, span))
      }
      return lines
    } catch {
      throw outOfRange(product, error)
    }
  }

  /// One price of all quantities, allotted to them in proportion. They come ordered by tenant, then
  /// SKU, as bytes: equal remainders are served in that order.
  private func allotted(
    _ product: Product, _ priced: Tariff.PricedCharge, _ usage: [UsageLine],
    _ quantities: [DecimalNumber]
  ) throws(DecimalError) -> [OwedLine] {
    var total = DecimalNumber.zero
    for quantity in quantities { total = try total + quantity }
    let pricing = try priced.charge.pricing(of: total)
    let amount = try pricing.amount(in: prices.currency)
    let amounts = try Allotment.parts(of: amount, among: quantities)
    let explanation = InvoiceDocument.Pricing(
      priced.charge, quantity: total, pricing, amount: amount)
    let common = common(product, priced.version)
    var lines: [OwedLine] = []
    for (index, line) in usage.enumerated() {
      guard let span = span(of: line) else { continue }
      lines.append(
        OwedLine(
          key: common.key.of(tenant: line.tenant, sku: line.sku), wording: common.wording,
          treatment: common.treatment, span: span, quantity: quantities[index],
          unitPrice: nil, amount: amounts[index], pricing: explanation))
    }
    return lines
  }

  /// The lines of a product whose price changes within the month. `parts` is what was metered in
  /// each part of it.
  private func split(
    _ product: Product, _ usage: [UsageLine], by stretches: [Tariff.Stretch],
    _ parts: [UsageLine]
  ) throws -> [OwedLine] {
    let key = key(product, nil)
    let metered = Dictionary(grouping: parts) { key.of(tenant: $0.tenant, sku: $0.sku) }
    return try usage.flatMap { line in
      let own = metered[key.of(tenant: line.tenant, sku: line.sku)] ?? []
      let parts = try self.parts(of: line, product, stretches, metered: own)
      do throws(DecimalError) {
        return try split(product, line, into: parts)
      } catch {
        throw outOfRange(product, error)
      }
    }
  }

  /// A stretch at one price, and what was metered in it.
  private typealias Part = (span: TimeSpan, charge: Tariff.PricedCharge, quantity: DecimalNumber)

  /// The parts that a tenant covers. Throws `Obstacle` where something was metered in one without a
  /// price.
  private func parts(
    of line: UsageLine, _ product: Product, _ stretches: [Tariff.Stretch], metered: [UsageLine]
  ) throws(Obstacle) -> [Part] {
    var parts: [Part] = []
    for (index, stretch) in stretches.enumerated() {
      // The first stretch begins with the contract; its part is metered from the month's beginning.
      let day = index == 0 ? coverage.period.firstDay : stretch.from
      let end = index + 1 < stretches.count ? stretches[index + 1].from : prices.terms.end
      let quantity = metered.first { $0.day == day }?.quantity ?? .zero
      guard let charge = stretch.charge else {
        if quantity.isZero { continue }
        throw prices.noPrice(of: [product], on: stretch.from)
      }
      let covered = span(of: line).flatMap {
        prices.terms.part(of: $0, from: stretch.from, to: end)
      }
      if let covered { parts.append((covered, charge, quantity)) }
    }
    return parts
  }

  /// The lines of the parts, which add up to what was metered in the month: the last one takes the
  /// rounding.
  private func split(
    _ product: Product, _ line: UsageLine, into parts: [Part]
  ) throws(DecimalError) -> [OwedLine] {
    var lines: [OwedLine] = []
    var rest = line.quantity
    for (index, part) in parts.enumerated() {
      let quantity = index == parts.count - 1 ? rest : part.quantity
      rest = try rest - quantity
      guard !quantity.isZero, let unitPrice = part.charge.charge.plainUnitPrice else { continue }
      lines.append(
        try plain(
          line, common(product, part.charge.version), quantity, unitPrice, part.span))
    }
    return lines
  }

  private func plain(
    _ line: UsageLine, _ common: Common, _ quantity: DecimalNumber, _ unitPrice: DecimalNumber,
    _ span: TimeSpan
  ) throws(DecimalError) -> OwedLine {
    let amount = WideDecimal(quantity, times: unitPrice)
    return OwedLine(
      key: common.key.of(tenant: line.tenant, sku: line.sku), wording: common.wording,
      treatment: common.treatment, span: span, quantity: quantity, unitPrice: unitPrice,
      amount: try amount.rounded(to: prices.currency.minorDigits))
  }

  /// What all lines of a product at one price have in common.
  private typealias Common = (key: BillingKey, wording: LineWording, treatment: VATTreatment)

  private func common(_ product: Product, _ version: String?) -> Common {
    (key(product, version), LineWording(product), treatment(of: product))
  }

  /// That of all lines of a product, but for their tenant and SKU.
  private func key(_ product: Product, _ version: String?) -> BillingKey {
    prices.terms.key(
      .usage, treatment(of: product), prices.currency, priceVersion: version,
      product: product.name)
  }

  private func treatment(of product: Product) -> VATTreatment {
    prices.terms.vat.treatment(of: product.service)
  }

  private func span(of line: UsageLine) -> TimeSpan? {
    line.tenant.flatMap { coverage.span(ofTenant: $0) }
  }

  private func outOfRange(_ product: Product, _ error: DecimalError) -> Obstacle {
    prices.terms.contract.obstacle(
      .amountOutOfRange, "\(product.name) in \(coverage.period): \(error)")
  }
}
