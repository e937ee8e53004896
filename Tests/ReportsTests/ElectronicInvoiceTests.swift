import Invoicing
import Testing

@testable import Reports

/// Documents in the terms of EN 16931; outside validators judge what is written of them
/// (`Tests/Conformance`).
@Suite struct ElectronicInvoiceTests {
  private static let line = """
    {"line":1,"kind":"usage","product":"p","sku":"csp:fr1:p","tenant":"prod","label":"Machine",\
    "service":"S","period":"2026-10","from":"2026-09-30T22:00:00Z","to":"2026-10-10T22:00:00Z",\
    "quantity":"2.00001","unit":"VM","unit_code":"H87","unit_price":"12.00","price_version":"l@1",\
    "pricing":null,"amount":"24.00","vat_category":"S","vat_rate":"20.00","corrects":null}
    """

  private static let invoice = """
    {"number":"FR-2026-000007","kind":"invoice","organisation":"acme","contract":"c",
     "seller":"s","currency":"EUR","period":"2026-10","from":"2026-09-30T22:00:00Z",
     "to":"2026-10-31T23:00:00Z","timezone":"Europe/Paris","issued_on":"2026-11-03",
     "due_on":"2026-12-03","policy":"1","corrects":[],"lines":[\(line)],
     "totals":{"net":"24.00","gross":"28.80",
      "vat":[{"category":"S","rate":"20.00","base":"24.00","amount":"4.80"}]},
     "parties":{"language":"fr","purchase_order":"PO-1",
      "seller":{"name":"Vendeur","form":"SAS","capital":"1000000","rcs":"Paris",
       "address":["1 rue A","Bâtiment B","75001 Paris","FR"],"postcode":"75001","city":"Paris",
       "country":"FR","electronic_address":"0225:123456782_A","siren":"123456782",
       "siret":"12345678200010","vat":"FR 11 123456782"},
      "customer":{"name":"ACME","address":["2 rue B","69001 Lyon","FR"],"siren":"732829320",
       "siret":"73282932100074","vat":"FR44732829320"},
      "payment":{"iban":"FR76 3000","bic":"AGRIFRPP","vat_on_debits":true}},
     "previous_digest":"00"}
    """

  /// The invoice above, changed.
  private func read(_ changes: (String, String)...) throws -> ElectronicInvoice {
    var json = Self.invoice
    for (before, after) in changes {
      #expect(json.contains(before), "\(before)")
      json = json.replacing(before, with: after)
    }
    return try ElectronicInvoice(InvoiceDocument(canonicalJSON: json, digest: "d"))
  }

  @Test func `the terms of an invoice`() throws {
    let invoice = try read()
    #expect(invoice.type == .invoice && invoice.dueOn == "2026-12-03")
    #expect(invoice.account?.iban == "FR763000" && invoice.account?.meansCode == "58")
    #expect(invoice.tax == "4.80" && invoice.vat[0].rate == "20")
    #expect(invoice.seller.vat == "FR11123456782" && invoice.seller.siret == "12345678200010")
    #expect(invoice.seller.electronicAddress == .init(scheme: "0225", value: "123456782_A"))
    #expect(invoice.seller.address.lines == ["1 rue A", "Bâtiment B"])
    #expect(invoice.seller.legalMention?.contains("RCS Paris") == true)
    #expect(invoice.isTaxedOnIssue && invoice.purchaseOrder == "PO-1")
    let line = invoice.lines[0]
    #expect(line.days.first == "2026-10-01" && line.days.last == "2026-10-10")
    #expect(line.attributes[0].value == "prod" && line.sku == "csp:fr1:p")
    // Five decimals are more than a quantity can have: the note has them.
    #expect(line.note?.hasPrefix("2,00001 VM × 12,00 = 24,00") == true, "\(line.note ?? "")")
  }

  @Test func `a unit without a code of the list is named by an attribute`() throws {
    let fitting = ("\"quantity\":\"2.00001\"", "\"quantity\":\"2\"")
    #expect(try read(fitting).lines[0].price.unitCode == "H87")
    #expect(try read(fitting).lines[0].attributes.map(\.name) == ["Tenant"])
    for code in [",\"unit_code\":\"VM\"", ""] {
      let line = try read(fitting, (",\"unit_code\":\"H87\"", code)).lines[0]
      #expect(line.price.unitCode == "C62" && line.price.isAsBilled)
      #expect(line.attributes.map(\.value) == ["prod", "VM"])
      #expect(line.attributes[1].name == "Unité")
    }
  }

  @Test func `what older documents lack follows from what they have`() throws {
    let invoice = try read(("\"timezone\":\"Europe/Paris\",", ""), (",\"unit_code\":\"H87\"", ""))
    #expect(invoice.buyer.electronicAddress == .init(scheme: "0225", value: "732829320"))
    #expect(invoice.buyer.address.lines == ["2 rue B"])
    #expect(invoice.buyer.address.postcode == "69001" && invoice.buyer.address.city == "Lyon")
    // Another company's establishment is none of the buyer's.
    #expect(invoice.buyer.siret == nil && invoice.buyer.siren == "732829320")
    // Whose days these are is not known: the month is.
    #expect(invoice.lines[0].days.first == "2026-10-01")
    #expect(invoice.lines[0].days.last == "2026-10-31")
    let belgian = try read(
      ("\"69001 Lyon\",\"FR\"],\"siren\":\"732829320\"", "\"SW1A 1AA London\",\"BE\"]"),
      ("FR44732829320", "BE 0403019261"))
    #expect(belgian.buyer.electronicAddress == .init(scheme: "9925", value: "BE0403019261"))
    // Only digits are surely a postcode.
    #expect(belgian.buyer.address.postcode == nil)
    #expect(belgian.buyer.address.city == "SW1A 1AA London")
  }

  @Test func `notes that France wants stand also where the seller says nothing`() throws {
    let notes = try read().notes
    #expect(notes.map(\.subject) == [.recoveryFee, .latePenalty, .discount, .general])
    #expect(notes[0].text.contains("40,00"))
    #expect(notes[1].text.contains("BCE"))
    let named = try read(
      ("\"vat_on_debits\":true", "\"vat_on_debits\":false,\"late_penalty\":\"3 ×\""),
      ("\"language\":\"fr\"", "\"language\":\"en\"")
    ).notes
    #expect(named.map(\.subject) == [.recoveryFee, .latePenalty, .discount])
    #expect(named[1].text == "Late payment interest: 3 ×")
  }

  @Test func `a credit note names what it corrects, once; a rebate, contract and period`() throws {
    let credit = ("\"kind\":\"invoice\"", "\"kind\":\"credit_note\"")
    let correction = """
      {"number":"FR-1","date":"2026-10-02","period":"2026-09"},\
      {"number":"FR-1","date":"2026-10-02","period":"2026-08"},{"period":"2026-07"}
      """
    let note = try read(credit, ("\"corrects\":[]", "\"corrects\":[\(correction)]"))
    #expect(note.type == .creditNote && note.preceding.map(\.number) == ["FR-1"])
    #expect(note.dueOn == nil && note.account == nil)
    let rebate = try read(credit)
    #expect(rebate.type == .rebate && rebate.preceding.isEmpty)
  }

  @Test func `outside the scope of VAT no rate and no VAT number stands`() throws {
    let invoice = try read(
      ("\"category\":\"S\",\"rate\":\"20.00\"", "\"category\":\"O\",\"rate\":\"0\""),
      (
        "\"vat_category\":\"S\",\"vat_rate\":\"20.00\"", "\"vat_category\":\"O\",\"vat_rate\":\"0\""
      ),
      ("\"amount\":\"4.80\"", "\"amount\":\"0.00\""), ("28.80", "24.00"))
    #expect(invoice.vat[0].rate == nil && invoice.lines[0].rate == nil)
    #expect(invoice.seller.vat == nil && invoice.buyer.vat == nil)
    #expect(invoice.vat[0].exemptionCode == "VATEX-EU-O" && invoice.vat[0].exemptionReason != nil)
  }

  @Test func `characters that XML cannot hold are replaced, in both syntaxes alike`() throws {
    let invoice = try read(("\"Machine\"", "\"a\\u0000\\u001b\\ufffe<&\\t>\""))
    for bytes in [try invoice.cii(), try invoice.ubl()] {
      #expect(
        String(decoding: bytes, as: UTF8.self).contains(
          "Name>a\u{FFFD}\u{FFFD}\u{FFFD}&lt;&amp;\t&gt;<"))
    }
  }

  @Test func `VAT in yen that is rounded to none is not exact to a cent`() throws {
    let (before, yen) = (
      #""net":"24.00","gross":"28.80","#, #""net":"2","gross":"2","#
    )
    let group = (#""base":"24.00","amount":"4.80""#, #""base":"2","amount":"0""#)
    let error = try #require(throws: ElectronicInvoiceError.self) {
      try read(("\"EUR\"", "\"JPY\""), (before, yen), group)
    }
    #expect(error.code == "vat_in_euros_unknown", "\(error)")
  }

  private static let refusals: [(code: String, before: String, after: String)] = [
    ("not_issued", "\"number\":\"FR-2026-000007\",\"kind\"", "\"number\":null,\"kind\""),
    ("number_not_allowed", "FR-2026-000007", "FR 2026"),
    ("number_not_allowed", "FR-2026-000007", String(repeating: "1", count: 36)),
    ("too_many_decimals", "\"EUR\"", "\"KWD\""),
    ("vat_in_euros_unknown", "\"EUR\"", "\"USD\""),
    ("unreadable_document", "\"EUR\"", "\"Euro\""),
    ("unreadable_document", "\"gross\":\"28.80\"", "\"gross\":\"2.88e1\""),
    ("unreadable_document", "\"gross\":\"28.80\"", "\"gross\":\"+28.80\""),
    ("unreadable_document", "\"2026-11-03\"", "\"3 November\""),
    ("unreadable_document", "\"2026-12-03\"", "\"\""),
    (
      "unreadable_document", "\"period\":\"2026-10\",\"from\":\"2026-09-30T22:00:00Z\",\n",
      "\"period\":\"October\",\"from\":\"\",\n"
    ),
    ("amount_too_long", "\"net\":\"24.00\"", "\"net\":\"123456789012345678.00\""),
    ("vat_rate_not_allowed", "\"rate\":\"20.00\"", "\"rate\":\"21\""),
    (
      "mixed_with_outside_scope", "\"vat\":[{",
      "\"vat\":[{\"category\":\"O\",\"rate\":\"0\",\"base\":\"0.00\",\"amount\":\"0.00\"},{"
    ),
    ("siren_missing", "\"siren\":\"123456782\",", ""),
    ("vat_number_missing", ",\"vat\":\"FR 11 123456782\"", ""),
    ("vat_number_malformed", "FR44732829320", "44732829320"),
    ("electronic_address_malformed", "0225:123456782_A", "9999:123456782"),
    ("country_missing", "\"country\":\"FR\"", "\"country\":\"France\""),
    ("country_missing", "\"69001 Lyon\",\"FR\"", "\"69001 Lyon\""),
    (
      "electronic_address_missing",
      "\"siren\":\"732829320\",\n   \"siret\":\"73282932100074\",\"vat\":\"FR44732829320\"",
      "\"siret\":null"
    ),
    ("electronic_address_malformed", "0225:123456782_A", "123456782"),
    ("electronic_address_malformed", "0225:123456782_A", "0225:123 456"),
  ]

  @Test(arguments: refusals.indices)
  func `what no electronic invoice can have is refused in words`(index: Int) throws {
    let (code, before, after) = Self.refusals[index]
    let error = try #require(throws: ElectronicInvoiceError.self) { try read((before, after)) }
    #expect(error.code == code, "\(error)")
    #expect(error.description.count > 40 && error.description.first?.isUppercase == false)
  }
}
