import Calendars
import Foundation
import Invoicing
import TestSeeds
import TestSupport
import Testing

@testable import TestModel

/// Whole bills of random worlds, held to the model's.
@Suite struct BillingModelTests {
  private static let isSoak = ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1"

  @Test func `random worlds are billed as the model does`() throws {
    var generator = WorldGenerator(random: .seeded(for: "billed worlds"), hasConflicts: true)
    var lines: [InvoiceDocument.Line] = []
    let worlds = Self.isSoak ? 1000 : 40
    for number in 0..<worlds {
      let world = generator.billedWorld(withExtremes: number.isMultiple(of: 5))
      let place = "world \(number) of the seed \(generator.random.seed)"
      lines += try MigratedDatabase.with { database in
        let metered = try MeteredWorld(yaml: world.yaml, in: database)
        try metered.ingest(world.ndjson)
        let billed = try Billing(
          metered.connection, directory: metered.directory, now: world.now
        ).preview(world.period, organisations: [])
        let model = ModelBilling(
          world, ModelLedger(world), on: Zone.default.date(of: world.now))
        return BillingComparison(world: world, place: place).expectAlike(billed, model)
      }
    }
    #expect(lines.count > worlds * 10, "the worlds are not empty")
    #expect(Set(lines.map(\.kind)) == [.usage, .commitment, .oneOff, .discount, .minimum])
    #expect(lines.contains { $0.kind == .usage && $0.pricing != nil })
  }

  @Test func `what changes after a month was issued is billed as the difference`() throws {
    var generator = WorldGenerator(random: .seeded(for: "corrected worlds"), hasConflicts: true)
    var lines: [InvoiceDocument.Line] = []
    let worlds = Self.isSoak ? 400 : 12
    for number in 0..<worlds {
      var world = generator.billedWorld(withExtremes: false)
      world.now = testNow
      let place = "world \(number) of the seed \(generator.random.seed)"
      lines += try MigratedDatabase.with { database in
        try correct(world, in: database, place, &generator)
      }
    }
    #expect(lines.count > worlds * 20, "the worlds are not empty")
    #expect(lines.contains { $0.kind == .adjustment })
  }

  /// Issues a world's month; then, twice, lets events come late and documents be corrected, and
  /// issues the next month. Compares all documents; returns their lines.
  private func correct(
    _ world: World, in database: TestDatabase, _ place: String, _ generator: inout WorldGenerator
  ) throws -> [InvoiceDocument.Line] {
    var world = world
    var metered = try MeteredWorld(yaml: world.yaml, in: database)
    try metered.ingest(world.ndjson)
    var ledger = ModelLedger(world)
    var date = world.period.next.firstDay.adding(days: .random(in: 2...9, using: &generator.random))
    var accounts: [String: ModelAccount] = [:]
    var lines: [InvoiceDocument.Line] = []
    for round in 0...2 {
      if round > 0 {
        var later = world
        later.facts = generator.laterFacts(in: world)
        if generator.chance(2) { generator.correctPrices(of: &later) }
        if generator.chance(2) { generator.correctTerms(of: &later) }
        try metered.apply(yaml: later.yaml, correctingBecause: "it was read wrongly", now: testNow)
        try metered.ingest(later.ndjson)
        for fact in later.facts { ledger.take(fact, in: later) }
        // What came before belongs to a world whose documents led to it.
        later.facts = world.facts + later.facts
        later.period = world.period.next
        world = later
        date = date.adding(days: 31)
      }
      let issued = try Billing(metered.connection, directory: metered.directory, now: world.now)
        .issue(world.period, organisations: [], on: date) { _ in }
      let model = ModelBilling(world, ledger, on: date, after: accounts)
      accounts = model.accounts
      lines += BillingComparison(world: world, place: "\(place), round \(round)")
        .expectAlike(issued, model)
    }
    try expectProof(
      of: Billing(metered.connection, directory: metered.directory, now: world.now), metered, place)
    return lines
  }

  /// An audit of what was issued finds nothing to name, and every document can be booked.
  private func expectProof(
    of billing: Billing, _ metered: MeteredWorld, _ place: String
  ) throws {
    #expect(try Audit(metered.connection).run().failures == [], "\(place)")
    #expect(try billing.owedCheck().check.broken == nil, "\(place)")
    let journal = SalesJournal(metered.connection, directory: metered.directory)
    for period in Set(try InvoiceArchive(metered.connection).entries().map(\.period)) {
      #expect(try billing.owedCheck(period).check.broken == nil, "\(place), \(period)")
      #expect(throws: Never.self, "\(place)") { try journal.entries(.billed(period)) { _ in } }
    }
  }
}
