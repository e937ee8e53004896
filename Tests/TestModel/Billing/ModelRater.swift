import BigInt
import Calendars
import Catalogue
import Metering

/// What a contract owes for a month by the words of contract.md, section 2, "Lines": lists and
/// exact fractions, slow and obvious.
struct ModelRater {
  /// What stands in the way.
  struct Obstacle: Error {
    let code: String
  }

  /// The world of the month.
  let world: World
  let organisation: World.Organisation
  let contract: World.Contract
  private let list: World.PriceList
  private let meter: ModelMeter
  /// The local days of the month that the contract covers.
  let days: [LocalDate]
  /// The day whose prices are due where they go by the date of issue.
  private let pricingDate: LocalDate

  /// nil where the contract covers nothing of the month.
  init?(
    _ world: World, _ organisation: World.Organisation, _ contract: World.Contract,
    _ ledger: ModelLedger, pricingDate: LocalDate
  ) {
    days = world.period.days.filter { day in
      contract.from <= day && contract.to.map { day < $0 } ?? true
    }
    guard !days.isEmpty else { return nil }
    self.world = world
    self.organisation = organisation
    self.contract = contract
    self.pricingDate = pricingDate
    list = world.priceList(of: contract)
    meter = ModelMeter(world, organisation, ledger)
  }

  /// The lines in the order of a document. Throws `Obstacle` where a product has no price.
  func lines() throws -> [ModelLine] {
    var lines = try byName(world.products).flatMap(usage)
    lines += try byName(world.products).compactMap(commitment)
    let priced = lines
    lines += contract.terms.charges.filter { $0.period == world.period }.map(oneOff)
    lines += discounts(on: priced)
    lines += minimum(above: lines).map { [$0] } ?? []
    lines += credits(on: priced)
    return lines.filter { $0.amount != 0 || [.usage, .commitment].contains($0.key.kind) }
  }

  // MARK: Usage

  private func usage(of product: World.Product) throws -> [ModelLine] {
    let stretches =
      list.isByIssueDate ? [] : world.stretches(of: product.name, contract, over: days)
    let priced = stretches.filter { $0.charge != nil }
    let isSplit =
      stretches.count > 1 && priced.allSatisfy { $0.charge?.plainUnitPrice != nil }
      && !product.startedUnits && product.meter.addsUpByDay
    if isSplit { return try split(product, stretches) }
    let used = quantities(of: product)
    guard !used.isEmpty else { return [] }
    let (charge, version) = wholeMonth(product.name)
    guard let charge else { throw Obstacle(code: "no_price") }
    if let price = charge.plainUnitPrice {
      return used.map { key, quantity in
        line(key, quantity, version, span: held(key.tenant), price: price)
      }
    }
    let total = used.map(\.quantity).reduce(0, +)
    let amount = charge.price(of: inUnits(total)).rounded(to: list.minorDigits)
    return zip(used, World.Charge.allotted(amount, to: used.map(\.quantity))).map { entry, share in
      var line = line(entry.key, entry.quantity, version, span: held(entry.key.tenant), price: nil)
      line.amount = share
      line.pricing = (charge, total)
      return line
    }
  }

  /// One line for each stretch with a price that touches what is covered of the tenant; the last
  /// one takes the rounding.
  private func split(
    _ product: World.Product, _ stretches: [ModelStretch]
  ) throws -> [ModelLine] {
    let byDay = meter.exactQuantities(of: product, byDay: true)
    return try bySKU(byDay.keys.map { $0.keeping([.tenant]) }).flatMap { key -> [ModelLine] in
      let days = byDay.filter { $0.key.keeping([.tenant]) == key }
      func metered(_ stretch: ModelStretch) -> BigInt {
        days.filter { day in
          // A step may begin before what is covered of it.
          let date = max(day.key.day ?? stretch.first, self.days[0])
          return stretch.first <= date && date < stretch.end
        }.map(\.value).reduce(.zero, +).millionths
      }
      guard stretches.allSatisfy({ $0.charge != nil || metered($0) == 0 }) else {
        throw Obstacle(code: "no_price")
      }
      let parts = stretches.compactMap { stretch in
        held(key.tenant).intersection(span(of: stretch)).map { (stretch, $0) }
      }.filter { $0.0.charge != nil }
      var rest = days.map(\.value).reduce(.zero, +).millionths
      return parts.enumerated().map { index, part in
        let quantity = index == parts.count - 1 ? rest : metered(part.0)
        rest -= quantity
        return line(
          key, quantity, part.0.version, span: part.1, price: part.0.charge?.plainUnitPrice)
      }.filter { $0.quantity != 0 }
    }
  }

  /// What was used of a product, in millionths of billed units, by tenant and SKU; without zeros.
  private func quantities(
    of product: World.Product
  ) -> [(key: ModelKey, quantity: BigInt)] {
    let exact = meter.exactQuantities(of: product, byDay: false)
    return bySKU(exact.keys).compactMap { key in
      let millionths = exact[key]?.millionths ?? 0
      let quantity =
        product.startedUnits
        ? inUnits(millionths).ceiling.millionths : millionths
      return quantity == 0 ? nil : (key, quantity)
    }
  }

  /// The charge of a product where one holds for the whole month.
  private func wholeMonth(_ product: String) -> (charge: World.Charge?, version: String) {
    world.charge(of: product, contract, on: list.isByIssueDate ? pricingDate : days[0])
  }

  private func line(
    _ key: ModelKey, _ quantity: BigInt, _ version: String, span: TimeSpan, price: ExactDecimal?
  ) -> ModelLine {
    let service = service(of: key.product)
    return ModelLine(
      key: ModelLine.Key(
        period: world.period, kind: .usage, product: key.product, tenant: key.tenant, sku: key.sku,
        priceVersion: version, vat: vatGroup(of: service)),
      service: service, span: span, quantity: quantity, plainPrice: price,
      amount: rounded(inUnits(quantity) * (price?.value ?? .zero)))
  }

  // MARK: What is due without usage

  private func commitment(on product: World.Product) throws -> ModelLine? {
    let committed = contract.terms.commitments.filter { $0.product == product.name }
      .map { commitment in
        let count = days.count { commitment.from <= $0 && $0 < commitment.to }
        return commitment.quantity.value
          * ExactFraction(BigInt(count), over: BigInt(world.period.dayCount))
      }.reduce(.zero, +).millionths
    let used = quantities(of: product).map(\.quantity).reduce(0, +)
    guard committed > used else { return nil }
    let (charge, version) = wholeMonth(product.name)
    guard let charge else { throw Obstacle(code: "no_price") }
    var line = contractLine(.commitment, version, product.service)
    line = ModelLine(
      key: ModelLine.Key(
        period: world.period, kind: .commitment, product: product.name, priceVersion: version,
        vat: line.key.vat),
      service: product.service, span: line.span, quantity: committed - used,
      plainPrice: charge.plainUnitPrice,
      amount: rounded(charge.price(of: inUnits(committed)) - charge.price(of: inUnits(used))))
    if line.plainPrice == nil { line.pricing = (charge, committed) }
    return line
  }

  private func oneOff(_ charge: World.Terms.OneOff) -> ModelLine {
    var line = contractLine(.oneOff, "\(contract.name)#\(charge.id)", charge.service)
    line.amount = rounded(charge.amount.value)
    return line
  }

  /// For each entry and VAT group, what is taken off the lines of its services, each less what
  /// earlier entries take off it.
  private func discounts(on lines: [ModelLine]) -> [ModelLine] {
    guard let (entries, from) = contract.inForce(contract.terms.discounts, on: days[0]) else {
      return []
    }
    return entries.enumerated().flatMap { index, discount -> [ModelLine] in
      let concerned = lines.filter { discount.concerns($0.service ?? "") }
      let groups = Set(concerned.map(\.key.vat)).sorted(by: ModelVATGroup.precedes)
      return groups.map { group in
        let base = concerned.filter { $0.key.vat == group }.map { line in
          entries[..<index].filter { $0.concerns(line.service ?? "") }
            .reduce(ExactFraction(line.amount)) { $0 * (ExactFraction(1) - $1.share) }
        }.reduce(.zero, +)
        let services = discount.services
        return ModelLine(
          key: ModelLine.Key(
            period: world.period, kind: .discount,
            priceVersion: "\(contract.name)@\(from)#discount-\(index + 1)", vat: group),
          service: services.count == 1 ? services[0] : nil, span: meter.coverage.covered,
          quantity: 1_000_000, amount: (-(base * discount.share)).rounded(to: 0))
      }
    }
  }

  private func minimum(above lines: [ModelLine]) -> ModelLine? {
    // A minimum of 0 is none.
    guard let (minimum, from) = contract.inForce(contract.terms.minimum, on: days[0]),
      !minimum.value.isZero
    else { return nil }
    let share = ExactFraction(BigInt(days.count), over: BigInt(world.period.dayCount))
    let missing = rounded(minimum.value * share) - lines.map(\.amount).reduce(0, +)
    guard missing > 0 else { return nil }
    var line = contractLine(.minimum, "\(contract.name)@\(from)#minimum", nil)
    line.amount = missing
    return line
  }

  /// A line of the contract's part of the month, once, without an amount; in the VAT group of its
  /// service unless another is given.
  func contractLine(
    _ kind: ModelLine.Kind, _ version: String, _ service: String?, in group: ModelVATGroup? = nil
  ) -> ModelLine {
    ModelLine(
      key: ModelLine.Key(
        period: world.period, kind: kind, priceVersion: version,
        vat: group ?? vatGroup(of: service)),
      service: service, span: meter.coverage.covered, quantity: 1_000_000, amount: 0)
  }
}

extension ModelRater {
  /// The VAT of a service, on the first day covered; without one, the contract's own.
  private func vatGroup(of service: String?) -> ModelVATGroup {
    let rule =
      contract.inForce(contract.terms.vat, on: days[0])?.value ?? contract.terms.vat[0].value
    return ModelVATGroup(service.map(rule.treatment) ?? rule.treatment)
  }

  private func service(of product: String) -> String {
    world.products.first { $0.name == product }?.service ?? ""
  }

  /// The part of the month that contract and tenant cover, from the first instant to the last.
  private func held(_ tenant: String?) -> TimeSpan {
    let spans = meter.coverage.spans[tenant ?? ""] ?? []
    let (from, to) = (spans.map(\.from).min(), spans.map(\.to).max())
    guard let from, let to, let span = TimeSpan(from: from, to: to) else {
      return meter.coverage.covered
    }
    return span
  }

  private func span(of stretch: ModelStretch) -> TimeSpan {
    let zone = meter.coverage.zone
    return TimeSpan(from: zone.start(of: stretch.first), to: zone.start(of: stretch.end))
      ?? meter.coverage.covered
  }

  private func rounded(_ amount: ExactFraction) -> BigInt { amount.rounded(to: list.minorDigits) }

  private func inUnits(_ millionths: BigInt) -> ExactFraction {
    ExactFraction(millionths, over: 1_000_000)
  }

  private func byName(_ products: [World.Product]) -> [World.Product] {
    products.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Each key once, by tenant, then SKU, as bytes.
  private func bySKU(_ keys: some Sequence<ModelKey>) -> [ModelKey] {
    Set(keys).sorted { one, other in
      let (first, second) = (one.tenant ?? "", other.tenant ?? "")
      return first == second
        ? one.sku.utf8.lexicographicallyPrecedes(other.sku.utf8)
        : first.utf8.lexicographicallyPrecedes(second.utf8)
    }
  }
}

extension Meter {
  /// Whether a month's quantity is the sum of its days' and can be split between them.
  fileprivate var addsUpByDay: Bool {
    switch self {
    case .sum, .count: true
    case .timeWeighted(let step, _): step != .month
    case .max, .last, .unique, .percentile: false
    }
  }
}

extension World.Terms.Discount {
  /// What part of an amount it takes.
  var share: ExactFraction { percent.value / ExactFraction(100) }
}
