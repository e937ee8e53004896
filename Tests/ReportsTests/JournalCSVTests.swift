import Calendars
import Decimals
import Reports
import Testing

@testable import Invoicing

/// The sales journal as CSV.
@Suite struct JournalCSVTests {
  private func line(organisation: String) throws -> String {
    let amount = { (text: String) in try DecimalNumber(text, limits: .price) }
    let document = InvoiceArchive.Entry(
      number: "GC-2026-000001", kind: "credit_note", organisation: organisation, contract: "c-1",
      period: try #require(Period("2026-10")), issuedOn: try #require(LocalDate("2026-11-03")),
      currency: "EUR", net: try amount("-10.00"), gross: try amount("-12.00"))
    return JournalCSV.line(
      JournalEntry(
        document: document, account: "706000", vatCategory: "S", vatRate: "20.00",
        net: try amount("-10.00"), vat: try amount("-2.00"), gross: try amount("-12.00")))
  }

  @Test func `amounts are plain numbers`() throws {
    #expect(
      JournalCSV.head
        == "document,date,period,organisation,contract,kind,account,vat_category,vat_rate,net,vat,"
        + "gross,currency\n")
    #expect(
      try line(organisation: "acme")
        == "GC-2026-000001,2026-11-03,2026-10,acme,c-1,credit_note,706000,S,20.00,-10.00,-2.00,"
        + "-12.00,EUR\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("@x", "'@x"), ("+x", "'+x"), ("-x", "'-x"), ("a=b", "a=b"),
    ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("é", "é"),
  ])
  func `no name is taken for a formula`(name: String, cell: String) throws {
    #expect(try line(organisation: name).contains(",2026-10,\(cell),c-1,"))
  }
}
