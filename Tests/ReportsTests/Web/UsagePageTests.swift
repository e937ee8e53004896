import Calendars
import Catalogue
import Decimals
import TestSupport
import Testing

@testable import Metering
@testable import Reports

/// Metered quantities as a page.
@Suite struct UsagePageTests {
  private func line(
    _ product: String, tenant: String? = nil, day: Int? = nil, _ quantity: String
  ) throws -> UsageLine {
    UsageLine(
      organisation: "acme", tenant: tenant, product: product, sku: "csp:\(product)",
      resource: nil, day: try day.map { try #require(LocalDate(year: 2026, month: 10, day: $0)) },
      quantity: try DecimalNumber(quantity, limits: .quantity))
  }

  private func page(
    _ lines: [UsageLine], by keys: [UsageKey], in language: Language = .french
  ) throws -> ParsedPage {
    let page = try ParsedPage(
      UsagePage(
        lines, in: try #require(Period("2026-10")), by: keys, of: "ACME & Co", products: [:],
        language: language
      ).html())
    #expect(page.faults == [])
    return page
  }

  @Test func `products are parts, and days have bars by the largest of their series`() throws {
    let page = try page(
      [
        line("p", tenant: "dev", day: 1, "1.5"), line("p", tenant: "dev", day: 2, "3"),
        line("p", tenant: "prod", day: 1, "1000"), line("q", tenant: "dev", day: 1, "0"),
      ], by: [.tenant, .day])
    #expect(page.text("h1") == "Consommation · octobre 2026")
    #expect(page.text("title") == "Consommation · octobre 2026 · ACME & Co")
    let bars = page.elements("rect").map { $0.attributes["width"] }
    #expect(bars == ["50", "100", "100", "0"])
    #expect(
      page.elements("tr").map(\.text).dropFirst() == [
        "p p · csp:p", "dev01/10/20261,5", "dev02/10/20263", "prod01/10/20261\u{202F}000",
        "q q · csp:q", "dev01/10/20260",
      ])
  }

  @Test func `without days there are no bars, without keys no columns for them`() throws {
    let tenants = try page([line("p", tenant: "dev", "1")], by: [.tenant], in: .english)
    #expect(tenants.elements("svg").isEmpty)
    #expect(tenants.text("thead") == "TenantQuantity")
    #expect(try page([line("p", "1")], by: [], in: .english).text("thead") == "UnitQuantity")
    #expect(try page([], by: [.tenant], in: .english).text().contains("No usage."))
  }

  @Test func `markup in texts is text`() throws {
    let page = try page([line("<b>p</b>", tenant: "<i>t", "1")], by: [.tenant])
    #expect(page.elements("b").isEmpty && page.elements("i").isEmpty)
    #expect(page.cells.contains("<i>t"))
  }
}
