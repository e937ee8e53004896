import Invoicing
import Testing

/// What documents keep of both sides and of units, so that electronic invoices need nothing else.
@Suite struct KeptPartiesTests {
  @Test func `parts of addresses, electronic addresses and unit codes are kept at issue`() throws {
    let world = try BillingWorld(
      BillingWorld.documents(acme: "minimum_monthly: \"900.00\"")
        .replacing(
          "service: Housing,\n        unit: act,",
          with: """
            service: Housing,
                    unit: act, unit_code: E49,
            """
        )
        .replacing(
          "legal_name: Beta Ltd", with: "legal_name: Beta Ltd\n  email: bills@beta.example"))
    try world.ingest(
      "a prod csp:fr1:act r 2026-10-20T10:00:00Z 1", "b beta csp:fr1:act r 2026-10-20T10:00:00Z 1")
    let documents = try world.issue("2026-10", on: "2026-11-03").documents
    let acme = try #require(documents.last { $0.organisation == "acme" })
    let beta = try #require(documents.last { $0.organisation == "beta" })
    #expect(acme.parties.seller.electronicAddress == "0225:123456782")
    #expect(acme.parties.customer.electronicAddress == nil, "nothing is known of it")
    #expect(beta.parties.customer.electronicAddress == "EM:bills@beta.example")
    let address = beta.parties.customer
    #expect(address.address == ["2 Road", "1 London", "GB"])
    #expect(address.postcode == "1" && address.city == "London" && address.country == "GB")
    #expect(acme.lines.map(\.unitCode) == ["E49", nil], "a minimum is not counted")
    for document in documents {
      #expect(
        try InvoiceDocument(canonicalJSON: document.canonicalJSON(), digest: document.digest ?? "")
          == document)
    }
  }

  @Test func `a document of before is written as it was, and so is its digest`() throws {
    let json = """
      {"contract":"c","corrects":[],"currency":"EUR","due_on":null,"from":"a","issued_on":null,\
      "kind":"invoice","lines":[{"amount":"1.00","corrects":null,"from":"a","kind":"usage",\
      "label":"l","line":1,"period":"2026-10","price_version":null,"pricing":null,"product":null,\
      "quantity":"1","service":null,"sku":null,"tenant":null,"to":"b","unit":"u",\
      "unit_price":null,"vat_category":"S","vat_rate":"20"}],"number":null,"organisation":"o",\
      "parties":{"customer":{"address":["A","FR"],"name":"n"},"language":"fr",\
      "payment":{"vat_on_debits":false},"seller":{"address":["A","FR"],"name":"n"}},\
      "period":"2026-10","policy":"1","previous_digest":null,"seller":"s","to":"b",\
      "totals":{"gross":"1.00","net":"1.00","vat":[]}}
      """
    #expect(try InvoiceDocument(canonicalJSON: json, digest: "d").canonicalJSON() == json)
  }
}
