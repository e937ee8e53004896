import Calendars
import Catalogue
import Decimals
import Invoicing

extension ExplainedAmount {
  /// An object whose `from` says what the amount comes from.
  var report: ReportValue {
    switch self {
    case .product(let exact, let agreement):
      .object([
        "from": .text("product"), "exact": .text(exact.description),
        "amount": agreement.moneyReport,
      ])
    case .shared(let price): price.report
    case .commitment(let amount): amount.report
    case .oneOff(let amount): amount.report
    case .discount(let amount): amount.report
    case .minimum(let amount): amount.report
    case .credit(let amount): amount.report
    case .nothing: .object(["from": .text("nothing")])
    }
  }
}

extension SharedPrice {
  fileprivate var report: ReportValue {
    .object([
      "from": .text("share"), "pricing": pricing.report, "steps_agree": .flag(stepsAgree),
      "rounded": rounded.moneyReport, "quantities": quantities.report,
      "amounts": amounts.moneyReport,
      "shares": .list(shares) { share in
        .object([
          "tenant": .text(share.tenant), "sku": .text(share.sku),
          "quantity": .text(share.quantity.plain), "exact": .text(share.exact?.description),
          "amount": .text(share.amount.description), "remainder": .flag(share.hasRemainder),
          "this_line": .flag(share.isThisLine),
        ])
      },
    ])
  }
}

extension InvoiceDocument.Pricing {
  /// As on the document.
  fileprivate var report: ReportValue {
    .object([
      "model": .text(model), "quantity": .text(quantity), "included": .text(included),
      "size": .text(size), "minimum": .text(minimum), "maximum": .text(maximum),
      "unrounded": .text(unrounded), "amount": .text(amount),
      "lines": .list(lines) { part in
        .object([
          "quantity": .text(part.quantity), "unit_price": .text(part.unitPrice),
          "flat": .text(part.flat), "amount": .text(part.amount),
          "tier": .optional(part.tier) { .integer($0) }, "above": .text(part.above),
          "up_to": .text(part.upTo),
        ])
      },
    ])
  }
}

extension CommittedAmount {
  fileprivate var report: ReportValue {
    .object([
      "from": .text("commitment"), "days_of_month": .integer(daysOfMonth),
      "commitments": .list(commitments) { part in
        .object([
          "quantity": .text(part.commitment.quantity.plain),
          "from": .text(part.commitment.from.description),
          "to": .text(part.commitment.to.description), "days": .integer(part.days),
        ])
      },
      "committed": committed.report, "used": used.report,
      "used_lines": .list(usedLines, \.report), "quantity": quantity.report,
      "pricing": .optional(pricing, \.report),
      "price_of_used": .text(priceOfUsed?.description),
      "amount": .optional(amount, \.moneyReport),
    ])
  }
}

extension OneOffAmount {
  fileprivate var report: ReportValue {
    .object([
      "from": .text("contract"), "contract": .text(contract), "id": .text(id),
      "known": .flag(charge != nil), "amount": amount.moneyReport,
      "versions": .list(versions, \.report),
    ])
  }
}

extension DiscountedAmount {
  fileprivate var report: ReportValue {
    .object([
      "from": .text("discount"), "percent": .text(percent.description),
      "services": .optional(discount) { .list($0.services) { .text($0) } },
      "lines": .list(lines, \.report), "lines_sum": .text(linesSum.description),
      "earlier": .list(earlier) { earlier in
        .object([
          "percent": .text(earlier.discount.percent.description),
          "services": .list(earlier.discount.services) { .text($0) },
          "amount": .text(earlier.taken.description),
        ])
      },
      "base": base.report, "amount": amount.moneyReport,
    ])
  }
}

extension MinimumAmount {
  fileprivate var report: ReportValue {
    .object([
      "from": .text("minimum"), "minimum": .text(minimum.description), "days": .integer(days),
      "days_of_month": .integer(daysOfMonth), "due": .text(due.description),
      "others": .list(others) { sum in
        .object([
          "kind": .text(sum.kind.rawValue), "lines": .integer(sum.lines),
          "amount": .text(sum.amount.description),
        ])
      },
      "others_sum": .text(othersSum.description), "amount": amount.moneyReport,
    ])
  }
}
