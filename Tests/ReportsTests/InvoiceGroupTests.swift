import Catalogue
import Decimals
import Invoicing
import TestInvoices
import Testing

@testable import Reports

/// How lines stand together on pages.
@Suite struct InvoiceGroupTests {
  /// `TITLE: numbers of lines = sum`.
  private func groups(_ sample: SampleInvoice) throws -> [String] {
    try InvoiceGroup.all(of: sample.document(), PageWords(language: .french)).map { group in
      let numbers = group.lines.map { "\($0.line)" }.joined(separator: " ")
      return "\(group.title): \(numbers) = \(group.sum?.description ?? "-")"
    }
  }

  @Test func `a tenant's services stand together, then the contract, credits and adjustments`()
    throws
  {
    #expect(
      try groups(.full("fr")) == [
        "lumiere-prod · OpenIaaS: 1 2 = 1540.17", "lumiere-prod · Stockage: 3 = 284.68",
        "lumiere-prod · Réseau: 7 = 1260.00", "lumiere-dev · OpenIaaS: 4 5 = 283.74",
        "lumiere-dev · Stockage: 6 = 284.68", "Contrat: 8 9 10 = 808.80",
        "Avoirs de niveau de service: 11 = -173.27", "Régularisations: 12 = -72.00",
      ])
  }

  @Test func `groups stand in the order of their first lines, wherever the kinds stand`() throws {
    var sample = SampleInvoice()
    sample.add(kind: "adjustment", tenant: "b", label: "l", amount: "1.00")
    sample.add(kind: "minimum", tenant: nil, service: nil, label: "l", amount: "0.10")
    sample.add(tenant: "b", service: nil, label: "l", amount: "2.00")
    sample.add(tenant: "a", service: "Z", label: "l", amount: "3.00")
    sample.add(kind: "service_credit", tenant: nil, label: "l", amount: "-9.00")
    sample.add(tenant: "a", service: "A", label: "l", amount: "4.00")
    sample.add(tenant: "b", service: nil, label: "l", amount: "-2.50")
    #expect(
      try groups(sample) == [
        "b: 3 7 = -0.50", "a · Z: 4 = 3.00", "a · A: 6 = 4.00", "Contrat: 2 = 0.10",
        "Avoirs de niveau de service: 5 = -9.00", "Régularisations: 1 = 1.00",
      ])
  }

  @Test func `the sums of groups add up to those of the lines, and a sample's to its totals`()
    throws
  {
    for sample in [SampleInvoice.full("fr"), .creditNote("en"), .long("fr", lines: 90)] {
      let document = try sample.document()
      let groups = try InvoiceGroup.all(of: document, PageWords(language: .french))
      #expect(groups.flatMap(\.lines).map(\.line).sorted() == document.lines.map(\.line))
      let sum = try groups.reduce(DecimalNumber.zero) { try $0 + ($1.sum ?? .zero) }
      let lines = try document.lines.reduce(DecimalNumber.zero) {
        try $0 + DecimalNumber($1.amount, limits: .quantity)
      }
      #expect(sum == lines)
      let isShown = document.lines.count < 20
      if isShown { #expect(sum.description == document.totals.net) }
    }
  }
}
