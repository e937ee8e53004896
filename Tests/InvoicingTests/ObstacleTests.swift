import Foundation
import Invoicing
import Testing

/// What cannot be billed is an obstacle, never 0; the others are billed.
@Suite struct ObstacleTests {
  @Test(
    arguments: [
      ("x1 prod csp:free r 2026-03-02T10:00:00Z 1", Obstacle.Code.noPrice),
      ("x1 prod csp:tiered r 2026-03-02T10:00:00Z 1", nil),
      ("x1 prod csp:link r 2026-03-02T10:00:00Z 1", nil),
      ("x1 prod csp:free r 2026-03-02T10:00:00Z 0", nil),
    ] as [(String, Obstacle.Code?)])
  func `an organisation is left out and named`(event: String, code: Obstacle.Code?) throws {
    let world = try BillingWorld()
    try world.ingest(
      event, "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1",
      "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let result = try world.issue("2026-03", on: "2026-04-02")
    #expect(result.obstacles.map(\.code) == [code].compactMap(\.self))
    #expect(result.obstacles.allSatisfy { $0.organisation == "acme" })
    #expect(result.documents.map(\.organisation) == (code == nil ? ["acme", "beta"] : ["beta"]))
  }

  @Test func `events outside every contract would be lost, levels are cut`() throws {
    let world = try BillingWorld()
    try world.ingest("l1 beta csp:fr1:level vm 2026-02-03T10:00:00Z 1")
    #expect(try world.preview("2026-02").obstacles.isEmpty)
    try world.ingest("b1 beta csp:fr1:act r 2026-02-03T10:00:00Z 1")
    let result = try world.preview("2026-02")
    #expect(result.obstacles.map(\.code) == [.outsideContracts])
    #expect(result.documents.isEmpty)
  }

  @Test func `an event outside every contract stands in the way of its own month`() throws {
    // Where no contract is, a month ends with that of Paris, whatever the contract's zone.
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16", with: "  from: 2026-02-16\n  to: 2026-03-20\n  timezone: UTC"))
    try world.ingest("b1 beta csp:fr1:act r 2026-03-31T22:00:00Z 1")
    #expect(try world.preview("2026-03").obstacles.isEmpty)
    #expect(try world.preview("2026-04").obstacles.map(\.code) == [.outsideContracts])
    try world.ingest("b2 beta csp:fr1:act r 2026-03-31T21:59:59Z 1")
    #expect(try world.preview("2026-03").obstacles.map(\.code) == [.outsideContracts])
  }

  @Test func `usage of an organisation that no contract covers is no 0`() throws {
    let world = try BillingWorld()
    // Beta's contract begins in February.
    try world.ingest("b1 beta csp:fr1:act r 2026-01-20T10:00:00Z 1")
    #expect(try world.preview("2026-01").obstacles.map(\.organisation) == ["beta"])
    // Also when the month itself was passed over.
    #expect(try world.preview("2026-05").obstacles.map(\.organisation) == ["beta"])
    #expect(try world.preview("2026-01", organisations: ["acme"]).obstacles.isEmpty)
    let contract = try #require(BillingWorld.documents.range(of: "---\nkind: Contract\nname: beta"))
    let orphaned = try BillingWorld(String(BillingWorld.documents[..<contract.lowerBound]))
    try orphaned.ingest("l1 beta csp:fr1:level vm 2026-01-20T10:00:00Z 1")
    #expect(try orphaned.preview("2026-01").obstacles.map(\.code) == [.outsideContracts])
    #expect(try orphaned.preview("2026-03").obstacles.map(\.organisation) == ["beta"])
  }

  @Test func `an amount that cannot be held stands in one organisation's way only`() throws {
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "sku: \"csp:started\",", with: "sku: \"csp:started\", unit_size: \"0.000000000000000001\",")
    )
    try world.ingest(
      "s1 prod csp:started r 2026-03-02T10:00:00Z 999999999999999999",
      "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let result = try world.issue("2026-03", on: "2026-04-02")
    #expect(result.obstacles.map(\.code) == [.amountOutOfRange])
    #expect(result.documents.map(\.organisation) == ["beta"])
  }

  @Test func `a successor waits for what stands in the way of its predecessor`() throws {
    let second = """

      ---
      kind: Contract
      name: beta-next
      spec:
        organisation: beta
        seller: s
        price_list: l
        from: 2026-04-01
        vat: { category: G, rate: "0", reason: Export }
      """
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16", with: "  from: 2026-02-16\n  to: 2026-04-01") + second)
    try world.ingest(
      "b1 beta csp:free r 2026-03-20T10:00:00Z 1", "b2 beta csp:fr1:act r 2026-04-20T10:00:00Z 1")
    let result = try world.issue("2026-04", on: "2026-05-02")
    #expect(result.obstacles.map(\.code) == [.noPrice])
    #expect(result.documents.isEmpty)
  }

  @Test func `of two contracts both wait, whatever their names`() throws {
    let successor = """

      ---
      kind: Contract
      name: a-next
      spec:
        organisation: beta
        seller: s
        price_list: l
        from: 2026-04-01
        vat: { category: G, rate: "0", reason: Export }
      """
    for name in ["a-next", "z-next"] {
      let world = try BillingWorld(
        BillingWorld.documents.replacing(
          "  from: 2026-02-16", with: "  from: 2026-02-16\n  to: 2026-04-01")
          + successor.replacing("a-next", with: name))
      try world.ingest("b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
      #expect(try world.issue("2026-03", on: "2026-04-02").documents.count == 1)
      // A late event of the ended contract, and a product without a price under the next one.
      try world.ingest(
        "b2 beta csp:fr1:act r 2026-03-21T10:00:00Z 1", "b3 beta csp:free r 2026-04-20T10:00:00Z 1")
      for result in [try world.preview("2026-04"), try world.issue("2026-04", on: "2026-05-02")] {
        #expect(result.obstacles.map(\.code) == [.noPrice], "\(name)")
        #expect(result.documents.isEmpty, "\(name)")
      }
      try world.ingest("void v1 b3")
      #expect(try world.issue("2026-04", on: "2026-05-02").documents.count == 1, "\(name)")
    }
  }

  @Test func `of two contracts both wait where one seller's series has a later date`() throws {
    let next = """

      ---
      kind: Seller
      name: t
      spec:
        legal_name: Autre SAS
        identifiers: { siren: "123456782" }
        address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
        numbering: { series: GB, pattern: "{series}-{year}-{seq:6}" }
      ---
      kind: Contract
      name: beta-next
      spec:
        organisation: beta
        seller: t
        price_list: l
        from: 2026-04-01
        vat: { category: G, rate: "0", reason: Export }
      """
    let world = try BillingWorld(
      BillingWorld.documents.replacing(
        "  from: 2026-02-16", with: "  from: 2026-02-16\n  to: 2026-04-01"
      ).replacing("organisation: acme\n  seller: s", with: "organisation: acme\n  seller: t") + next
    )
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-04-20T10:00:00Z 1", "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1"
    )
    try world.issue("2026-03", on: "2026-04-02")
    try world.issue("2026-04", on: "2026-06-02", organisations: ["acme"])
    try world.ingest(
      "b2 beta csp:fr1:act r 2026-03-21T10:00:00Z 1", "b3 beta csp:fr1:act r 2026-04-20T10:00:00Z 1"
    )
    // A document of beta-2026 could have this date, one of beta-next could not.
    #expect {
      try world.issue("2026-04", on: "2026-05-02", organisations: ["beta"])
    } throws: { error in
      guard case InvoicingError.issueDateBeforeLastDocument = error else { return false }
      return true
    }
    #expect(try world.issue("2026-04", on: "2026-06-02").documents.count == 2)
  }

  @Test func `later periods wait for the one that is in the way`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "x1 prod csp:free r 2026-02-02T10:00:00Z 1", "a1 prod csp:fr1:act r 2026-03-02T10:00:00Z 1")
    let result = try world.issue("2026-03", on: "2026-04-02")
    #expect(result.documents.isEmpty)
    #expect(result.obstacles.count == 1)
    try world.ingest("void v1 x1")
    let documents = try world.issue("2026-03", on: "2026-04-02").documents
    #expect(documents.map(\.period) == ["2026-03"])
  }
}
