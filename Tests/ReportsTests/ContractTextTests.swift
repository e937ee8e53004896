import Calendars
import Catalogue
import Foundation
import Invoicing
import Reports
import Testing

@Suite struct ContractTextTests {
  private func overview(on day: String) throws -> ContractOverview {
    let directory = try directory(
      """
      kind: Catalogue
      name: c
      spec:
        products:
          - { product: link, sku: "csp:link", label: { fr: Lien, en: Link }, service: Network,
              unit: link, meter: { aggregation: sum } }
      ---
      kind: PriceList
      name: l
      spec:
        currency: EUR
        from: 2026-01-01
        prices: [ { product: link, charge: { model: per_unit, unit_price: "900.00" } } ]
      ---
      kind: Contract
      name: o-2026
      spec:
        organisation: o
        seller: s
        price_list: l
        from: 2026-01-01
        payment_terms_days: 45
        vat:
          category: S
          rate: "20.00"
          exceptions: [ { services: [Support], category: E, rate: "0", reason: Article 261 } ]
        discounts: [ { percent: "5.0" }, { percent: "2", services: [Network, Support] } ]
        minimum_monthly: [ { from: 2026-07-01, amount: "500.00" } ]
        overrides:
          - { product: link, from: 2026-03-01, charge: { model: flat, amount: 1 } }
          - product: link
            versions:
              - { from: 2026-06-01, charge: { model: package, size: 5, price: "3.50", minimum: 7 } }
              - from: 2028-01-01
                charge:
                  model: graduated
                  included: 2
                  maximum: 99
                  tiers: [ { up_to: 10, unit_price: 90, flat: 4 }, { unit_price: "70.0" } ]
        commitments:
          - { product: link, quantity: 2, from: 2026-01-20, months: 12 }
          - { product: link, quantity: 1, from: 2027-01-20, months: 1 }
        purchase_order: PO-1
      """)
    return try ContractOverview(
      directory.contract(named: "o-2026"), on: try #require(LocalDate(day)),
      directory: directory)
  }

  @Test func `terms in force, own prices to come, commitments`() throws {
    let text = ContractText(
      try overview(on: "2026-11-26"), units: ["link": "link"], width: 80
    ).text()
    #expect(
      text == """
        Contract o-2026 on 2026-11-26
        ═════════════════════════════
        Organisation    o
        Seller          s
        From            2026-01-01
        To              open
        Time zone       Europe/Paris
        Price list      l, version of 2026-01-01, EUR
        Payment         within 45 days
        Purchase order  PO-1
        VAT             S 20.00%
                        E 0% (Article 261) on Support
        Discounts       5.0%
                        2% on Network, Support
        Minimum         500.00 EUR a month
        Own prices      link from 2026-06-01: 3.50 per started package of 5, at least 7
                        link from 2028-01-01: graduated: up to 10 at 90 and 4 flat,
                        above at 70.0, the first 2 free, at most 99

        Commitment to 2 × link of link, from 2026-01-20 to 2027-01-20
          It expires on 2027-01-20, in 55 days.
          1.77957 months are left.
          Using no more of it would still cost 21.00 EUR, before discounts and VAT.

        Commitment to 1 × link of link, from 2027-01-20 to 2027-02-20
          1.065668 months are left.
          Using no more of it would still cost 14.00 EUR, before discounts and VAT.

        """, "\(text)")
    let early = ContractText(try overview(on: "2025-12-31"), units: [:], width: 40).text()
    #expect(early.hasPrefix("Contract o-2026 on 2025-12-31 (not begun: its first terms)\n════"))
    #expect(!early.contains("Minimum"))
    #expect(early.contains("\nCommitment to 2 of link, from 2026-01-20\nto 2027-01-20\n"))
  }

  @Test func `for programs every key is there, decimals as texts`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = String(
      decoding: try encoder.encode(ContractReport(try overview(on: "2027-01-20"))), as: UTF8.self)
    for part in [
      #""minimum_monthly":"500.00""#, #""to":null"#, #""price_version":"l@2026-01-01""#,
      #"{"percent":"5.0","services":null}"#, #""phase":"running""#,
      #"{"category":"S","rate":"20.00","reason":null,"services":null}"#,
      #"{"days_left":0,"early_exit_cost":"0.00","ends_soon":false,"from":"2026-01-20","#
        + #""obstacle":null,"product":"link","quantity":"2","remaining_months":"0","#
        + #""to":"2027-01-20"}"#,
      #""days_left":31,"early_exit_cost":"14.00","ends_soon":true"#,
    ] {
      #expect(json.contains(part), "\(part): \(json)")
    }
  }
}
