import Calendars
import Foundation
import Invoicing
import Reports
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// Documents that Relevé itself has issued, as electronic invoices.
@Suite struct IssuedDocumentTests {
  private static let catalogue = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: vm, sku: "csp:(region):vm", label: { fr: Machine, en: Machine },
            service: Compute, unit: VM, unit_code: H87,
            meter: { aggregation: time_weighted, step: day } }
        - { product: call, sku: "csp:call", label: { fr: Appel, en: Call }, service: API,
            unit: call, meter: { aggregation: sum } }
        - { product: help, sku: "csp:help", label: { fr: Aide, en: Help }, service: Support,
            unit: h, unit_code: HUR, started_units: true, meter: { aggregation: sum } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      from: 2026-01-01
      prices:
        - { product: vm, charge: { model: per_unit, unit_price: "31.00" } }
        - { product: call, charge: { model: per_unit, unit_price: "0.000000125" } }
        - { product: help, charge: { model: graduated, tiers: [
            { up_to: "2", unit_price: "90" }, { unit_price: "70" } ] } }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Nuage SAS
      legal_form: SAS
      capital: "1000000"
      rcs: Nanterre
      identifiers: { siren: "123456782", siret: "12345678200010", vat: FR11123456782,
        electronic_address: "0225:123456782_NUAGE" }
      address: { line1: 1 rue A, line2: Bâtiment B, postcode: "92800", city: Puteaux, country: FR }
      iban: FR7630006000011234567890189
      bic: AGRIFRPP
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}", credit_note_series: AV }
    """

  private static func customer(
    _ name: String, _ identifiers: String, country: String, vat: String, terms: String = ""
  ) -> String {
    """
    ---
    kind: Organisation
    name: \(name)
    spec:
      legal_name: "\(name) <& Fils>"
      identifiers: { \(identifiers) }
      address: { line1: 2 rue B, postcode: "12345", city: Ville Neuve, country: \(country) }
      email: compta@\(name).example
      language: \(country == "FR" ? "fr" : "en")
      tenants: [ \(name)-prod ]
    ---
    kind: Contract
    name: \(name)-2026
    spec:
      organisation: \(name)
      seller: s
      price_list: l
      from: 2026-09-01
      vat: \(vat)
      \(terms)

    """
  }

  private static let documents =
    catalogue + "\n"
    + customer(
      "acme", "siren: \"732829320\", vat: FR44732829320", country: "FR",
      vat: """
        { category: S, rate: "20.00", exceptions: [
              { services: [Support], category: E, rate: "0", reason: Article 261 du CGI } ] }
        """,
      terms: """
        commitments: [ { product: call, quantity: "9000000", from: 2026-09-01, months: 12 } ]
          discounts: [ { percent: "7.5", services: [Compute] } ]
          charges:
            - { id: a, period: 2026-09, label: { fr: Geste, en: Gesture }, amount: "-500.00",
                service: API }
          minimum_monthly: "20.00"
        """)
    + customer(
      "noord", "vat: BE0403019261", country: "BE", vat: "{ category: AE, rate: \"0\" }")
    + customer("west", "", country: "US", vat: "{ category: G, rate: \"0\" }")

  /// Usage of a month, events `id tenant sku time quantity`, and voids `void id target`.
  private static func ndjson(_ events: [String]) -> String {
    events.map { event in
      let words = event.split(separator: " ").map(String.init)
      guard words[0] != "void" else {
        return #"{"id":"\#(words[1])","source":"/t","type":"releve.void.v1","#
          + #""data":{"id":"\#(words[2])"}}"#
      }
      return #"""
        {"id":"\#(words[0])","source":"/t","type":"releve.usage.v1","time":"\#(words[3])",\#
        "subject":"\#(words[1])-prod",\#
        "data":{"sku":"\#(words[2])","resource":"r","quantity":"\#(words[4])"}}
        """#
    }.joined(separator: "\n") + "\n"
  }

  private func issued(_ world: MeteredWorld, _ period: String) throws -> [InvoiceDocument] {
    let period = try #require(Period(period))
    let billing = try Billing(world.connection, directory: world.directory, now: testNow)
    var documents: [InvoiceDocument] = []
    let obstacles = try billing.issue(period, organisations: [], on: period.firstDayAfter) {
      documents.append($0.document)
    }
    #expect(obstacles == [])
    return documents
  }

  @Test func `months of three customers, with corrections and credit notes`() async throws {
    let world = try MeteredWorld(yaml: Self.documents)
    let usage = ["acme", "noord", "west"].flatMap { tenant in
      [
        "\(tenant)1 \(tenant) csp:fr1:vm 2026-09-06T10:00:00Z 3",
        "\(tenant)2 \(tenant) csp:fr1:vm 2026-09-20T10:00:00Z 0",
        "\(tenant)3 \(tenant) csp:call 2026-09-07T10:00:00Z 7654321",
        "\(tenant)4 \(tenant) csp:help 2026-09-08T10:00:00Z 3.25",
      ]
    }
    try world.ingest(Self.ndjson(usage))
    var documents = try issued(world, "2026-09")
    try world.ingest(
      Self.ndjson(
        ["acme", "noord", "west"].flatMap { tenant in
          ["void \(tenant)v1 \(tenant)1", "void \(tenant)v4 \(tenant)4"]
        }))
    documents += try issued(world, "2026-10")
    #expect(documents.count { $0.kind == .creditNote } >= 3)
    #expect(documents.contains { $0.kind == .creditNote && $0.corrects.isEmpty }, "a rebate")
    let kinds = Set(documents.flatMap(\.lines).map(\.kind))
    #expect(kinds.isSuperset(of: [.usage, .commitment, .oneOff, .discount, .adjustment]))
    for document in documents {
      let failures = try await Validators.shared.failures(document.number ?? "", document)
      #expect(failures == [])
    }
  }

  /// Random worlds know rates, currencies and mixtures that no electronic invoice can have: those
  /// documents are refused with one of these codes.
  private static let refusals: Set = [
    "mixed_with_outside_scope", "vat_rate_not_allowed", "vat_in_euros_unknown", "too_many_decimals",
  ]

  @Test func `what random worlds bill, month after month, is accepted or refused in words`()
    async throws
  {
    var generator = WorldGenerator(random: .seeded(for: "electronic invoices"), hasConflicts: false)
    var accepted = 0
    for _ in 0..<8 where accepted < 12 {
      for document in try months(of: &generator) where Self.isWithinBinary(document) {
        do throws(ElectronicInvoiceError) {
          _ = try ElectronicInvoice(document)
        } catch {
          #expect(Self.refusals.contains(error.code), "\(error)")
          continue
        }
        accepted += 1
        let name = "\(document.number ?? "") of the seed \(generator.random.seed)"
        let failures = try await Validators.shared.failures(name, document)
        #expect(failures == [])
      }
    }
    #expect(accepted > 0)
  }

  /// The official rules add up in binary: of sums beyond 10^12 they find cents that are not there.
  private static func isWithinBinary(_ document: InvoiceDocument) -> Bool {
    (document.lines.map(\.amount) + [document.totals.gross]).allSatisfy {
      $0.prefix { $0 != "." }.count <= 12
    }
  }

  /// The documents of three months of a world that changes, given sides that can send and receive.
  private func months(of generator: inout WorldGenerator) throws -> [InvoiceDocument] {
    var world = generator.billedWorld(withExtremes: false)
    world.now = testNow
    let sides =
      try JSONSerialization.jsonObject(
        with: Data(Self.sides.utf8)) as? [String: Any]
    return try MigratedDatabase.with { database in
      var metered = try MeteredWorld(yaml: world.yaml, in: database)
      try metered.ingest(world.ndjson)
      var ledger = ModelLedger(world)
      let first = world.period
      var documents: [InvoiceDocument] = []
      for month in 0..<3 {
        if month > 0 {
          var later = generator.monthAfter(world, since: first, knowing: ledger)
          try metered.apply(yaml: later.yaml, correctingBecause: "it was wrong", now: testNow)
          try metered.ingest(later.ndjson)
          for fact in later.facts { ledger.take(fact, in: later) }
          later.facts = world.facts + later.facts
          world = later
        }
        let billing = try Billing(metered.connection, directory: metered.directory, now: world.now)
        _ = try billing.issue(world.period, organisations: [], on: world.period.firstDayAfter) {
          documents.append($0.document)
        }
      }
      return try documents.map { document in
        let json =
          try JSONSerialization.jsonObject(
            with: Data(document.canonicalJSON().utf8)) as? [String: Any]
        let data = try JSONSerialization.data(
          withJSONObject: try #require(json).merging(["parties": sides ?? [:]]) { $1 })
        return try InvoiceDocument(
          canonicalJSON: String(decoding: data, as: UTF8.self), digest: document.digest ?? "")
      }
    }
  }

  private static let sides = """
    {"language":"en","payment":{"vat_on_debits":false},
     "seller":{"name":"Nuage SAS","address":["1 rue A","92800 Puteaux","FR"],
      "siren":"123456782","vat":"FR11123456782"},
     "customer":{"name":"ACME SAS","address":["2 rue B","75002 Paris","FR"],
      "siren":"732829320","vat":"FR44732829320"}}
    """
}
