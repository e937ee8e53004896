import Foundation
import TestSupport
import Testing

/// `releve price` as a user types it.
@Suite struct PriceCommandTests {
  private struct Price: Decodable {
    struct Origin: Decodable {
      let version: String
      let kind: String
    }
    struct Pricing: Decodable {
      let unrounded: String
    }
    struct Tax: Decodable {
      let category: String
      let amount: String
    }
    let quantity: String
    let label: String
    let price: Origin
    let pricing: Pricing?
    let amount: String
    let vat: Tax?
    let total: String
  }

  private func program() throws -> Program {
    let releve = Program(try MigratedDatabase.make())
    let apply = try releve(["apply"] + demoDocuments)
    #expect(apply.status == 0, "\(apply.errors)")
    return releve
  }

  @Test func `a contract's price in the organisation's language, or another`() throws {
    let releve = try program()
    let call = { (options: String...) in
      try releve.shell(
        "\"$RELEVE\" price network-trafic-internet-v1 13.2 \(options.joined(separator: " "))")
    }
    // 10 × 90.00 + 4 × 70.00 = 1180.00; VAT 236.00.
    let french = try call("--organisation atelier-lumiere --date 2024-08-01")
    #expect(french.status == 0, "\(french.errors)")
    let price = try french.json(as: Price.self)
    #expect(price.label == "Réseau - Bande passante internet réservée" && price.quantity == "14")
    #expect(price.price.version == "demo@2020-01-01" && price.price.kind == "price_list")
    #expect(price.pricing?.unrounded == "1180" && price.amount == "1180.00")
    #expect(price.vat?.category == "S" && price.vat?.amount == "236.00")
    #expect(price.total == "1416.00")
    let text = try call("--organisation north-sea-coop --date 2024-08-01 --format text").output
    #expect(text.contains("4 above 10 at €70.00") && text.contains("article 283-2"))
    let other = try call(
      "--organisation north-sea-coop --date 2024-08-01 --format text --language fr"
    ).output
    #expect(other.contains("4 au-delà de 10, à 70,00\u{A0}€"))
    let alone = try call("--price-list demo").output
    #expect(alone.contains(#""label" : "Network - Reserved internet bandwidth""#))
    #expect(alone.contains(#""total" : "1180.00""#))
  }

  @Test func `what does not exist is 1 with its code and what is near, a bad quantity 2`() throws {
    let releve = try program()
    let cases: [(words: String, status: Int32, message: String)] = [
      (
        "vpc-v2 1 --price-list demo", 1,
        "no catalogue has a product `vpc-v2`; did you mean `vpc-v1`? [unknown_product]"
      ),
      ("vpc-v1 1 --price-list dema", 1, "did you mean `demo`? [unknown_price_list]"),
      (
        "vpc-v1 1 --organisation atelier-lumier", 1,
        "did you mean `atelier-lumiere`? [unknown_organisation]"
      ),
      ("vpc-v1 1 --organisation north-sea-coop --date 2024-01-01", 1, "[no_contract]"),
      ("vpc-v1 1 --price-list demo --date 2019-12-31", 1, "[no_price]"),
      ("vpc-v1 1,5 --price-list demo", 2, "`1,5` is not a number of 0 or more"),
      ("vpc-v1 -- -1", 2, "`-1` is not a number of 0 or more"),
      ("vpc-v1 1234567890123456789 --price-list demo", 2, "more than 18 digits"),
      ("vpc-v1 1", 2, "--organisation NAME, or --price-list NAME"),
      ("vpc-v1 1 --price-list demo --language de", 2, "'fr' and 'en'"),
    ]
    for (words, status, message) in cases {
      let run = try releve.shell("\"$RELEVE\" price \(words)")
      #expect(run.status == status && run.errors.contains(message), "\(words): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    let usage = try releve("usage", "--period", "2024-08", "--organisation", "banque-vexin")
    #expect(usage.status == 1 && usage.errors.contains("did you mean `banque-du-vexin`?"))
  }
}
