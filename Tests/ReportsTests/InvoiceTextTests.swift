import Foundation
import Invoicing
import Reports
import Testing

/// An invoice as text, from the stored document alone.
@Suite struct InvoiceTextTests {
  private func document(_ language: String, kind: String = "invoice") throws -> InvoiceDocument {
    let json = """
      {"number":"FR-2026-000007","kind":"\(kind)","organisation":"acme","contract":"c",
       "seller":"s","currency":"EUR","period":"2026-10",
       "from":"2026-09-30T22:00:00Z","to":"2026-10-31T23:00:00Z","timezone":"Europe/Paris",
       "issued_on":"2026-11-03","due_on":"2026-12-03","policy":"1",
       "corrects":[],
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
         "pricing":null,"amount":"-12.00","vat_category":"S","vat_rate":"20.00",
         "corrects":{"number":"FR-2026-000004","period":"2026-09"}},
        {"line":3,"kind":"discount","product":null,"sku":null,"tenant":null,"label":"Remise 0 %",
         "service":null,"period":"2026-10","from":"2026-09-30T22:00:00Z",
         "to":"2026-10-31T23:00:00Z","quantity":"1","unit":"forfait","unit_price":"0.00",
         "price_version":"c#discount-1","pricing":null,"amount":"0.00","vat_category":"S",
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
      "Régularisation septembre 2026 (document FR-2026-000004) · prod · csp:fr1:p",
      "prod · csp:fr1:p · du 01/10/2026 au 10/10/2026",
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
    for line in [
      "CREDIT NOTE FR-2026-000007", "Period          October 2026",
      "VAT 20.00% on €16,957.16   €3,391.43", "Total incl. VAT  €20,348.59", "Digest: abc",
      "SAS, share capital €1,000,000  2 rue B",
    ] {
      #expect(lines.contains { $0.hasSuffix(line) || $0.hasPrefix(line) }, "\(line)")
    }
    // Nothing is to be paid on it.
    #expect(!lines.contains { $0.contains("Due") || $0.contains("IBAN") || $0.contains("Late") })
  }
}
