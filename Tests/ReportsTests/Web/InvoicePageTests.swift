import Catalogue
import Foundation
import Invoicing
import TestSupport
import Testing

@testable import Reports

/// An invoice as a page and as CSV, from the stored document alone.
@Suite struct InvoicePageTests {
  private func document(
    _ language: String, kind: String = "invoice", text: String = "Étiquette"
  ) throws -> InvoiceDocument {
    let quoted = String(
      decoding: try JSONEncoder().encode(text), as: UTF8.self
    ).dropFirst().dropLast()
    let corrects = """
      [{"number":"N-4","date":"2026-10-02","period":"2026-09"},
       {"number":"N-1","date":"2026-09-02","period":"2026-08"}]
      """
    let json = """
      {"number":"N-7","kind":"\(kind)","organisation":"acme","contract":"TEXT","seller":"s",
       "currency":"EUR","period":"2026-10","from":"2026-09-30T22:00:00Z",
       "to":"2026-10-31T23:00:00Z","timezone":"Europe/Paris","issued_on":"2026-11-03",
       "due_on":"2026-12-03","policy":"1","corrects":\(kind == "invoice" ? "[]" : corrects),
       "lines":[
        {"line":1,"kind":"usage","product":"p","sku":"TEXT","tenant":"TEXT","label":"TEXT",
         "service":"TEXT","period":"2026-10","from":"2026-09-30T22:00:00Z",
         "to":"2026-10-10T22:00:00Z","quantity":"1414.096774","unit":"TEXT","unit_price":"12.00",
         "price_version":"l@2026-01-01","pricing":null,"amount":"16969.16","vat_category":"S",
         "vat_rate":"20.00","corrects":null},
        {"line":2,"kind":"usage","product":"p","sku":"csp:p","tenant":"dev","label":"TEXT",
         "service":"S","period":"2026-10","from":"2026-09-30T22:00:00Z",
         "to":"2026-10-31T23:00:00Z","quantity":"14","unit":"VM","unit_price":null,
         "price_version":"l@2026-01-01","amount":"1000.00","vat_category":"S","vat_rate":"20.00",
         "pricing":{"model":"graduated","quantity":"14","included":"1","maximum":"1000.00",
          "unrounded":"1000","amount":"1000.00","lines":[
           {"quantity":"10","unit_price":"90","flat":"5","amount":"905","tier":1,"up_to":"10"},
           {"quantity":"3","unit_price":"70","flat":null,"amount":"210","tier":2,"above":"10"}]},
         "corrects":null},
        {"line":3,"kind":"adjustment","adjusts":"usage","product":"p","sku":"csp:fr1:p",
         "tenant":"prod","label":"TEXT","service":"S","period":"2026-09","from":"…","to":"…",
         "quantity":"-1","unit":"VM","unit_price":null,"price_version":"l@2026-01-01",
         "pricing":null,"amount":"-12.00",
         "derivation":{"owed":{"quantity":"2","unit_price":"12.00","amount":"24.00"},
          "billed":{"quantity":"3","amount":"36.00"}},"vat_category":"E","vat_rate":"0",
         "corrects":{"number":"N-4","period":"2026-09"}}],
       "totals":{"net":"17957.16","gross":"21551.00",
        "vat":[{"category":"E","rate":"0","base":"-12.00","amount":"0.00","reason":"TEXT"},
         {"category":"S","rate":"20.00","base":"17969.16","amount":"3593.84"}]},
       "parties":{"language":"\(language)","purchase_order":"TEXT",
        "seller":{"name":"TEXT","form":"SAS","capital":"1000000","address":["TEXT","Paris"],
         "siren":"123456782","rcs":"TEXT"},
        "customer":{"name":"TEXT","address":["TEXT","Lyon"],"vat":"FR1"},
        "payment":{"iban":"FR76","late_penalty":"TEXT","recovery_fee":"40.00",
         "vat_on_debits":true}},
       "previous_digest":"00"}
      """
    return try InvoiceDocument(
      canonicalJSON: json.replacing("TEXT", with: quoted), digest: "abc")
  }

  private static let variants = [
    ("fr", "invoice"), ("en", "invoice"), ("fr", "credit_note"), ("en", "credit_note"),
  ]

  @Test(arguments: variants)
  func `a page says what the terminal does`(language: String, kind: String) throws {
    let document = try document(language, kind: kind)
    let page = try ParsedPage(InvoicePage(document).html())
    #expect(page.faults == [])
    #expect(page.elements.first?.attributes["lang"] == language)
    let shown = page.text().lowercased()
    let told = InvoiceText(document).text().split(separator: "\n").flatMap { line in
      line.split(separator: /\s{2,}/).map { $0.trimmingPrefix(/\s+/).lowercased() }
    }
    #expect(told.count > 60)
    for words in told where !words.allSatisfy({ "─═".contains($0) }) {
      #expect(shown.contains(words), "\(words)")
    }
  }

  @Test(arguments: variants)
  func `amounts are the document's, on pages and in CSV`(language: String, kind: String) throws {
    let document = try document(language, kind: kind)
    let style = NumberStyle(language == "fr" ? .french : .english)
    let page = try ParsedPage(InvoicePage(document).html())
    for line in document.lines {
      #expect(page.cells.contains(style.amount(line.amount, currency: "EUR")))
      #expect(page.cells.contains(style.text(line.quantity)))
    }
    for amount in [document.totals.net, document.totals.gross] + document.totals.vat.map(\.amount) {
      #expect(page.cells.contains(style.amount(amount, currency: "EUR")), "\(amount)")
    }
    let csv = try InvoiceListing.listing(document).text(.csv)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let head = try #require(csv.first).map(String.init)
    for (row, line) in zip(csv.dropFirst(), document.lines) {
      let cells = Dictionary(zip(head, row.map(String.init)), uniquingKeysWith: { $1 })
      #expect(cells["amount"] == line.amount && cells["quantity"] == line.quantity)
      #expect(cells["unit_price"] == line.unitPrice ?? "" && cells["vat_rate"] == line.vatRate)
      #expect(cells["kind"] == kind && cells["line"] == String(line.line))
    }
    #expect(csv.count == document.lines.count + 1)
  }

  @Test(arguments: [
    "<b>x</b> & \"y\" 'z'", "</table><script>x</script>", "\"\u{301}><i a=\"<\u{301}",
  ])
  func `markup in every text is text`(text: String) throws {
    let page = try ParsedPage(InvoicePage(try document("en", text: text)).html())
    #expect(page.faults == [])
    #expect(page.elements.allSatisfy { !["b", "i", "script"].contains($0.name) })
    #expect(page.text().components(separatedBy: text).count > 14)
    #expect(page.text("title") == "Invoice N-7 · \(text)")
  }

  @Test(arguments: ["=1+1", "\t=1", "  @x", "-2"])
  func `a formula in every text is text in CSV`(text: String) throws {
    let csv = try InvoiceListing.listing(try document("en", text: text)).text(.csv)
    let cells = csv.split(separator: "\n").flatMap { $0.split(separator: ",") }
    #expect(cells.count { $0 == "'\(text)" } == 10)
    #expect(!cells.contains(Substring(text)))
    #expect(cells.contains("-12.00"), "numbers stay numbers")
  }

  @Test func `a preview has neither number nor digest`() throws {
    var document = try document("en")
    (document.number, document.issuedOn, document.dueOn, document.digest) = (nil, nil, nil, nil)
    let page = try ParsedPage(InvoicePage(document).html())
    #expect(page.text("h1") == "Invoice (preview, not issued)")
    #expect(!page.text().contains("Digest") && !page.text().contains("Due"))
    let rows = try InvoiceListing.listing(document).text(.csv).split(separator: "\n")
    #expect(rows[1].hasPrefix(",invoice,,,acme,"))
  }

  @Test func `every format gives the same bytes each time, under a name of its own`() throws {
    let document = try document("fr")
    // Electronic invoices of it are refused: it lacks what they want.
    for format in [InvoiceFormat.json, .csv, .html, .pdf] {
      let renderer = InvoiceRenderer(format)
      #expect(try renderer.bytes(document) == renderer.bytes(document), "\(format)")
    }
    for format in [InvoiceFormat.cii, .ubl, .facturx] {
      #expect(throws: ElectronicInvoiceError.self) {
        try InvoiceRenderer(format).bytes(document)
      }
    }
    let extensions = InvoiceFormat.allCases.map(\.fileExtension)
    #expect(Set(extensions).count == extensions.count)
    #expect(
      String(decoding: try InvoiceRenderer(.json).bytes(document), as: UTF8.self)
        == (try JSONText.text(document, pretty: true)))
  }
}
