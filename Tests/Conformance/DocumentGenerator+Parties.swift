extension DocumentGenerator {
  /// Who sells and who buys. The customer's name has what XML has to escape.
  func parties(_ shape: DocumentShape) -> [String: Any] {
    var payment: [String: Any] = ["vat_on_debits": shape.isTaxedOnIssue]
    payment["iban"] = shape.iban
    if shape.iban != nil { payment["bic"] = "AGRIFRPP" }
    if shape.hasTerms {
      payment["late_penalty"] = "3 × taux légal"
      payment["recovery_fee"] = "40.00"
    }
    let seller: [String: Any] = [
      "name": "Nuage de Démonstration SAS", "form": "SAS", "capital": "1000000",
      "address": ["1 avenue de la Démonstration", "Bâtiment B", "92800 Puteaux", "FR"],
      "siren": "123456782", "siret": "12345678200010", "vat": "FR11123456782", "rcs": "Nanterre",
    ]
    var parties: [String: Any] = [
      "language": shape.language, "payment": payment,
      "seller": shape.isOld
        ? seller
        : seller.merging([
          "postcode": "92800", "city": "Puteaux", "country": "FR",
          "electronic_address": "0225:123456782_FACTURES",
        ]) { $1 },
      "customer": customer(shape),
    ]
    parties["purchase_order"] = shape.purchaseOrder
    return parties
  }

  private func customer(_ shape: DocumentShape) -> [String: Any] {
    let (facts, kept): ([String: Any], [String: Any]) =
      switch shape.customer {
      case .french:
        (
          [
            "address": ["1 rue de la Paix", "75002 Paris", "FR"], "siren": "732829320",
            "siret": "73282932000074", "vat": "FR 44 732829320",
          ],
          [
            "postcode": "75002", "city": "Paris", "country": "FR",
            "electronic_address": "0225:732829320",
          ]
        )
      case .belgian:
        (
          ["address": ["Kaai 7", "8400 Oostende", "BE"], "vat": "BE0403019261"],
          ["postcode": "8400", "city": "Oostende", "country": "BE"]
        )
      case .withoutNumbers:
        (
          ["address": ["2 rue B", "69001 Lyon", "FR"]],
          [
            "postcode": "69001", "city": "Lyon", "country": "FR",
            "electronic_address": "EM:compta@example.org",
          ]
        )
      case .american:
        (
          ["address": ["1 Main Street", "Suite 5", "94105 San Francisco", "US"]],
          [
            "postcode": "94105", "city": "San Francisco", "country": "US",
            "electronic_address": "EM:billing@example.com",
          ]
        )
      }
    return facts.merging(["name": "ACME <Fils> & Filles \"SAS\""]) { $1 }
      .merging(shape.isOld ? [:] : kept) { $1 }
  }
}
