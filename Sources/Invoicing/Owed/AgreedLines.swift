import Calendars
import Catalogue
import Decimals
import Rating
import ServiceLevels

/// What a contract has agreed to besides prices: commitments, one-off charges, discounts, the
/// monthly minimum and service credits, in this order (contract, section 4, "Lines", 4).
struct AgreedLines {
  let prices: MonthPrices
  let products: [String: Product]
  /// In document order.
  var earnedCredits: [EarnedCredit] = []

  private var terms: MonthTerms { prices.terms }
  private var contract: Contract { prices.terms.contract }
  private var currency: Currency { prices.currency }

  /// The lines that come after those of usage. Throws `Obstacle` where a commitment has no price.
  func lines(after usage: [OwedLine]) throws -> [OwedLine] {
    let priced = usage + (try lines(of: contract.commitments, beside: usage))
    let charged = priced + (try oneOffs())
    var sums = try sums(of: priced)
    let discounted = charged + (try discounts(on: priced, &sums))
    return discounted.dropFirst(usage.count) + (try minimum(above: discounted))
      + (try credits(on: priced, CreditBasis(sums, currency: currency)))
  }

  /// What is committed and was not used, at the price of the first day covered: price(committed) −
  /// price(used), rounded once.
  func lines(
    of commitments: [QuantityCommitment], beside usage: [OwedLine]
  ) throws -> [OwedLine] {
    try Dictionary(grouping: commitments, by: \.product)
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .compactMap { name, commitments in
        guard let product = products[name] else { return nil }
        let committed = try self.committed(commitments)
        let used = try usage.filter { $0.key.product == name }
          .reduce(DecimalNumber.zero) { try $0 + $1.quantity }
        guard committed > used else { return nil }
        return try commitment(product, committed, used)
      }
  }

  /// In billed units, in proportion to the local days of the month that are committed and covered.
  private func committed(_ commitments: [QuantityCommitment]) throws -> DecimalNumber {
    var unitDays = WideDecimal.zero
    for commitment in commitments {
      let days = terms.days(from: commitment.from, to: commitment.to)
      unitDays = try unitDays + WideDecimal(commitment.quantity, times: DecimalNumber(days))
    }
    return try unitDays.divided(by: terms.period.dayCount, roundedTo: 6)
  }

  private func commitment(
    _ product: Product, _ committed: DecimalNumber, _ used: DecimalNumber
  ) throws -> OwedLine {
    let priced = try prices.charge(of: product)
    let pricing = try priced.charge.pricing(of: committed)
    let usedPrice = used.isZero ? .zero : try priced.charge.pricing(of: used).unrounded
    let treatment = terms.vat.treatment(of: product.service)
    let unitPrice = priced.charge.plainUnitPrice
    let explanation =
      unitPrice == nil
      ? InvoiceDocument.Pricing(
        priced.charge, quantity: committed, pricing, amount: try pricing.amount(in: currency))
      : nil
    return OwedLine(
      key: terms.key(
        .commitment, treatment, currency, priceVersion: priced.version, product: product.name),
      wording: LineWording(product), treatment: treatment, span: terms.span,
      quantity: try committed - used, unitPrice: unitPrice,
      amount: try (pricing.unrounded - usedPrice).rounded(to: currency.minorDigits),
      pricing: explanation,
      derivation: InvoiceDocument.Derivation(committed: committed.plain, used: used.plain))
  }

  private func oneOffs() throws -> [OwedLine] {
    try contract.charges.filter { $0.period == terms.period && !$0.amount.isZero }.map { charge in
      lumpSum(
        .oneOff, terms.vat.treatment(of: charge.service), "\(contract.name)#\(charge.id)",
        charge.label, service: charge.service,
        try charge.amount.rounded(to: currency.minorDigits))
    }
  }

  /// One line for each discount and VAT group, on the lines of usage and commitments.
  private func discounts(
    on lines: [OwedLine], _ sums: inout DiscountedSums<VATGroup>
  ) throws -> [OwedLine] {
    guard let version = contract.discounts.version(on: terms.first), !version.value.isEmpty else {
      return []
    }
    let treatments = treatments(of: lines)
    return try version.value.enumerated().flatMap { index, discount in
      try sums.take(discount, in: currency).compactMap { taken in
        guard !taken.amount.isZero, let treatment = treatments[taken.group] else { return nil }
        return lumpSum(
          .discount, treatment, "\(contract.name)@\(version.from)#discount-\(index + 1)",
          discount.label, service: discount.services.count == 1 ? discount.services[0] : nil,
          taken.amount.negated,
          InvoiceDocument.Derivation(
            percent: discount.percent.description, base: taken.base.description))
      }
    }
  }

  /// The sums of lines of usage and commitments, that discounts and credits are parts of.
  private func sums(of lines: [OwedLine]) throws(DecimalError) -> DiscountedSums<VATGroup> {
    var sums = DiscountedSums<VATGroup>()
    let discounts = contract.discounts.version(on: terms.first)?.value ?? []
    guard !discounts.isEmpty || !earnedCredits.isEmpty else { return sums }
    for line in lines {
      try sums.add(line.amount, of: line.wording.service ?? "", in: VATGroup(line.treatment))
    }
    return sums
  }

  private func treatments(of lines: [OwedLine]) -> [VATGroup: VATTreatment] {
    Dictionary(
      lines.map { (VATGroup($0.treatment), $0.treatment) }, uniquingKeysWith: { first, _ in first })
  }

  /// One line for each commitment that was missed, and VAT group.
  private func credits(on lines: [OwedLine], _ basis: CreditBasis) throws -> [OwedLine] {
    guard !earnedCredits.isEmpty else { return [] }
    let treatments = treatments(of: lines)
    return try basis.shares(of: earnedCredits).compactMap { share in
      guard let treatment = treatments[share.group] else { return nil }
      let credit = share.credit
      return lumpSum(
        .serviceCredit, treatment, credit.serviceLevel, credit.lineLabel,
        service: credit.services.count == 1 ? credit.services[0] : nil, share.amount.negated,
        InvoiceDocument.Derivation(
          percent: try credit.percent.printed.description, base: share.base.description,
          availability: try credit.availability.printedPercent.plain,
          target: credit.target.description))
    }
  }

  /// What the month's minimum, in proportion to the local days covered, exceeds all other lines by.
  /// A minimum of 0 is none: credits stay credits.
  private func minimum(above lines: [OwedLine]) throws -> [OwedLine] {
    guard let version = contract.minimumMonthly.version(on: terms.first), !version.value.isZero
    else { return [] }
    let due = try WideDecimal(version.value, times: DecimalNumber(terms.dayCount))
      .divided(by: terms.period.dayCount, roundedTo: currency.minorDigits)
    let sum = try lines.reduce(DecimalNumber.zero) { try $0 + $1.amount }
    guard !due.isZero, due > sum else { return [] }
    return [
      lumpSum(
        .minimum, terms.vat.treatment, "\(contract.name)@\(version.from)#minimum",
        LocalisedText(french: "Minimum mensuel", english: "Monthly minimum"), service: nil,
        try (due - sum).rounded(to: currency.minorDigits),
        InvoiceDocument.Derivation(
          minimum: version.value.description, days: terms.dayCount,
          daysOfMonth: terms.period.dayCount))
    ]
  }

  /// A line that nothing is counted for.
  private func lumpSum(
    _ kind: LineKind, _ treatment: VATTreatment, _ version: String, _ label: LocalisedText,
    service: String?, _ amount: DecimalNumber, _ derivation: InvoiceDocument.Derivation? = nil
  ) -> OwedLine {
    OwedLine(
      key: terms.key(kind, treatment, currency, priceVersion: version),
      wording: LineWording(label: label, unit: LineWording.lumpSum, service: service),
      treatment: treatment, span: terms.span, quantity: .one, unitPrice: amount, amount: amount,
      derivation: derivation)
  }
}

extension EarnedCredit {
  fileprivate var lineLabel: LocalisedText {
    LocalisedText(
      french: "Avoir de service · " + label.text(in: .french),
      english: "Service credit · " + label.text(in: .english))
  }
}

extension Discount {
  fileprivate var label: LocalisedText {
    let places = services.isEmpty ? "" : " · " + services.joined(separator: ", ")
    return LocalisedText(
      french: "Remise \(percent.plain.replacing(".", with: ",")) %\(places)",
      english: "Discount \(percent.plain)%\(places)")
  }
}
