import Calendars
public import Catalogue
import Decimals
public import Invoicing
import Rating

/// A price with its arithmetic, for programs: every decimal is a text, as on documents.
public struct PriceReport: Encodable {
  struct Origin: Encodable {
    let version: String
    /// `price_list` or `contract`: whose price it is.
    let kind: String
    let name: String
    let from: String
  }

  struct DiscountTaken: Encodable {
    let percent: String
    let services: [String]
    /// What the discounts before it leave, exactly.
    let base: String
    let amount: String
  }

  struct Tax: Encodable {
    let category: String
    let rate: String
    let reason: Nullable<String>
    let base: String
    let amount: String
  }

  struct Commitment: Encodable {
    let quantity: String
    let from: String
    let to: String
  }

  let product: String
  let label: String
  let service: String
  let unit: String
  let organisation: Nullable<String>
  let contract: Nullable<String>
  let date: String
  let currency: String
  /// As it was asked for, and as it is billed.
  let asked: String
  let quantity: String
  let price: Origin
  /// As on a document's lines; null where nothing is used.
  let pricing: Nullable<InvoiceDocument.Pricing>
  /// `minimum` or `maximum`, where the charge's took effect.
  let bound: Nullable<String>
  let amount: String
  let discounts: [DiscountTaken]
  let net: String
  let vat: Nullable<Tax>
  let total: String
  let commitments: [Commitment]
  let minimumMonthly: Nullable<String>
  let invoiceTermsDate: Nullable<String>

  public init(_ simulation: PriceSimulation, in language: Language) {
    let product = simulation.product
    self.product = product.name
    label = product.label.text(in: language)
    service = product.service
    unit = product.billedUnit.text(in: language)
    organisation = Nullable(simulation.contract?.organisation)
    contract = Nullable(simulation.contract?.name)
    date = simulation.day.description
    currency = simulation.currency.code
    asked = simulation.asked.plain
    quantity = simulation.quantity.plain
    price = Origin(
      version: simulation.priced.version,
      kind: simulation.priced.isOverride ? "contract" : "price_list",
      name: simulation.priced.document, from: simulation.priced.from.description)
    pricing = Nullable(simulation.documentPricing)
    bound = Nullable(simulation.steps.lazy.compactMap(\.bound).first)
    amount = simulation.amount.description
    discounts = simulation.discounts.map {
      DiscountTaken(
        percent: $0.discount.percent.description, services: $0.discount.services,
        base: $0.base.description, amount: $0.amount.description)
    }
    net = simulation.net.description
    vat = Nullable(
      simulation.tax.map {
        Tax(
          category: $0.treatment.category.rawValue, rate: $0.treatment.rate.description,
          reason: Nullable($0.treatment.reason), base: simulation.net.description,
          amount: $0.amount.description)
      })
    total = simulation.total.description
    commitments = simulation.commitments.map {
      Commitment(
        quantity: $0.commitment.quantity.plain, from: $0.commitment.from.description,
        to: $0.end.description)
    }
    let minimum = simulation.minimumMonthly
    minimumMonthly = Nullable(minimum.isZero ? nil : minimum.description)
    invoiceTermsDate = Nullable(simulation.invoiceTermsDay?.description)
  }

  private enum CodingKeys: String, CodingKey {
    case product, label, service, unit, organisation, contract, date, currency, asked, quantity
    case price, pricing, bound, amount, discounts, net, vat, total, commitments
    case minimumMonthly = "minimum_monthly"
    case invoiceTermsDate = "invoice_terms_date"
  }
}

extension PriceStep {
  fileprivate var bound: String? {
    switch self {
    case .minimum: "minimum"
    case .maximum: "maximum"
    default: nil
    }
  }
}
