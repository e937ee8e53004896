import Decimals
public import Invoicing

/// A statement of account for programs: every decimal is a text.
public struct StatementReport: Encodable {
  struct Document: Encodable {
    let number: String
    let kind: String
    let contract: String
    let issuedOn: String
    let period: String
    let currency: String
    let net: String
    let vat: String
    let gross: String
    let balance: String
    let corrections: [Correction]

    private enum CodingKeys: String, CodingKey {
      case number, kind, contract, period, currency, net, vat, gross, balance, corrections
      case issuedOn = "issued_on"
    }
  }

  struct Correction: Encodable {
    let document: String
    let line: Int
    let currency: String
    let product: Nullable<String>
    let label: String
    let period: String
    /// A number.
    let corrects: Nullable<String>
    let amount: String
  }

  struct Tax: Encodable {
    let category: String
    let rate: String
    let base: String
    let amount: String
  }

  struct Total: Encodable {
    let currency: String
    let documents: Int
    let net: String
    let vat: String
    let gross: String
    let vatGroups: [Tax]

    private enum CodingKeys: String, CodingKey {
      case currency, documents, net, vat, gross
      case vatGroups = "vat_groups"
    }
  }

  struct Month: Encodable {
    let period: String
    let net: String
  }

  struct Cost: Encodable {
    let currency: String
    let product: Nullable<String>
    let kind: Nullable<String>
    let label: String
    let months: [Month]
    let net: String
  }

  let organisation: String
  let customer: Nullable<String>
  let from: String
  let to: String
  let documents: [Document]
  let laterCorrections: [Correction]
  let totals: [Total]
  let costs: [Cost]

  public init(_ statement: AccountStatement) {
    organisation = statement.organisation
    customer = Nullable(statement.customer?.name)
    from = statement.from
    to = statement.to
    documents = statement.entries.map(Document.init)
    laterCorrections = statement.laterCorrections.map(Correction.init)
    totals = statement.totals.map(Total.init)
    costs = statement.costs.map(Cost.init)
  }

  private enum CodingKeys: String, CodingKey {
    case organisation, customer, from, to, documents, totals, costs
    case laterCorrections = "later_corrections"
  }
}

extension StatementReport.Document {
  fileprivate init(_ entry: AccountStatement.Entry) {
    self.init(
      number: entry.number, kind: entry.kind.rawValue, contract: entry.contract,
      issuedOn: entry.issuedOn, period: entry.period, currency: entry.currency,
      net: entry.net.description, vat: entry.vat.description, gross: entry.gross.description,
      balance: entry.balance.description,
      corrections: entry.corrections.map(StatementReport.Correction.init))
  }
}

extension StatementReport.Correction {
  fileprivate init(_ correction: AccountStatement.Correction) {
    self.init(
      document: correction.document, line: correction.line, currency: correction.currency,
      product: Nullable(correction.product), label: correction.label, period: correction.period,
      corrects: Nullable(correction.corrects), amount: correction.amount.description)
  }
}

extension StatementReport.Total {
  fileprivate init(_ total: AccountStatement.Total) {
    self.init(
      currency: total.currency, documents: total.documents, net: total.net.description,
      vat: total.vat.description, gross: total.gross.description,
      vatGroups: total.taxes.map { tax in
        StatementReport.Tax(
          category: tax.category, rate: tax.rate.description, base: tax.base.description,
          amount: tax.amount.description)
      })
  }
}

extension StatementReport.Cost {
  fileprivate init(_ cost: MonthlyCost) {
    self.init(
      currency: cost.currency, product: Nullable(cost.product),
      kind: Nullable(cost.kind?.rawValue), label: cost.label,
      months: cost.net.sorted { $0.key < $1.key }.map { month, net in
        StatementReport.Month(period: month, net: net.description)
      }, net: cost.total.description)
  }
}
