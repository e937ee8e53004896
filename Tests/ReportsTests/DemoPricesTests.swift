import Calendars
import Catalogue
import Decimals
import Foundation
import Invoicing
import Reports
import TestSeeds
import Testing

/// Every product of the provider's catalogue at the demonstration's prices, in both languages,
/// against a reckoning of its own: whole millionths of a cent.
@Suite struct DemoPricesTests {
  /// A price as the file has it: cents, up to a bound; the last is open.
  private typealias Tier = (upTo: Int128?, cents: Int128)

  private static let million: Int128 = 1_000_000

  private func text(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "demo/documents/\(name).yaml"), encoding: .utf8)
  }

  /// Prices by product, read from the lines of the file.
  private func prices(_ list: String) throws -> [String: [Tier]] {
    var prices: [String: [Tier]] = [:]
    for line in list.split(separator: "\n") {
      guard let name = line.firstMatch(of: /product: ([^,]+),/)?.1 else { continue }
      let bounds = line.matches(of: /up_to: "(\d+)"/).map { Int128($0.1) }
      let cents = try line.matches(of: /unit_price: "(\d+)\.(\d\d)"/).map {
        try #require(Int128("\($0.1)\($0.2)"))
      }
      #expect(!cents.isEmpty && bounds.count == cents.count - 1, "\(line)")
      prices[String(name)] = cents.enumerated().map { ($0 < bounds.count ? bounds[$0] : nil, $1) }
    }
    return prices
  }

  /// The cents of millionths of units, rounded half up.
  private func cents(_ millionths: Int128, at tiers: [Tier]) -> Int128 {
    var sum: Int128 = 0
    var lower: Int128 = 0
    for tier in tiers where lower < millionths {
      let upper = tier.upTo.map { min($0 * Self.million, millionths) } ?? millionths
      sum += (upper - lower) * tier.cents
      lower = upper
    }
    return (2 * sum + Self.million) / (2 * Self.million)
  }

  /// Cents as each language writes them, with ordinary spaces.
  private func amount(_ cents: Int128, _ language: Language) -> String {
    var whole = String(cents / 100)
    var groups: [String] = []
    while whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    groups.insert(whole, at: 0)
    let fraction = String(100 + cents % 100).dropFirst()
    return language == .french
      ? "\(groups.joined(separator: " ")),\(fraction) €"
      : "€\(groups.joined(separator: ",")).\(fraction)"
  }

  @Test func `a catalogue's products cost what a list says, to the cent`() throws {
    let list = try text("price-list")
    let customer = """
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
        price_list: demo
        from: 2026-01-01
        vat: { category: S, rate: "20.00" }
      """
    let directory = try directory(
      [try text("catalogue"), list, customer].joined(separator: "\n---\n"))
    let prices = try prices(list)
    #expect(Set(prices.keys) == Set(directory.products.keys), "these lack a price, or a product")
    var generator = SeededGenerator.seeded(for: "prices of the demonstration")
    let day = try #require(LocalDate("2026-11-26"))
    for (name, product) in directory.products.sorted(by: { $0.key < $1.key }) {
      let tiers = try #require(prices[name])
      for most in [2, 1_000, 100_000] as [Int128] {
        let millionths = Int128.random(in: 1...most * Self.million, using: &generator)
        let asked = DecimalNumber(coefficient: millionths, scale: 6)
        let price = try directory.priceSimulation(
          of: asked, product: name, by: .contract(of: "o", priceList: nil), on: day)
        let units = (millionths + Self.million - 1) / Self.million * Self.million
        let net = cents(product.startedUnits ? units : millionths, at: tiers)
        let tax = (2 * net * 20 + 100) / 200
        for language in Language.allCases {
          let lines = price.lines(language)
          let place = "\(asked) of \(name): \(lines)"
          let labels =
            language == .french
            ? ["Total HT", "TVA", "Total TTC"]
            : ["Total excl. VAT", "VAT", "Total incl. VAT"]
          for (label, cents) in zip(labels, [net, tax, net + tax]) {
            let isTold = lines.contains {
              $0.hasPrefix(label) && $0.hasSuffix(" " + amount(cents, language))
            }
            #expect(isTold, "\(label) \(amount(cents, language)): \(place)")
          }
        }
        let alone = try directory.priceSimulation(
          of: asked, product: name, by: .priceList("demo"), on: day)
        #expect(alone.total == DecimalNumber(coefficient: net, scale: 2), "\(asked) of \(name)")
      }
    }
  }
}
