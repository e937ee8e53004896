import Calendars
import Catalogue
import Decimals
import Rating

/// Finds what a line's price version says of its product now.
struct PriceExplainer {
  let line: InvoiceDocument.Line
  let owed: Explanation.Owed
  let contract: Contract?
  let directory: Directory
  let currency: Currency

  /// nil for lines that no product is priced for. `versions` tells those of a document.
  func price(
    versions: (DocumentKind, _ name: String) throws -> [DocumentVersion]
  ) throws -> ExplainedPrice? {
    guard let product = line.product, let version = line.priceVersion,
      let date = version.textBehind("@").flatMap({ LocalDate($0) })
    else { return nil }
    let name = String(version.dropLast(date.description.count + 1))
    if let own = override(of: product, in: name, on: date) {
      let until = contract?.overrides.filter { $0.product == product && $0.from > date }
        .map(\.from).min()
      return try explained(
        name, .contract, date, until: until, own.charge, versions(.contract, name))
    }
    guard let list = directory.priceLists[name] else {
      let isContract = name == contract?.name
      return try explained(
        name, isContract ? .contract : .unknown, date, until: nil, nil,
        isContract ? versions(.contract, name) : [])
    }
    let charge = list.versions.first { $0.from == date }?.charges[product]
    let until = list.versions.first { $0.from > date && $0.charges[product] != charge }?.from
    return try explained(
      name, .priceList, date, until: until, charge, versions(.priceList, name))
  }

  private func override(
    of product: String, in name: String, on date: LocalDate
  ) -> PriceOverride? {
    guard name == contract?.name else { return nil }
    return contract?.overrides.first { $0.product == product && $0.from == date }
  }

  private func explained(
    _ name: String, _ origin: ExplainedPrice.Origin, _ from: LocalDate, until: LocalDate?,
    _ charge: Charge?, _ versions: [DocumentVersion]
  ) throws(DecimalError) -> ExplainedPrice {
    ExplainedPrice(
      name: name, origin: origin, from: from, until: until, charge: charge,
      isUnchanged: try isUnchanged(charge), versions: versions)
  }

  /// Whether a charge is what the line was priced by, as far as the line says.
  private func isUnchanged(_ charge: Charge?) throws(DecimalError) -> Bool {
    guard let charge else { return false }
    if let unitPrice = owed.unitPrice { return charge.plainUnitPrice == unitPrice }
    guard let pricing = line.pricing else { return true }
    let quantity = try DecimalNumber(pricing.quantity, limits: .total)
    let now = try charge.pricing(of: quantity)
    return try InvoiceDocument.Pricing(
      charge, quantity: quantity, now, amount: now.amount(in: currency)) == pricing
  }
}
