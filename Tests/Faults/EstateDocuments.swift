/// What the estate's customers have agreed on: all is issued by itself, five days after the month.
struct EstateDocuments {
  static let customers = 6

  let months: EstateMonths

  var text: String {
    Self.goods + ["A", "B"].map(seller).joined() + (0..<Self.customers).map(customer).joined()
  }

  private static let goods = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: act, sku: "csp:act", label: { fr: Acte, en: Act }, service: Housing, unit: act,
            meter: { aggregation: sum } }
        - { product: level, sku: "csp:level", label: { fr: Niveau, en: Level }, service: Compute,
            unit: VM, meter: { aggregation: time_weighted, step: day } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - from: 2026-01-01
          prices:
            - { product: act, charge: { model: per_unit, unit_price: "1.25" } }
            - { product: level, charge: { model: graduated,
                tiers: [ { up_to: "2", unit_price: "12.00" }, { unit_price: "9.00" } ] } }
    ---
    kind: ServiceLevels
    name: offer
    spec:
      commitments:
        - { id: compute, label: { fr: Calcul, en: Compute }, components: ["*/*/compute/*"],
            target: "99.9", maintenance: included, services: [Compute], claim_days: 30,
            credits: { basis: bands, bands: [ { below: "99.9", percent: "10" } ] } }
    """

  private func seller(_ series: String) -> String {
    """

    ---
    kind: Seller
    name: seller-\(series)
    spec:
      legal_name: Vendeur \(series)
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: \(series), pattern: "{series}-{year}-{seq:6}" }
    """
  }

  /// The first customer has moved.
  var moved: String { organisation(0, street: "2 rue C") }

  private func organisation(_ number: Int, street: String) -> String {
    """
    kind: Organisation
    name: customer-\(number)
    spec:
      legal_name: Client \(number)
      address: { line1: \(street), postcode: "75002", city: Paris, country: FR }
      tenants: [ tenant-\(number) ]

    """
  }

  private func customer(_ number: Int) -> String {
    """

    ---
    \(organisation(number, street: "1 rue B"))---
    kind: Contract
    name: contract-\(number)
    spec:
      organisation: customer-\(number)
      seller: seller-\(number % 3 == 0 ? "B" : "A")
      price_list: l
      from: \(months.first)-01
      vat: { category: S, rate: "20.00" }
      issue: { automatic: true, grace_days: 5 }
      service_levels: [ offer ]
      components: [ { match: "fr1/az0\(number % 2)/**" } ]
    """
  }

  /// What was said of components: an outage in the second month, and who claims for it.
  var incidents: String {
    let components = (0..<2).map { zone in
      """
      {"kind":"component","id":"c-\(zone)","component":"fr1/az0\(zone)/compute/clu",\
      "from":"\(months.first)-01T00:00:00Z","to":null}

      """
    }
    return components.joined() + """
      {"kind":"outage","id":"o-1","component":"fr1/az00/compute/clu",\
      "from":"\(months.second)-04T01:10:00Z","to":"\(months.second)-04T03:31:30Z"}
      {"kind":"ticket","id":"INC-1","organisation":"customer-0",\
      "component":"fr1/az00/compute/clu","priority":"P1",\
      "opened_at":"\(months.second)-04T01:05:00Z","claim":true}
      {"kind":"ticket","id":"INC-2","organisation":"customer-2",\
      "component":"fr1/az00/compute/clu","priority":"P1",\
      "opened_at":"\(months.second)-04T01:20:00Z","claim":true}

      """
  }
}
