import Foundation
import Invoicing
import Testing

@Suite struct CanonicalJSONTests {
  /// Documents that have every key between them: prices of the whole, commitments, discounts, a
  /// minimum, a service credit, adjustments, a credit note, parties with all that is known of them.
  private func documents() throws -> [InvoiceDocument] {
    let world = try BillingWorld(
      BillingWorld.documents(
        acme: """
          purchase_order: "PO-1 \\"x\\""
            commitments: [ { product: act, quantity: "9", from: 2026-01-01, months: 12 } ]
            discounts: [ { percent: "5", services: [Housing] } ]
            minimum_monthly: "20.00"
          """,
        tiered: """
          { model: graduated, included: "1", minimum: "1", maximum: "99", tiers: [
                { up_to: "2", unit_price: "3", flat: "4" }, { unit_price: "5" } ] }
          """
      ).replacing(
        "  legal_name: Vendeur SAS\n  identifiers: { siren: \"123456782\" }\n",
        with: """
            legal_name: "Vendeur \\"é\\\\/€😀\\" SAS"
            legal_form: SAS
            capital: "1000000"
            rcs: Nanterre
            identifiers: { siren: "123456782", siret: "12345678200002", vat: FR11123456782,
              electronic_address: "0225:123456782" }
            iban: FR7630006000011234567890189
            bic: AGRIFRPP
            late_penalty: "3 × taux légal"
            recovery_fee: "40.00"

          """))
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-01-20T10:00:00Z 1", "t1 prod csp:tiered r 2026-01-20T10:00:00Z 7",
      "s1 dev csp:started r 2026-01-20T10:00:00Z 1.5")
    var documents = try world.issue("2026-01", on: "2026-02-02").documents
    try world.ingest("void v1 t1", "a2 dev csp:fr1:act r 2026-01-20T10:00:00Z 2", "void v2 s1")
    documents += try world.issue("2026-02", on: "2026-03-02").documents
    let credited = try CreditedWorld()
    try credited.decide("T1")
    return documents + (try credited.billing.issue("2026-03", on: "2026-04-02").documents)
  }

  @Test func `is what Foundation makes of the document with sorted keys`() throws {
    let documents = try documents()
    let lines = documents.flatMap(\.lines)
    #expect(Set(lines.map(\.kind)).count >= 5, "\(Set(lines.map(\.kind)))")
    #expect(lines.contains { $0.pricing?.lines.count == 2 })
    #expect(lines.contains { $0.corrects != nil })
    #expect(lines.contains { $0.derivation?.availability != nil && $0.derivation?.target != nil })
    #expect(documents.contains { $0.kind == .creditNote && !$0.corrects.isEmpty })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for var document in documents {
      let read = try JSONDecoder().decode(
        InvoiceDocument.self, from: Data(document.json().utf8))
      #expect(document.digest != nil)
      #expect(read == document)
      document.digest = nil
      let encoded = String(decoding: try encoder.encode(document), as: UTF8.self)
      #expect(document.canonicalJSON() == encoded)
    }
  }
}
