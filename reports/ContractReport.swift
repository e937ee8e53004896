import Calendars
import Catalogue
import Decimals
public import Invoicing

/// A contract's terms for programs: every decimal is a text, as it was written.
public struct ContractReport: Encodable {
  struct Treatment: Encodable {
    /// nil for the contract's own.
    let services: Nullable<[String]>
    let category: String
    let rate: String
    let reason: Nullable<String>
  }

  struct DiscountTerm: Encodable {
    let percent: String
    /// nil for all.
    let services: Nullable<[String]>
  }

  struct Override: Encodable {
    let product: String
    let from: String
    let charge: String
  }

  struct Commitment: Encodable {
    let product: String
    let quantity: String
    let from: String
    /// The first day on which it no longer holds.
    let to: String
    let remainingMonths: String
    let earlyExitCost: Nullable<String>
    /// Why there is no cost.
    let obstacle: Nullable<String>
    let daysLeft: Int
    let endsSoon: Bool

    private enum CodingKeys: String, CodingKey {
      case product, quantity, from, to, obstacle
      case remainingMonths = "remaining_months"
      case earlyExitCost = "early_exit_cost"
      case daysLeft = "days_left"
      case endsSoon = "ends_soon"
    }
  }

  let name: String
  let organisation: String
  let seller: String
  let date: String
  /// `not_begun`, `running` or `ended`.
  let phase: String
  let from: String
  let to: Nullable<String>
  let timezone: String
  let priceList: String
  let priceVersion: Nullable<String>
  let currency: String
  let paymentTermsDays: Int
  let purchaseOrder: Nullable<String>
  let vat: [Treatment]
  let discounts: [DiscountTerm]
  let minimumMonthly: String
  let overrides: [Override]
  let commitments: [Commitment]

  public init(_ overview: ContractOverview) {
    let contract = overview.contract
    name = contract.name
    organisation = contract.organisation
    seller = contract.seller
    date = overview.day.description
    phase = overview.phase.rawValue
    from = contract.from.description
    to = Nullable(contract.to?.description)
    timezone = contract.zone.name
    priceList = overview.priceList.name
    priceVersion = Nullable(
      overview.priceVersion.map { "\(overview.priceList.name)@\($0)" })
    currency = overview.priceList.currency.code
    paymentTermsDays = contract.paymentTermsDays
    purchaseOrder = Nullable(contract.purchaseOrder)
    vat =
      overview.vat.map { rule in
        [Treatment(rule.treatment, on: nil)]
          + rule.exceptions.map { Treatment($0.treatment, on: $0.services) }
      } ?? []
    discounts = overview.discounts.map {
      DiscountTerm(
        percent: $0.percent.description,
        services: Nullable($0.services.isEmpty ? nil : $0.services))
    }
    minimumMonthly = overview.minimumMonthly.description
    overrides = overview.overrides.map {
      Override(product: $0.product, from: $0.from.description, charge: $0.charge.words)
    }
    commitments = overview.commitments.map(Commitment.init)
  }

  private enum CodingKeys: String, CodingKey {
    case name, organisation, seller, date, phase, from, to, timezone, currency, vat, discounts
    case overrides, commitments
    case priceList = "price_list"
    case priceVersion = "price_version"
    case paymentTermsDays = "payment_terms_days"
    case purchaseOrder = "purchase_order"
    case minimumMonthly = "minimum_monthly"
  }
}

extension ContractReport.Treatment {
  fileprivate init(_ treatment: VATTreatment, on services: [String]?) {
    self.init(
      services: Nullable(services), category: treatment.category.rawValue,
      rate: treatment.rate.description, reason: Nullable(treatment.reason))
  }
}

extension ContractReport.Commitment {
  fileprivate init(_ remainder: ContractOverview.Remainder) {
    let outlook = remainder.outlook
    self.init(
      product: outlook.commitment.product, quantity: outlook.commitment.quantity.plain,
      from: outlook.commitment.from.description, to: outlook.end.description,
      remainingMonths: remainder.months.plain,
      earlyExitCost: Nullable(remainder.earlyExitCost?.description),
      obstacle: Nullable(remainder.obstacle?.message), daysLeft: outlook.daysLeft,
      endsSoon: outlook.endsSoon)
  }
}
