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
}
