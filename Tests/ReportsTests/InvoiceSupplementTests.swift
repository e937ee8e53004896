import Calendars
import Catalogue
import Decimals
import Documents
import Invoicing
import Reports
import TestInvoices
import Testing

@testable import Metering

/// What stands on pages besides the document, from what was issued and metered.
@Suite struct InvoiceSupplementTests {
  private func document(
    as kind: String = "invoice", _ lines: [(service: String?, period: String, amount: String)]
  ) throws -> InvoiceDocument {
    var sample = SampleInvoice()
    sample.kind = kind
    for line in lines {
      sample.add(
        service: line.service, label: "Remise", period: line.period, amount: line.amount)
    }
    return try sample.document()
  }

  @Test func `a chart has six months, each as corrected, a credit note's amounts inverted`() throws
  {
    let invoice = try document([
      ("Compute", "2026-10", "10.00"), (nil, "2026-10", "-1.00"), ("Compute", "2026-08", "3.00"),
      ("Compute", "2026-03", "9.00"), ("Compute", "2026-11", "7.00"),
    ])
    let credit = try document(as: "credit_note", [("Compute", "2026-08", "1.00")])
    #expect(CostHistory.firstMonth(of: invoice)?.description == "2026-05")
    let history = try CostHistory(of: invoice, [credit, invoice])
    #expect(history.months.map(\.period.description) == ["2026-08", "2026-09", "2026-10"])
    #expect(
      history.months.map { $0.amounts.mapValues(\.description) } == [
        ["Compute": "2.00"], [:], ["Compute": "10.00", "Remise": "-1.00"],
      ])
  }

  @Test func `an annex groups what the document bills, and leaves out the rest`() throws {
    let product = try #require(try Document.products.first)
    let line = { (tenant: String, sku: String, resource: String, day: Int, quantity: String) in
      UsageLine(
        organisation: "o", tenant: tenant, product: "p", sku: sku, resource: resource,
        day: LocalDate("2026-10-01")?.adding(days: day - 1),
        quantity: try DecimalNumber(quantity, limits: .quantity))
    }
    let own = "csp:fr1:openiaas:vm:v1"
    let annex = InvoiceAnnex(
      of: try document([("Compute", "2026-10", "1.00")]),
      [
        try line("a", own, "r1", 1, "0.5"), try line("a", own, "r1", 2, "0"),
        try line("a", own, "r2", 1, "0"), try line("a", "other", "r1", 1, "1"),
        try line("b", own, "r1", 3, "2"),
      ], products: ["p": product])
    #expect(annex.groups.map(\.tenant) == ["a", "b"])
    #expect(annex.groups.map(\.label) == ["Machine", "Machine"])
    #expect(annex.groups.map { $0.resources.map(\.name) } == [["r1"], ["r1"]])
    #expect(
      annex.groups.map { $0.resources[0].days.map { "\($0.date) \($0.quantity)" } }
        == [["2026-10-01 0.5"], ["2026-10-03 2"]])
  }
}

extension Document {
  fileprivate static var products: [Product] {
    get throws {
      let nodes = try DocumentNode.documents(
        of:
          """
          kind: Catalogue
          name: c
          spec:
            products:
              - product: p
                sku: "csp:(region):openiaas:vm:v1"
                label: { fr: Machine, en: Machine }
                service: Compute
                unit: VM
                meter: { aggregation: sum }
          """, file: "f.yaml")
      guard case .catalogue(let catalogue) = try Document(nodes[0]).content else { return [] }
      return catalogue.products
    }
  }
}
