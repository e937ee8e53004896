import Decimals

extension World.PriceList {
  /// The document, as a user would write it.
  var yaml: String {
    let versions = versions.map { version in
      let prices = version.charges.sorted { $0.key < $1.key }.map { product, charge in
        "          - { product: \(product), charge: \(charge.yaml) }\n"
      }
      return "      - from: \(version.from)\n        prices:"
        + (prices.isEmpty ? " []\n" : "\n" + prices.joined())
    }
    return """
      kind: PriceList
      name: \(name)
      spec:
        currency: \(currency?.code ?? "")
        effective: \(isByIssueDate ? "issue_date" : "usage_time")
        versions:
      \(versions.joined().dropLast())
      """
  }
}

extension World.Charge {
  var yaml: String {
    let options = [("included", included), ("minimum", minimum), ("maximum", maximum)]
      .compactMap { key, value in value.map { ", \(key): \($0.yaml)" } }
    return "{ \(model.yaml)\(options.joined()) }"
  }
}

extension World.Charge.Model {
  fileprivate var yaml: String {
    switch self {
    case .flat(let amount): "model: flat, amount: \(amount.yaml)"
    case .perUnit(let price): "model: per_unit, unit_price: \(price.yaml)"
    case .graduated(let tiers): "model: graduated, tiers: [\(Self.yaml(tiers))]"
    case .volume(let tiers): "model: volume, tiers: [\(Self.yaml(tiers))]"
    case .package(let size, let price): "model: package, size: \(size.yaml), price: \(price.yaml)"
    }
  }

  private static func yaml(_ tiers: [World.Charge.Tier]) -> String {
    tiers.map { tier in
      let bound = tier.upTo.map { "up_to: \($0.yaml), " } ?? ""
      let flat = tier.flat.map { ", flat: \($0.yaml)" } ?? ""
      return "{ \(bound)unit_price: \(tier.unitPrice.yaml)\(flat) }"
    }.joined(separator: ", ")
  }
}

extension World.Terms {
  /// The keys of a contract's spec, indented by two.
  var yaml: String {
    var text = "  vat:\n"
    for version in vat {
      let from = version.from.map { "from: \($0), " } ?? ""
      let exceptions = version.value.exceptions.map { exception in
        "{ services: [\(exception.services.joined(separator: ", "))], \(exception.treatment.yaml) }"
      }
      text += vat.count == 1 && version.from == nil ? "    " : "    - "
      text += "{ \(from)\(version.value.treatment.yaml), exceptions: ["
      text += "\(exceptions.joined(separator: ", "))] }\n"
    }
    text += list(
      "discounts",
      discounts.flatMap { version in
        version.value.map { discount in
          (version.from.map { "from: \($0), " } ?? "") + "percent: \(discount.percent.yaml)"
            + (discount.services.isEmpty
              ? "" : ", services: [\(discount.services.joined(separator: ", "))]")
        }
      })
    if minimum.count == 1, minimum[0].from == nil {
      text += "  minimum_monthly: \(minimum[0].value.yaml)\n"
    } else {
      text += list(
        "minimum_monthly",
        minimum.compactMap { version in
          version.from.map { "from: \($0), amount: \(version.value.yaml)" }
        })
    }
    text += list(
      "overrides",
      overrides.map { "product: \($0.product), from: \($0.from), charge: \($0.charge.yaml)" })
    text += list(
      "commitments",
      commitments.map { commitment in
        "product: \(commitment.product), quantity: \(commitment.quantity.yaml),"
          + " from: \(commitment.from), months: \(commitment.months)"
      })
    text += list(
      "charges",
      charges.map { charge in
        "id: \(charge.id), period: \(charge.period), amount: \(charge.amount.yaml),"
          + " service: \(charge.service), label: { fr: \(charge.id), en: \(charge.id) }"
      })
    text += "  service_levels: [\(serviceLevels.joined(separator: ", "))]\n"
    text += list(
      "components", components.map { "match: \"\($0.scope.pattern)\", from: \($0.from)" })
    return String(text.dropLast())
  }

  private func list(_ key: String, _ entries: [String]) -> String {
    guard !entries.isEmpty else { return "" }
    return "  \(key):\n" + entries.map { "    - { \($0) }\n" }.joined()
  }
}

extension World.Terms.VAT {
  fileprivate var yaml: String {
    "category: \(category), rate: \(rate.yaml)" + (category == "S" ? "" : ", reason: Article 261")
  }
}

extension ExactDecimal {
  fileprivate var yaml: String { "\"\(text)\"" }
}
