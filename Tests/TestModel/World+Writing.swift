import Calendars
import Catalogue

extension World {
  /// The documents, as a user would write them.
  var yaml: String {
    ([sellerYAML, catalogueYAML] + priceLists.map(\.yaml) + serviceAgreements.map(\.yaml)
      + organisations.map(Self.yaml)
      + organisations.flatMap { organisation in
        organisation.contracts.map { Self.yaml($0, of: organisation) }
      }).joined(separator: "\n---\n")
  }

  /// The events, one per line.
  var ndjson: String { facts.map { $0.json + "\n" }.joined() }

  private var sellerYAML: String {
    """
    kind: Seller
    name: default
    spec:
      legal_name: Nuage SAS
      identifiers: {}
      address: { line1: 1 rue du Ciel, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    """
  }

  private var catalogueYAML: String {
    """
    kind: Catalogue
    name: all
    spec:
      products:
    \(products.map(Self.yaml).joined(separator: "\n"))
    """
  }

  private static func yaml(_ product: Product) -> String {
    """
        - product: \(product.name)
          sku: "csp:(region):\(product.name):v1"
          aliases: ["old:\(product.name):(region)"]
          label: { fr: "\(product.name)", en: "\(product.name)" }
          service: \(product.service)
          unit: piece
          unit_size: "\(product.unitSize.text)"
          started_units: \(product.startedUnits)
          meter: \(yaml(product.meter))
    """
  }

  private static func yaml(_ meter: Meter) -> String {
    switch meter {
    case .sum(let roundEachUp):
      "{ aggregation: sum, round_each_up: \(roundEachUp) }"
    case .timeWeighted(let step, let result):
      "{ aggregation: time_weighted, step: \(step.rawValue), result: \(result.rawValue) }"
    case .percentile(let percent, let seconds, let missing):
      "{ aggregation: percentile, percentile: \(percent), window_seconds: \(seconds),"
        + " missing: \(missing.rawValue) }"
    case .count, .max, .last, .unique:
      "{ aggregation: \(meter.aggregation) }"
    }
  }

  private static func yaml(_ organisation: Organisation) -> String {
    let tenants = organisation.tenancies.map { tenancy in
      tenancy.from.map { "{ name: \(tenancy.tenant), from: \($0) }" } ?? tenancy.tenant
    }
    return """
      kind: Organisation
      name: \(organisation.name)
      spec:
        legal_name: \(organisation.name)
        address: { line1: 1 rue de la Paix, postcode: "75002", city: Paris, country: FR }
        tenants: [\(tenants.joined(separator: ", "))]
      """
  }

  private static func yaml(_ contract: Contract, of organisation: Organisation) -> String {
    """
    kind: Contract
    name: \(contract.name)
    spec:
      organisation: \(organisation.name)
      seller: default
      price_list: \(contract.priceList)
      from: \(contract.from)
      to: \(contract.to.map(String.init(describing:)) ?? "~")
      timezone: \(organisation.zone.name)
    \(contract.terms.yaml)
    """
  }
}

extension Fact {
  /// One line, without its end.
  var json: String {
    let envelope = #""specversion":"1.0","id":"\#(name.id)","source":"\#(name.source)""#
    switch content {
    case .usage(let usage):
      return #"{\#(envelope),"type":"releve.usage.v1",\#(usage.json)}"#
    case .void(let target):
      return #"{\#(envelope),"type":"releve.void.v1","data":{"id":"\#(target)"}}"#
    }
  }
}

extension Fact.Usage {
  fileprivate var json: String {
    let spelt = isAlias ? "old:\(product):\(region)" : sku
    return #""time":"\#(timeText)","subject":"\#(tenant)","data":{"sku":"\#(spelt)","#
      + #""resource":"\#(resource)","quantity":"\#(quantity.text)"}"#
  }

  private var timeText: String {
    guard offsetHours > 0 else { return "\(time)" }
    let shifted = time.adding(microseconds: Int64(offsetHours) * Instant.microsecondsPerHour)
    return "\(shifted)".dropLast() + "+0\(offsetHours):00"
  }
}
