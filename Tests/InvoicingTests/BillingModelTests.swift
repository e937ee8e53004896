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
        try metered.tell(world.incidents)
        let billed = try Billing(
          metered.connection, directory: metered.directory, now: world.now
        ).preview(world.period, organisations: [])
        let model = ModelBilling(
          world, ModelLedger(world), on: Zone.default.date(of: world.now))
        return BillingComparison(world: world, place: place).expectAlike(billed, model)
      }
    }
    #expect(lines.count > worlds * 10, "the worlds are not empty")
    #expect(
      Set(lines.map(\.kind))
        == [.usage, .commitment, .oneOff, .discount, .minimum, .serviceCredit])
    #expect(lines.contains { $0.kind == .usage && $0.pricing != nil })
  }
}
