import Calendars
import Catalogue
import Decimals
public import Invoicing

/// Where a line comes from, for programs: every decimal is a text, every level has its agreements
/// (`sum`, `stated`, `difference`, `agrees`), and quantities and amounts are as owed.
public struct ExplanationReport: Encodable {
  private let explanation: Explanation

  public init(_ explanation: Explanation) { self.explanation = explanation }

  public func encode(to encoder: any Encoder) throws {
    try ReportValue.object(values).encode(to: encoder)
  }

  private var values: [String: ReportValue] {
    let (document, line) = (explanation.document, explanation.line)
    return [
      "number": .text(document.number), "line": .integer(line.line),
      "document_kind": .text(document.kind.rawValue), "kind": .text(line.kind.rawValue),
      "adjusts": .text(line.adjusts?.rawValue), "organisation": .text(document.organisation),
      "contract": .text(document.contract), "currency": .text(document.currency),
      "timezone": .text(explanation.zone.name), "issued_on": .text(document.issuedOn),
      "stored_at": .text(explanation.documentStoredAt.description),
      "explained_at": .text(explanation.madeAt.description), "period": .text(line.period),
      "label": .text(line.label), "product": .text(line.product), "sku": .text(line.sku),
      "tenant": .text(line.tenant), "unit": .text(line.unit),
      "printed": .object([
        "quantity": .text(line.quantity), "unit_price": .text(line.unitPrice),
        "amount": .text(line.amount),
      ]),
      "owed": .object([
        "quantity": .text(explanation.owed.quantity.plain),
        "unit_price": .text(explanation.owed.unitPrice?.description),
        "amount": .text(explanation.owed.amount.description),
      ]),
      "vat": explanation.tax.report,
      "adjustment": .optional(explanation.adjustment, \.report),
      "amount": explanation.amount.report,
      "price": .optional(explanation.price, \.report),
      "quantity": .optional(explanation.quantity, \.report),
      "later": .list(explanation.later, \.report),
      "moved": .list(explanation.moved, \.report),
    ]
  }
}

extension Agreement {
  /// Of quantities: without trailing zeros.
  var report: ReportValue { report(\.plain) }

  /// Of amounts: with the currency's minor digits.
  var moneyReport: ReportValue { report(\.description) }

  private func report(_ text: (DecimalNumber) -> String) -> ReportValue {
    .object([
      "sum": .text(text(sum)), "stated": .text(text(stated)),
      "difference": .text(text(difference)), "agrees": .flag(holds),
    ])
  }
}

extension BilledLine {
  var report: ReportValue {
    .object([
      "number": .text(number), "line": .integer(line), "issued_on": .text(issuedOn.description),
      "kind": .text(kind.rawValue), "product": .text(product), "tenant": .text(tenant),
      "sku": .text(sku), "price_version": .text(priceVersion), "label": .text(label),
      "service": .text(service), "quantity": .text(quantity.plain),
      "amount": .text(amount.description),
    ])
  }
}

extension DocumentVersion {
  var report: ReportValue {
    .object([
      "version": .integer(number), "applied_at": .text(appliedAt.description),
      "reason": .text(reason),
    ])
  }
}

extension ExplainedTax {
  fileprivate var report: ReportValue {
    .object([
      "category": .text(group.category), "rate": .text(group.rate), "amount": .text(group.amount),
      "lines": .integer(lines), "base": base.moneyReport,
    ])
  }
}

extension Adjustment {
  fileprivate var report: ReportValue {
    .object([
      "billed": .list(billed, \.report), "billed_quantity": quantity.report,
      "billed_amount": amount.moneyReport, "quantity": quantityDifference.report,
      "amount": amountDifference.moneyReport,
    ])
  }
}

extension ExplainedPrice {
  fileprivate var report: ReportValue {
    let kind =
      switch origin {
      case .priceList: "price_list"
      case .contract: "contract"
      case .unknown: "unknown"
      }
    return .object([
      "kind": .text(kind), "name": .text(name), "from": .text(from?.description),
      "to": .text(until?.description), "unchanged": .flag(isUnchanged),
      "unit_price": .text(charge?.plainUnitPrice?.description),
      "versions": .list(versions, \.report),
    ])
  }
}
