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

  /// What a check says of a document in which the pattern was replaced.
  private func failures(
    _ check: Validators.Check, _ bytes: [UInt8], _ pattern: Regex<(Substring, Substring)>,
    _ change: (Substring) throws -> String
  ) async throws -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(try await Validators.shared.failures(check, bytes) == [])
    let match = try #require(text.firstMatch(of: pattern))
    let broken = text.replacingCharacters(
      in: match.output.1.startIndex..<match.output.1.endIndex, with: try change(match.output.1))
    return try await Validators.shared.failures(check, Array(broken.utf8))
  }

  private func cent(more amount: Substring) throws -> String {
    let value = try #require(Decimal(string: String(amount)))
    return "\(value + Decimal(sign: .plus, exponent: -2, significand: 1))"
  }

  @Test func `VAT that is off by a cent is found, in the group and in the sum`() async throws {
    let invoice = try invoice()
    let (cii, ubl) = (try invoice.cii(), try invoice.ubl())
    for (bytes, pattern) in [
      (cii, /<ram:CalculatedAmount>(.*?)</), (cii, /<ram:TaxTotalAmount currencyID="EUR">(.*?)</),
      (ubl, /<cac:TaxTotal>\s*<cbc:TaxAmount currencyID="EUR">(.*?)</),
      (ubl, /<cac:TaxSubtotal>[^$]*?<cbc:TaxAmount currencyID="EUR">(.*?)</),
    ] {
      let failures = try await failures(.amounts, bytes, pattern, cent)
      #expect(failures.contains { $0.hasPrefix("BT-11") }, "\(failures)")
    }
  }

  @Test func `a doubled quantity is found`() async throws {
    let invoice = try invoice()
    let quantity = /<(?:ram:Billed|cbc:Invoiced)Quantity unitCode="C62">(.*?)</
    for bytes in [try invoice.cii(), try invoice.ubl()] {
      let failures = try await failures(.amounts, bytes, quantity) { _ in "2" }
      #expect(failures.contains { $0.hasPrefix("line 1: 2 ×") }, "\(failures)")
    }
  }

  @Test func `a credit note with the signs of an invoice is found`() async throws {
    let invoice = try invoice(isCredit: true)
    for bytes in [try invoice.cii(), try invoice.ubl()] {
      let text = String(decoding: bytes, as: UTF8.self)
        .replacing(/>([0-9]+\.[0-9][0-9])</) { ">-\($0.output.1)<" }
        .replacing(/(Quantity unitCode="C62">)1</) { "\($0.output.1)-1<" }
        .replacing(/((?:ChargeAmount|PriceAmount currencyID="EUR")>)-/) { "\($0.output.1)" }
      let failures = try await Validators.shared.failures(.amounts, Array(text.utf8))
      #expect(failures == ["the total of the credit note is negative: the other kind is its form"])
    }
  }

  @Test(
    arguments: [
      // A note that France wants, the scheme of an address, the seller's SIREN.
      (/(<ram:SubjectCode>PMT)/, "<ram:SubjectCode>AAI", "BR-FR-05"),
      (/<ram:URIID schemeID="(0225)"/, "9999", "schemeID"),
      (/<ram:ID schemeID="0002">(123456782)/, "12345678", "BR-FR-32"),
      // The sum of the lines, by the rules of Factur-X and by the extended ones of France.
      (/<ram:LineTotalAmount>([0-9.]+)<\/ram:LineTotalAmount>\s*<ram:TaxBasis/, "1.23", "BR-CO-10"),
      (
        /<ram:LineTotalAmount>([0-9.]+)<\/ram:LineTotalAmount>\s*<ram:TaxBasis/, "1.23",
        "BR-FREXT-CO-10"
      ),
      // An element that the schemas do not know.
      (/(<ram:ApplicableHeaderTradeDelivery\/>)/, "<ram:Nothing/>", "Nothing"),
      (/(^<\?xml)/, "", "not XML"),
    ] as [(Regex<(Substring, Substring)>, String, String)])
  func `what is wrong in a CII is named`(
    pattern: Regex<(Substring, Substring)>, replacement: String, rule: String
  ) async throws {
    let failures = try await failures(.cii, try invoice().cii(), pattern) { _ in replacement }
    #expect(failures.contains { $0.contains(rule) }, "\(failures)")
  }

  @Test(
    arguments: [
      (/(#PMT#)/, "#AAI#", "BR-FR-05"),
      (/<cbc:EndpointID schemeID="(0225)"/, "9999", "BR-CL-25"),
      (/<cbc:CompanyID schemeID="0002">(123456782)/, "12345678", "BR-FR-32"),
      (/<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount[^>]*>([0-9.]+)/, "1.23", "BR-CO-10"),
      (
        /<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount[^>]*>([0-9.]+)/, "1.23",
        "BR-FREXT-CO-10"
      ),
      (/(<cbc:ProfileID>S1<)/, "<cbc:Nothing>S1<", "not XML"),
      (/(<cbc:DueDate>)[^<]*<\/cbc:DueDate>/, "<cbc:Nothing/><cbc:DueDate>", "Nothing"),
    ] as [(Regex<(Substring, Substring)>, String, String)])
  func `what is wrong in a UBL is named`(
    pattern: Regex<(Substring, Substring)>, replacement: String, rule: String
  ) async throws {
    let failures = try await failures(.ubl, try invoice().ubl(), pattern) { _ in replacement }
    #expect(failures.contains { $0.contains(rule) }, "\(failures)")
  }
}
