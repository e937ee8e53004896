import Decimals

/// A line of a generated document.
struct GeneratedLine {
  let number: Int
  let kind: String
  let label: String
  /// Whether it is of a product.
  let isCounted: Bool
  let isOld: Bool
  private(set) var quantity: DecimalNumber
  var unitPrice: DecimalNumber?
  private(set) var amount: DecimalNumber
  let vat: DocumentShape.VAT
  var pricing: [String: Any]?
  var derivation: [String: Any]?
  /// The number of the document that it corrects.
  var corrects: String?

  /// As on a credit note: prices stay, quantity and amount have the other sign.
  mutating func invert() {
    quantity = quantity.negated
    amount = amount.negated
  }

  var json: [String: Any] {
    var json: [String: Any] = [
      "line": number, "kind": kind, "label": label, "period": period,
      "from": DocumentGenerator.from, "to": DocumentGenerator.to, "quantity": quantity.plain,
      "unit": isCounted ? "vCPU" : "forfait", "amount": amount.description,
      "vat_category": vat.category, "vat_rate": vat.rate, "price_version": "public@2026-01-01",
    ]
    if isCounted {
      json["product"] = "vcpu"
      json["sku"] = "csp:fr1:vcpu:v1"
      json["service"] = "OpenIaaS"
      if kind != "commitment" { json["tenant"] = "acme <prod> & co" }
      if !isOld { json["unit_code"] = "E48" }
    }
    json["unit_price"] = unitPrice?.description
    json["pricing"] = pricing
    json["derivation"] = derivation
    if let corrects {
      json["adjusts"] = "usage"
      json["corrects"] = ["number": corrects, "period": period]
    }
    return json
  }

  private var period: String { kind == "adjustment" ? "2026-09" : "2026-10" }
}

/// The sums of a generated document.
struct GeneratedTotals {
  let json: [String: Any]
  let gross: DecimalNumber

  init(_ lines: [GeneratedLine], currency: String) throws {
    let digits = Currency(code: currency)?.minorDigits ?? 2
    var bases: [DocumentShape.VAT: DecimalNumber] = [:]
    for line in lines { bases[line.vat] = try (bases[line.vat] ?? .zero) + line.amount }
    var net = try DecimalNumber.zero.rounded(to: digits)
    var gross = net
    var vat: [[String: Any]] = []
    for (group, base) in bases.sorted(by: {
      ($0.key.category, $0.key.rate) < ($1.key.category, $1.key.rate)
    }) {
      let rate = try DecimalNumber(group.rate, limits: .price)
      let amount = try base.multiplied(by: rate.hundredth, roundedTo: digits)
      net = try net + base
      gross = try gross + base + amount
      var json: [String: Any] = [
        "category": group.category, "rate": group.rate, "amount": amount.description,
        "base": try base.rounded(to: digits).description,
      ]
      json["reason"] = group.reason
      vat.append(json)
    }
    self.gross = gross
    json = ["net": net.description, "gross": gross.description, "vat": vat]
  }
}
