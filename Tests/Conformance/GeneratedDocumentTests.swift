import Invoicing
import Reports
import TestSeeds
import Testing

/// Documents of every kind as electronic invoices, judged by outside validators, and every amount
/// recomputed from the XML alone.
@Suite struct GeneratedDocumentTests {
  /// What some documents break, with the documents' names.
  private func failures(
    of documents: [(name: String, document: InvoiceDocument)]
  ) async throws -> [String] {
    var failures: [String] = []
    for (name, document) in documents {
      failures += try await Validators.shared.failures(name, document)
    }
    return failures
  }

  @Test func `each thing that a document can have is accepted by itself`() async throws {
    var generator = DocumentGenerator(.seeded(for: "documents by shape"))
    let documents = try DocumentShape.named.map { ($0.name, try generator.document($0)) }
    #expect(documents.count > 40)
    for (shape, (name, document)) in zip(DocumentShape.named, documents) where shape.isCredit {
      #expect(document.kind == .creditNote, "\(name)")
    }
    let failures = try await failures(of: documents)
    #expect(failures == [])
  }

  @Test func `what is drawn is accepted`() async throws {
    var generator = DocumentGenerator(.seeded(for: "documents that are drawn"))
    let documents = try (1...24).map { number in
      let shape = generator.shape("drawn \(number)")
      return (shape.name, try generator.document(shape))
    }
    let failures = try await failures(of: documents)
    #expect(failures == [])
  }
}
