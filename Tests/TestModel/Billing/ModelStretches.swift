import Calendars

/// The days on which one charge of a product holds.
struct ModelStretch {
  let first: LocalDate
  /// The first day after it.
  var end: LocalDate
  /// nil: the product has no price.
  let charge: World.Charge?
  /// What the charge is called on a line.
  let version: String
}

extension World {
  func priceList(of contract: Contract) -> PriceList {
    priceLists.first { $0.name == contract.priceList } ?? PriceList(name: contract.priceList)
  }

  /// The charge of a product on a day, with its version: the contract's latest override, else what
  /// the price list has then.
  func charge(
    of product: String, _ contract: Contract, on day: LocalDate
  ) -> (charge: Charge?, version: String) {
    let overrides = contract.terms.overrides.filter { $0.product == product && $0.from <= day }
    if let latest = overrides.max(by: { $0.from < $1.from }) {
      return (latest.charge, "\(contract.name)@\(latest.from)")
    }
    let list = priceList(of: contract)
    let version = list.versions.last { $0.from <= day }
    return (version?.charges[product], "\(list.name)@\(version.map { "\($0.from)" } ?? "never")")
  }

  /// The stretches of equal charge into which days fall; neighbours that are equal are one, with
  /// the version of the first.
  func stretches(
    of product: String, _ contract: Contract, over days: [LocalDate]
  ) -> [ModelStretch] {
    days.reduce(into: []) { stretches, day in
      let (charge, version) = charge(of: product, contract, on: day)
      if let last = stretches.last, last.charge == charge {
        stretches[stretches.count - 1].end = day.adding(days: 1)
      } else {
        stretches.append(
          ModelStretch(first: day, end: day.adding(days: 1), charge: charge, version: version))
      }
    }
  }
}
