import Calendars
import Invoicing
import TestSupport
import Testing

@testable import TestModel

/// A provider that bills month after month, beside the model that does the same.
struct BilledHistory {
  private(set) var world: World
  private(set) var metered: MeteredWorld
  private var ledger: ModelLedger
  /// By contract: what the model has billed.
  private var accounts: [String: ModelAccount] = [:]
  private var held: Set<String> = []
  private let first: Period
  let place: String
  /// Reports of service levels, as they were made.
  var reports: [KeptReport] = []

  /// What was issued, and how often an organisation could not be billed.
  private(set) var documents: [InvoiceDocument] = []
  private(set) var obstacles: [String] = []

  init(_ world: World, in database: TestDatabase, _ place: String) throws {
    self.world = world
    self.place = place
    first = world.period
    metered = try MeteredWorld(yaml: world.yaml, in: database)
    try metered.ingest(world.ndjson)
    try metered.tell(world.incidents)
    ledger = ModelLedger(world)
  }

  /// Lets a month go by: documents are corrected, events come late, contracts end.
  mutating func passMonth(_ generator: inout WorldGenerator) throws {
    var later = generator.monthAfter(world, since: first, knowing: ledger)
    try metered.apply(yaml: later.yaml, correctingBecause: "it was read wrongly", now: testNow)
    try metered.ingest(later.ndjson)
    try metered.tell(later.incidents, since: world.incidents)
    for fact in later.facts { ledger.take(fact, in: later) }
    // What came before belongs to a world whose documents led to it.
    later.facts = world.facts + later.facts
    world = later
  }

  /// Holds some organisations, and releases some that are on hold; in the end all of them.
  mutating func decideOnHolds(isLast: Bool, _ generator: inout WorldGenerator) throws {
    for organisation in world.organisations.map(\.name) {
      let isHeld = held.contains(organisation)
      guard isHeld ? isLast || generator.chance(2) : !isLast && generator.chance(6) else {
        continue
      }
      let isNew = try Holds(metered.connection)
        .set(organisation, held: !isHeld, reason: "as decided before \(world.period)")
      #expect(isNew, "\(place)")
      held.formSymmetricDifference([organisation])
    }
  }

  private var billing: Billing {
    get throws {
      try Billing(metered.connection, directory: metered.directory, now: world.now)
    }
  }

  /// Previews and issues the month on a date; both are held to the model.
  mutating func issue(on date: LocalDate) throws {
    let preview = try billing.preview(world.period, organisations: [], issueDate: date)
    let issued = try billing.issued(world.period, on: date)
    let model = ModelBilling(world, ledger, on: date, after: accounts, held: held)
    accounts = model.accounts
    let comparison = BillingComparison(world: world, place: "\(place), issue of \(date)")
    _ = comparison.expectAlike(issued, model)
    comparison.expectSame(preview, issued)
    try keepReports()
    documents += issued.documents
    obstacles += issued.obstacles.map(\.code.rawValue)
  }

  /// Issues again, which issues nothing, and holds everything ever billed to what is owed, by key;
  /// returns of how many organisations.
  func settle(on date: LocalDate) throws -> Int {
    let again = try billing.issued(world.period, on: date)
    #expect(again.documents.isEmpty, "\(place): issued twice")
    let model = ModelBilling(world, ledger, on: date, after: accounts, held: held)
    #expect(model.documents.isEmpty, "\(place): the model issues twice")
    let billed = try BilledBalance(metered.database)
    let settled = world.organisations.filter { model.obstacles[$0.name] == nil }
    for organisation in settled {
      let owed = try model.balance(of: organisation)
      let found = billed.lines[organisation.name] ?? []
      let (more, less) = (Set(found).subtracting(owed), Set(owed).subtracting(found))
      #expect(more.isEmpty && less.isEmpty, "\(place), \(organisation.name), billed and owed")
    }
    try expectProof()
    try expectReportsAgain()
    return settled.count { billed.lines[$0.name] != nil }
  }

  /// An audit of what was issued finds nothing to name, and every document can be booked.
  private func expectProof() throws {
    let billing = try billing
    #expect(try Audit(metered.connection).run().failures == [], "\(place)")
    #expect(try billing.owedCheck().check.broken == nil, "\(place)")
    let journal = SalesJournal(metered.connection, directory: metered.directory)
    for period in Set(try InvoiceArchive(metered.connection).entries().map(\.period)) {
      #expect(try billing.owedCheck(period).check.broken == nil, "\(place), \(period)")
      #expect(throws: Never.self, "\(place)") { try journal.entries(.billed(period)) { _ in } }
    }
  }
}
