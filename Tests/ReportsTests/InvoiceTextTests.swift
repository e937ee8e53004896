import Foundation
import Invoicing
import Reports
import TestInvoices
import Testing

/// An invoice as text, from the stored document alone.
@Suite struct InvoiceTextTests {
  private func document(_ language: String, kind: String = "invoice") throws -> InvoiceDocument {
    let json = """
      {"number":"FR-2026-000007","kind":"\(kind)","organisation":"acme","contract":"c",
       "seller":"s","currency":"EUR","period":"2026-10",
       "from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z","timezone":"Europe/Paris",
       "issued_on":"2026-11-03","due_on":"2026-12-03","policy":"1",
       "corrects":\(kind == "invoice" ? "[]" : corrections),
       "lines":[
        {"line":1,"kind":"usage","product":"p","sku":"csp:fr1:p","tenant":"prod",
         "label":"Étiquette","service":"S","period":"2026-10","from":"2026-09-30T22:00:00Z",
         "to":"2026-10-10T22:00:00Z",
         "quantity":"1414.096774","unit":"VM",
         "unit_price":"12.00","price_version":"l@2026-01-01","pricing":null,"amount":"16969.16",
         "vat_category":"S","vat_rate":"20.00","corrects":null},
        {"line":2,"kind":"adjustment","adjusts":"usage","product":"p","sku":"csp:fr1:p",
         "tenant":"prod","label":"Étiquette","service":"S","period":"2026-09","from":"…","to":"…",
         "quantity":"-1","unit":"VM","unit_price":null,"price_version":"l@2026-01-01",
         "pricing":null,"amount":"-12.00",
         "derivation":{"owed":{"quantity":"2","unit_price":"12.00","amount":"24.00"},
          "billed":{"quantity":"3","amount":"36.00"}},"vat_category":"S","vat_rate":"20.00",
         "corrects":{"number":"FR-2026-000004","period":"2026-09"}},
        {"line":3,"kind":"discount","product":null,"sku":null,"tenant":null,"label":"Remise 0 %",
         "service":null,"period":"2026-10","from":"2026-09-30T22:00:00Z",
         "to":"2026-10-31T23:00:00Z","quantity":"1","unit":"forfait","unit_price":"0.00",
         "price_version":"c#discount-1","pricing":null,"amount":"0.00",
         "derivation":{"percent":"0.5","base":"27.5"},"vat_category":"S",
         "vat_rate":"20.00","corrects":null}],
       "totals":{"net":"16957.16","gross":"20348.59",
        "vat":[{"category":"S","rate":"20.00","base":"16957.16","amount":"3391.43"}]},
       "parties":{"language":"\(language)","purchase_order":"PO-1",
        "seller":{"name":"Vendeur","form":"SAS","capital":"1000000","address":["1 rue A","Paris"],
         "siren":"123456782","rcs":"Paris"},
        "customer":{"name":"ACME","address":["2 rue B","Lyon"]},
        "payment":{"iban":"FR76","late_penalty":"3 ×","recovery_fee":"40.00","vat_on_debits":true}},
       "previous_digest":"00"}
      """
    return try InvoiceDocument(canonicalJSON: json, digest: "abc")
  }

  private let corrections = """
    [{"number":"FR-2026-000004","date":"2026-10-02","period":"2026-09"},
     {"number":"FR-2026-000001","date":"2026-09-02","period":"2026-08"}]
    """

  /// The text with ordinary spaces, for comparison.
  private func lines(_ document: InvoiceDocument) -> [String] {
    InvoiceText(document).text().replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test func `in French`() throws {
    let lines = lines(try document("fr"))
    for line in [
      "FACTURE FR-2026-000007", "Période   octobre 2026", "Émise le  03/11/2026",
      "Échéance  03/12/2026", "Commande  PO-1", "SAS au capital de 1 000 000 €  2 rue B",
      "1 414,096774  VM         12,00  20,00 %  16 969,16 €",
      "Régularisation septembre 2026 (document FR-2026-000004)",
      "Dû désormais : 2 × 12,00 = 24,00 € ; facturé : 3 = 36,00 €",
      "prod · csp:fr1:p · du 01/10/2026 au 10/10/2026", "0,5 % de 27,50 €",
      "TVA 20,00 % sur 16 957,16 €   3 391,43 €", "Total TTC  20 348,59 €",
      "Option pour le paiement de la taxe d'après les débits",
      "Indemnité forfaitaire pour frais de recouvrement : 40,00 €", "Empreinte : abc",
    ] {
      #expect(lines.contains { $0.hasSuffix(line) || $0.hasPrefix(line) }, "\(line)")
    }
  }

  @Test func `in English, a credit note`() throws {
    let lines = lines(try document("en", kind: "credit_note"))
    #expect(lines.contains("prod · csp:fr1:p · 1 October 2026 to 10 October 2026"))
    #expect(lines.contains("Owed now: 2 × 12.00 = €24.00; billed before: 3 = €36.00"))
    #expect(lines.contains("0.5% of €27.50"))
    for line in [
      "CREDIT NOTE FR-2026-000007", "Period          October 2026",
      "Corrects        FR-2026-000004, 2 October 2026 (September 2026)",
      "FR-2026-000001, 2 September 2026 (August 2026)",
      "Amounts are to your credit; those with a minus sign are charged",
      "VAT 20.00% on €16,957.16   €3,391.43", "Total incl. VAT  €20,348.59", "Digest: abc",
      "SAS, share capital €1,000,000  2 rue B",
    ] {
      #expect(lines.contains { $0.hasSuffix(line) || $0.hasPrefix(line) }, "\(line)")
    }
    // Nothing is to be paid on it.
    #expect(!lines.contains { $0.contains("Due") || $0.contains("IBAN") || $0.contains("Late") })
  }

  @Test func `a service credit says how the commitment was kept, where the document has it`()
    throws
  {
    let lines = lines(try SampleInvoice.full("fr").document())
    let kept = try #require(lines.firstIndex(of: "Disponibilité : 99,61185 %, objectif : 99,9 %"))
    #expect(lines[kept + 1] == "10 % de 1 732,71 €")
    let english = SampleInvoice.creditNote("en").json
    #expect(
      self.lines(try InvoiceDocument(canonicalJSON: english, digest: "abc"))
        .contains("Availability: 99.61185%, target: 99.9%"))
    let before = english.replacing("\"availability\":\"99.61185\",", with: "")
      .replacing(",\"target\":\"99.9\"", with: "")
    let old = self.lines(try InvoiceDocument(canonicalJSON: before, digest: "abc"))
    #expect(old.contains("10% of €1,732.71"))
    #expect(!old.contains { $0.hasPrefix("Availability") || $0.contains("target") })
  }

  @Test func `an IBAN is printed in groups of four, however it was written`() throws {
    let json = try SampleInvoice.full("fr").document().canonicalJSON()
    let plain = "FR7630006000011234567890189"
    for iban in [plain, "FR76 3000 6000 0112 3456 7890 189", "FR7630 006000011234567890189 "] {
      let text = lines(
        try InvoiceDocument(canonicalJSON: json.replacing(plain, with: iban), digest: "abc"))
      #expect(
        text.contains("Règlement : IBAN FR76 3000 6000 0112 3456 7890 189, BIC AGRIFRPP"), "\(iban)"
      )
    }
  }

  @Test func `a price that lines share is told once, below the last of them`() throws {
    let pricing = """
      {"model":"graduated","quantity":"14","included":"1","maximum":"1000.00","unrounded":"1000",\
      "amount":"1000.00","lines":[
        {"quantity":"10","unit_price":"90","flat":"5","amount":"905","tier":1,"up_to":"10"},
        {"quantity":"3","unit_price":"70","flat":null,"amount":"210","tier":2,"above":"10"}]}
      """
    let line = """
      "product":"p","sku":"csp:p","label":"Bande","service":"S","period":"2026-10","from":"…",\
      "to":"…","unit":"Mbps","unit_price":null,"price_version":"l@2026-01-01",\
      "pricing":\(pricing),"vat_category":"S","vat_rate":"20.00","corrects":null}
      """
    let json = try document("fr").canonicalJSON()
    let start = try #require(json.range(of: "\"lines\":["))
    let end = try #require(json.range(of: "],\"number\""))
    let lines = """
      {"line":1,"kind":"usage","tenant":"dev","quantity":"6","amount":"428.57",\(line),
      {"line":2,"kind":"usage","tenant":"prod","quantity":"8","amount":"571.43",\(line),
      {"line":3,"kind":"commitment","tenant":null,"quantity":"0","amount":"0.00",\
      "derivation":{"committed":"6","used":"4.5"},\
      \(line.replacing(pricing, with: "null"))
      """
    let text = self.lines(
      try InvoiceDocument(
        canonicalJSON: json.replacingCharacters(
          in: start.upperBound..<end.lowerBound, with: lines), digest: "abc"))
    let first = try #require(text.firstIndex { $0.hasPrefix("1  Bande") })
    #expect(
      text[(first + 1)...].prefix(12).map { $0.replacing(#/ {2,}/#, with: "  ") } == [
        "dev · csp:p", "2  Bande  8  Mbps  20,00 %  571,43 €", "prod · csp:p",
        "Prix de 14 × Mbps : 1 000,00 €, répartis selon les quantités",
        "1 sans frais, d'abord déduits : reste 13", "10 en première tranche, à 90 € : 900,00 €",
        "Forfait de la tranche 1 : 5,00 €", "3 au-delà de 10, à 70 € : 210,00 €",
        "Ramené au maximum de 1 000,00 € : -115,00 €", "3  Bande  0  Mbps  20,00 %  0,00 €",
        "csp:p", "Engagement de 6, dont 4,5 consommés",
      ])
  }
}
