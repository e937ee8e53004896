import Calendars
import Catalogue
import Decimals
import Invoicing
import Reports
import Testing

/// A price as a person reads it: every charge model, in both languages.
@Suite struct PriceTextTests {
  /// The lines of a price of a charge under a contract with such terms.
  private func lines(
    _ charge: String, _ quantity: String, _ language: Language, terms: String = "",
    startedUnits: Bool = false, on day: String = "2026-11-20"
  ) throws -> [String] {
    let directory = try directory(
      """
      kind: Catalogue
      name: c
      spec:
        products:
          - { product: p, sku: "csp:p", label: { fr: Bande passante, en: Bandwidth },
              service: Network, unit: Mbps, unit_size: 100,
              billed_unit: { fr: 100 Mbit/s, en: 100 Mbps }, started_units: \(startedUnits),
              meter: { aggregation: sum } }
      ---
      kind: PriceList
      name: l
      spec: { currency: EUR, from: 2026-01-01, prices: [ { product: p, charge: \(charge) } ] }
      ---
      kind: Organisation
      name: o
      spec:
        legal_name: O
        address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      ---
      kind: Contract
      name: o-2026
      spec:
        organisation: o
        seller: s
        price_list: l
        from: 2026-01-01
        vat: { category: S, rate: "20.00" }
      \(terms)
      """)
    return try directory.priceSimulation(
      of: DecimalNumber(quantity, limits: .quantity), product: "p",
      by: .contract(of: "o", priceList: nil), on: try #require(LocalDate(day))
    ).lines(language)
  }

  private static let tiers =
    "{ model: graduated, tiers: [ { up_to: 10, unit_price: 90 }, { unit_price: 70, flat: 5 } ] }"
  private static let volume = """
    { model: volume, tiers: [ { up_to: 10, unit_price: 90 }, { up_to: 20, unit_price: 70 },
      { unit_price: 50 } ] }
    """

  @Test(
    arguments: [
      (
        tiers, "14", "The first 10 at €90        €900.00",
        "10 en première tranche, à 90 €    900,00 €"
      ),
      (
        tiers, "14", "4 above 10 at €70          €280.00",
        "4 au-delà de 10, à 70 €           280,00 €"
      ),
      (
        tiers, "14", "Flat amount of tier 2        €5.00",
        "Forfait de la tranche 2             5,00 €"
      ),
      (tiers, "7.5", "The first 7.5 at €90", "7,5 en première tranche, à 90 €"),
      (volume, "3", "3 at €90, the price of all up to 10", "3 à 90 €, prix de tout jusqu'à 10"),
      (
        volume, "14", "14 at €70, the price of all above 10 and up to 20",
        "14 à 70 €, prix de tout au-delà de 10 et jusqu'à 20"
      ),
      (
        volume, "21", "21 at €50, the price of all above 20",
        "21 à 50 €, prix de tout au-delà de 20"
      ),
      (
        "{ model: package, size: 100, price: \"2.995\" }", "201",
        "3 started packages of 100 at €2.995", "3 lots entamés de 100 à 2,995 €"
      ),
      (
        "{ model: package, size: 100, price: 3 }", "1", "1 started package of 100 at €3",
        "1 lot entamé de 100 à 3 €"
      ),
      (
        "{ model: flat, amount: 180 }", "1", "Flat amount, whatever the quantity  €180.00",
        "Forfait, quelle que soit la quantité    180,00 €"
      ),
      (
        "{ model: per_unit, unit_price: \"0.333\", included: 2 }", "5.5",
        "2 free, taken off first: 3.5 left", "2 sans frais, d'abord déduits : reste 3,5"
      ),
      (
        "{ model: per_unit, unit_price: 1, minimum: 20 }", "5",
        "Raised to the minimum of €20.00  €15.00",
        "Porté au minimum de 20,00 €              15,00 €"
      ),
      (
        "{ model: per_unit, unit_price: 9, maximum: 20 }", "5",
        "Cut to the maximum of €20.00           -€25.00",
        "Ramené au maximum de 20,00 €            -25,00 €"
      ),
      (
        "{ model: per_unit, unit_price: 9 }", "0", "Nothing is used, nothing is charged   €0.00",
        "Rien de consommé, rien de facturé"
      ),
      (
        "{ model: per_unit, unit_price: \"0.333\" }", "5",
        "Exact amount                       €1.665",
        "Montant exact                         1,665 €"
      ),
      (
        "{ model: per_unit, unit_price: \"0.333\" }", "5",
        "Rounded to 2 decimals              €1.67",
        "Arrondi à 2 décimales                 1,67 €"
      ),
    ] as [(String, String, String, String)])
  func `a step in words`(charge: String, quantity: String, english: String, french: String) throws {
    for (language, words) in [(Language.english, english), (.french, french)] {
      let lines = try lines(charge, quantity, language)
      let squeezed = { (text: String) in text.split(separator: " ").joined(separator: " ") }
      #expect(lines.contains { squeezed($0).hasPrefix(squeezed(words)) }, "\(words): \(lines)")
    }
  }

  private static let terms = """
      discounts: [ { percent: "5", services: [Network] }, { percent: "2.50" } ]
      overrides: [ { product: p, from: 2026-06-01,
                     charge: { model: per_unit, unit_price: "10.80" } } ]
      commitments: [ { product: p, quantity: 4, from: 2026-03-01, months: 12 } ]
      minimum_monthly: "1500"
    """

  @Test func `a whole price in English`() throws {
    let charge = "{ model: per_unit, unit_price: 9 }"
    let lines = try lines(charge, "120.4", .english, terms: Self.terms, startedUnits: true)
    #expect(
      lines == [
        "Bandwidth",
        "═════════",
        "Product   p · Network",
        "Customer  o, contract o-2026",
        "Date      20 November 2026",
        "Quantity  120.4 × 100 Mbps; every started unit is due: 121",
        "Price     own price of the contract o-2026, since 1 June 2026",
        "121 at €10.80                          €1,306.80",
        "────────────────────────────────────────────────",
        "Exact amount                           €1,306.80",
        "Discount of 5% on €1,306.80 (Network)    -€65.34",
        "Discount of 2.5% on €1,241.46            -€31.04",
        "Total excl. VAT                        €1,210.42",
        "VAT 20.00% on €1,210.42, category S      €242.08",
        "Total incl. VAT                        €1,452.50",
        "A commitment to 4 × 100 Mbps runs until 28 February 2027: what a month does not",
        "use of it is charged besides.",
        "The contract has a monthly minimum of €1,500.00 excl. VAT: a month that totals",
        "less is charged that.",
      ], "\(lines.joined(separator: "\n"))")
  }

  @Test func `a whole price in French`() throws {
    let charge = "{ model: per_unit, unit_price: 9 }"
    let lines = try lines(charge, "120.4", .french, terms: Self.terms, startedUnits: true)
    #expect(
      lines == [
        "Bande passante",
        "══════════════",
        "Produit   p · Network",
        "Client    o, contrat o-2026",
        "Date      20/11/2026",
        "Quantité  120,4 × 100 Mbit/s ; toute unité entamée est due : 121",
        "Prix      prix propre du contrat o-2026, depuis le 01/06/2026",
        "121 à 10,80 €                            1 306,80 €",
        "───────────────────────────────────────────────────",
        "Montant exact                            1 306,80 €",
        "Remise de 5 % sur 1 306,80 € (Network)     -65,34 €",
        "Remise de 2,5 % sur 1 241,46 €             -31,04 €",
        "Total HT                                 1 210,42 €",
        "TVA 20,00 % sur 1 210,42 €, catégorie S    242,08 €",
        "Total TTC                                1 452,50 €",
        "Un engagement de 4 × 100 Mbit/s court jusqu'au 28/02/2027 : ce qu'un mois n'en",
        "consomme pas est facturé en plus.",
        "Le contrat a un minimum mensuel de 1 500,00 € HT : un mois qui totalise moins",
        "est facturé à ce montant.",
      ], "\(lines.joined(separator: "\n"))")
  }
}
