public import Decimals

extension InvoiceDocument.Pricing {
  /// The arithmetic step by step.
  ///
  /// Throws `DecimalError` where a number is larger than those of documents.
  public func steps() throws(DecimalError) -> [PriceStep] {
    var steps: [PriceStep] = []
    let total = try DecimalNumber(quantity, limits: .total)
    if let included {
      let free = try DecimalNumber(included, limits: .total)
      steps.append(.included(free, rest: try max(total - free, .zero)))
    }
    var sum = WideDecimal.zero
    for line in lines {
      let flat = try line.flat.map { text throws(DecimalError) in
        try DecimalNumber(text, limits: .price)
      }
      if let flat { sum = try sum + WideDecimal(flat) }
      guard let quantity = line.quantity, let unitPrice = line.unitPrice else {
        steps += flat.map { [.flat($0)] } ?? []
        continue
      }
      let units = try DecimalNumber(quantity, limits: .total)
      let price = try DecimalNumber(unitPrice, limits: .price)
      let amount = WideDecimal(units, times: price)
      sum = try sum + amount
      steps.append(try step(line, units, price, amount))
      steps += flat.map { [.tierFlat(line.tier ?? 1, $0)] } ?? []
    }
    return try steps + bounds(of: sum)
  }

  private func step(
    _ line: InvoiceDocument.Part, _ units: DecimalNumber, _ price: DecimalNumber,
    _ amount: WideDecimal
  ) throws(DecimalError) -> PriceStep {
    if let size {
      return .packages(
        units, of: try DecimalNumber(size, limits: .total), at: price, amount)
    }
    let bound = { (text: String?) throws(DecimalError) in
      try text.map { text throws(DecimalError) in try DecimalNumber(text, limits: .total) }
    }
    guard line.tier != nil else { return .units(units, at: price, amount) }
    let (lower, upper) = (try bound(line.above), try bound(line.upTo))
    return model == "graduated"
      ? .tier(units, above: lower, at: price, amount)
      : .reached(units, above: lower, upTo: upper, at: price, amount)
  }

  /// The minimum or maximum that took effect on a sum.
  private func bounds(of sum: WideDecimal) throws(DecimalError) -> [PriceStep] {
    if let minimum {
      let least = try DecimalNumber(minimum, limits: .price)
      let difference = try WideDecimal(least) - sum
      if !difference.isNegative, !difference.isZero {
        return [.minimum(least, adds: difference)]
      }
    }
    if let maximum {
      let most = try DecimalNumber(maximum, limits: .price)
      let difference = try WideDecimal(most) - sum
      if difference.isNegative { return [.maximum(most, adds: difference)] }
    }
    return []
  }
}
