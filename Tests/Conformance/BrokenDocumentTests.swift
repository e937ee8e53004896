import Decimals
import Foundation
import Invoicing
import Reports
import TestSeeds
import Testing

/// A suite of validators that pass everything proves nothing: each is given what it must refuse.
@Suite struct BrokenDocumentTests {
  /// The smallest PDF: an empty page, and nothing that an archive asks for.
  private let emptyPDF = """
    %PDF-1.7
    1 0 obj
    << /Type /Catalog /Pages 2 0 R >>
    endobj
    2 0 obj
    << /Type /Pages /Kids [3 0 R] /Count 1 >>
    endobj
    3 0 obj
    << /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>
    endobj
    xref
    0 4
    0000000000 65535 f\u{20}
    0000000009 00000 n\u{20}
    0000000058 00000 n\u{20}
    0000000115 00000 n\u{20}
    trailer
    << /Root 1 0 R /Size 4 >>
    startxref
    186
    %%EOF
    """

  @Test(arguments: [Validators.Check.pdfa3a, .pdfa3b, .ua1, .facturx])
  func `a PDF with nothing in it fails, and not because it cannot be read`(
    check: Validators.Check
  ) async throws {
    let failures = try await Validators.shared.failures(check, Array(emptyPDF.utf8))
    #expect(failures.count > 1)
  }

  /// An invoice of one line, or a credit note.
  private func invoice(isCredit: Bool = false) throws -> ElectronicInvoice {
    var generator = DocumentGenerator(SeededGenerator(seed: 1))
    let shape = DocumentShape(
      name: "to be broken", lineCount: 1, kinds: ["one_off"], isCredit: isCredit)
    return try ElectronicInvoice(generator.document(shape))
  }

  /// What a check says of a document that it accepts, once a pattern's group is replaced.
  private func failures(
    _ check: Validators.Check, _ bytes: [UInt8], _ pattern: String,
    _ change: (Substring) throws -> String
  ) async throws -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(try await Validators.shared.failures(check, bytes) == [])
    let regex = try Regex(pattern, as: (Substring, Substring).self)
    let group = try #require(text.firstMatch(of: regex)).output.1
    let broken = text.replacingCharacters(
      in: group.startIndex..<group.endIndex, with: try change(group))
    return try await Validators.shared.failures(check, Array(broken.utf8))
  }

  @Test func `VAT that is off by a cent is found, in the group and in the sum`() async throws {
    let invoice = try invoice()
    let (cii, ubl) = (try invoice.cii(), try invoice.ubl())
    for (bytes, pattern) in [
      (cii, "<ram:CalculatedAmount>(.*?)<"),
      (cii, "<ram:TaxTotalAmount currencyID=\"EUR\">(.*?)<"),
      (ubl, "<cac:TaxTotal>\\s*<cbc:TaxAmount currencyID=\"EUR\">(.*?)<"),
      (ubl, "</cbc:TaxableAmount>\\s*<cbc:TaxAmount currencyID=\"EUR\">(.*?)<"),
    ] {
      let failures = try await failures(.amounts, bytes, pattern) { amount in
        let value = try DecimalNumber(String(amount), limits: .quantity)
        return try (value + DecimalNumber(coefficient: 1, scale: 2)).description
      }
      #expect(failures.contains { $0.hasPrefix("BT-11") }, "\(failures)")
    }
  }

  @Test func `a doubled quantity is found`() async throws {
    let invoice = try invoice()
    let quantity = "<(?:ram:Billed|cbc:Invoiced)Quantity unitCode=\"C62\">(.*?)<"
    for bytes in [try invoice.cii(), try invoice.ubl()] {
      let failures = try await failures(.amounts, bytes, quantity) { _ in "2" }
      #expect(failures.contains { $0.hasPrefix("line 1: 2 ×") }, "\(failures)")
    }
  }

  @Test func `a credit note with the signs of an invoice is found`() async throws {
    let invoice = try invoice(isCredit: true)
    for bytes in [try invoice.cii(), try invoice.ubl()] {
      let text = String(decoding: bytes, as: UTF8.self)
        .replacing(/((?:Price|Charge)Amount.*?>)([0-9])/) { "\($0.output.1)+\($0.output.2)" }
        .replacing(/>([0-9]+\.[0-9][0-9])</) { ">-\($0.output.1)<" }
        .replacing(/(Quantity unitCode="C62">)1</) { "\($0.output.1)-1<" }
        .replacing(">+", with: ">")
      let failures = try await Validators.shared.failures(.amounts, Array(text.utf8))
      #expect(failures == ["the total of the credit note is negative: the other kind is its form"])
    }
  }

  /// What is replaced, by what, and the rule that has to say so: one or more of each rule book.
  struct Break: Sendable {
    let check: Validators.Check
    let pattern: String
    var replacement = ""
    let rule: String
  }

  private static let sumOfCII =
    "<ram:LineTotalAmount>([0-9.]+)</ram:LineTotalAmount>\\s*<ram:TaxBasisTotalAmount"
  private static let sumOfUBL =
    "<cac:LegalMonetaryTotal>\\s*<cbc:LineExtensionAmount[^>]*>([0-9.]+)"

  private static let breaks = [
    // A note that France wants, the list of an address, the seller's SIREN.
    Break(
      check: .cii, pattern: "<ram:SubjectCode>(PMT)", replacement: "AAI", rule: "BR-FR-05"),
    Break(
      check: .cii, pattern: "URIID schemeID=\"(0225)\"", replacement: "9999", rule: "schemeID"),
    Break(
      check: .cii, pattern: "<ram:ID schemeID=\"0002\">(123456782)", replacement: "12345678",
      rule: "BR-FR-32"),
    // The sum of the lines: Factur-X's rules, and the extended ones.
    Break(check: .cii, pattern: sumOfCII, replacement: "1.23", rule: "BR-CO-10"),
    Break(check: .cii, pattern: sumOfCII, replacement: "1.23", rule: "BR-FREXT-CO-10"),
    Break(
      check: .cii, pattern: "<ram:(ApplicableHeaderTradeDelivery)/>", replacement: "Nothing",
      rule: "Factur-X_EN16931.xsd"),
    Break(check: .cii, pattern: "(<ram:ID>)", rule: "not XML"),
    Break(check: .ubl, pattern: "#(PMT)#", replacement: "AAI", rule: "BR-FR-05"),
    Break(
      check: .ubl, pattern: "EndpointID schemeID=\"(0225)\"", replacement: "9999",
      rule: "BR-CL-25"),
    Break(
      check: .ubl, pattern: "CompanyID schemeID=\"0002\">(123456782)", replacement: "12345678",
      rule: "BR-FR-32"),
    Break(check: .ubl, pattern: sumOfUBL, replacement: "1.23", rule: "BR-CO-10"),
    Break(check: .ubl, pattern: sumOfUBL, replacement: "1.23", rule: "BR-FREXT-CO-10"),
    Break(
      check: .ubl, pattern: "(<cbc:IssueDate>.*?</cbc:IssueDate>)", rule: "UBL-Invoice-2.1.xsd"),
    Break(check: .ubl, pattern: "(<cbc:ID>)", rule: "not XML"),
  ]

  @Test(arguments: breaks)
  func `what is wrong is named`(one: Break) async throws {
    let invoice = try invoice()
    let bytes = one.check == .cii ? try invoice.cii() : try invoice.ubl()
    let failures = try await failures(one.check, bytes, one.pattern) { _ in one.replacement }
    #expect(failures.contains { $0.contains(one.rule) }, "\(failures)")
  }
}
