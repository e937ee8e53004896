import Catalogue
import Documents
import Foundation
import PostgreSQL
import TestSupport
import Testing

/// `apply --correct`, dry runs, and what is kept.
@Suite struct CorrectedApplyTests {
  /// A column of a document's versions, in their order.
  private func versions(
    of name: String, _ column: String, in world: ApplyWorld
  ) throws -> [String?] {
    try world.texts(
      "select \(column) from releve.document_version as v where name = '\(name)' order by v.version"
    )
  }

  @Test func `a correction is recorded with its reason, beside the version before`() throws {
    let world = try ApplyWorld()
    let dearer = ApplyWorld.base.replacing("\"1.00\"", with: "\"1.50\"")
    #expect(try world.fault(dearer)?.code == .alreadyBegun)
    #expect(
      try world.apply(dearer, because: "agreed in June") == [
        "unchanged Catalogue c", "corrected PriceList l", "unchanged Seller s",
        "unchanged ServiceLevels v", "unchanged Organisation o",
      ])
    #expect(
      try versions(of: "l", "reason", in: world)
        == [nil, "agreed in June"])
    #expect(try world.apply(dearer).allSatisfy { $0.hasPrefix("unchanged") })
  }

  @Test func `a correction of what needs none is a plain change`() throws {
    let world = try ApplyWorld()
    let moved = ApplyWorld.base.replacing("1 rue B", with: "2 rue B")
    #expect(try world.apply(moved, because: "moved").last == "changed Organisation o")
    #expect(
      try versions(of: "o", "reason", in: world) == [nil, nil])
    #expect(
      try world.apply(ApplyWorld.contract(), because: "new") == ["created Contract k"])
  }

  @Test(arguments: [
    "discounts: [ { percent: 5 } ]", "minimum_monthly: 10", "service_levels: [v]",
    "overrides: [ { product: p, from: 2026-06-15, charge: { model: flat, amount: 1 } } ]",
    "commitments: [ { product: p, quantity: 1, from: 2026-06-15, months: 1 } ]",
    "charges: [ { id: a, period: 2026-05, label: { fr: A, en: A }, amount: 1, service: X } ]",
    "components: [ { match: a, from: 2026-06-15 } ]", "timezone: Europe/Berlin", "to: 2026-06-15",
  ])
  func `what has begun of a contract changes through a correction only`(keys: String) throws {
    let world = try ApplyWorld(applying: ApplyWorld.base + "---\n" + ApplyWorld.contract())
    let changed = ApplyWorld.contract("k", keys)
    let error = try world.fault(changed)
    #expect(error?.code == .alreadyBegun)
    #expect(error?.message.contains("--correct") == true)
    #expect(try world.apply(changed, because: "x") == ["corrected Contract k"])
  }

  @Test(arguments: [
    "discounts: [ { from: 2026-06-16, percent: 5 } ]",
    "minimum_monthly: [ { from: 2026-06-16, amount: 10 } ]",
    "overrides: [ { product: p, from: 2026-06-16, charge: { model: flat, amount: 1 } } ]",
    "commitments: [ { product: p, quantity: 1, from: 2026-06-16, months: 1 } ]",
    "charges: [ { id: a, period: 2026-06, label: { fr: A, en: A }, amount: 1, service: X } ]",
    "components: [ { match: a, from: 2026-06-16 } ]", "to: 2026-06-16", "payment_terms_days: 45",
    "discounts: []", "minimum_monthly: \"0.00\"", "purchase_order: P", "issue: { automatic: true }",
  ])
  func `what has not begun of a contract changes freely`(keys: String) throws {
    let world = try ApplyWorld(applying: ApplyWorld.base + "---\n" + ApplyWorld.contract())
    let outcome =
      ["discounts: []", "minimum_monthly: \"0.00\""].contains(keys)
      ? "unchanged" : "changed"
    #expect(try world.apply(ApplyWorld.contract("k", keys)) == ["\(outcome) Contract k"])
  }

  @Test func `a VAT that will change is set freely`() throws {
    let world = try ApplyWorld(applying: ApplyWorld.base + "---\n" + ApplyWorld.contract())
    let vat = { (rate: String) in
      """
      [ { from: 2026-01-01, category: S, rate: \(rate) },
          { from: 2026-07-01, category: S, rate: 21 } ]
      """
    }
    #expect(
      try world.apply(ApplyWorld.contract("k", vat: vat("20"))) == ["changed Contract k"])
    #expect(try world.fault(ApplyWorld.contract("k", vat: vat("19")))?.code == .alreadyBegun)
  }

  @Test func `an end in the future of components is set freely`() throws {
    let scope = { (end: String) in
      ApplyWorld.contract("k", "components: [ { match: a, from: 2026-02-01\(end) } ]")
    }
    let world = try ApplyWorld(applying: ApplyWorld.base + "---\n" + scope(""))
    #expect(try world.apply(scope(", to: 2026-06-16")) == ["changed Contract k"])
    #expect(try world.fault(scope(", to: 2026-06-15"))?.code == .alreadyBegun)
  }

  @Test func `service levels stand once a contract that names them has begun`() throws {
    let world = try ApplyWorld()
    let levels = { (target: String) in
      ApplyWorld.base.components(separatedBy: "---\n")[3].replacing("99.9", with: target)
    }
    #expect(try world.apply(levels("99.5")) == ["changed ServiceLevels v"])
    try world.apply(ApplyWorld.contract("k", "service_levels: [v]"))
    #expect(try world.fault(levels("99.6"))?.code == .alreadyBegun)
    #expect(try world.apply(levels("99.6"), because: "x") == ["corrected ServiceLevels v"])
  }

  @Test func `a product that was applied is never left out`() throws {
    let world = try ApplyWorld()
    let without = """
      kind: Catalogue
      name: c
      spec:
        products:
          - { product: p, sku: s, label: { fr: p, en: p }, service: OpenIaaS, unit: VM,
              meter: { aggregation: count } }
      """
    #expect(try world.fault(without)?.code == .cannotBeCorrected)
    #expect(try world.fault(without, because: "x")?.code == .cannotBeCorrected)
  }

  @Test func `a document of an earlier release is shown too`() throws {
    let world = try ApplyWorld()
    try world.database.connect().run(
      script: "update releve.document_version set written = null", name: "earlier")
    let shown = try DocumentStore(world.connection).yaml(.organisation, name: "o")[0]
    #expect(shown.hasPrefix("kind: Organisation\nname: o\nspec:\n  address:\n"))
    #expect(try world.apply(shown) == ["unchanged Organisation o"])
  }

  @Test func `a dry run checks everything and writes nothing`() throws {
    let world = try ApplyWorld()
    let count = { try world.texts("select count(*)::text from releve.document_version") }
    let before = try count()
    let moved = ApplyWorld.base.replacing("1 rue B", with: "2 rue B")
    #expect(
      try world.apply(moved + "---\n" + ApplyWorld.contract(), dryRun: true).suffix(2)
        == ["changed Organisation o", "created Contract k"])
    #expect(try count() == before)
    #expect(try world.texts("select name from releve.contract").isEmpty)
    #expect(try world.fault(ApplyWorld.contract("k", "service_levels: [w]"))?.code == .unknownName)
  }

  @Test func `a run that fails at its last document writes nothing`() throws {
    let world = try ApplyWorld()
    let moved = ApplyWorld.base.replacing("1 rue B", with: "2 rue B")
    let broken = moved + "---\n" + ApplyWorld.contract("k", "service_levels: [w]")
    #expect(try world.fault(broken)?.code == .unknownName)
    #expect(try world.texts("select name from releve.contract").isEmpty)
    #expect(
      try DocumentStore(world.connection).yaml(.organisation, name: "o")[0].contains("1 rue B"))
  }

  @Test func `runs at once follow each other`() async throws {
    let world = try ApplyWorld()
    let database = world.database
    let outcomes = try await withThrowingTaskGroup(of: [String].self) { group in
      for index in 1...24 {
        group.addTask {
          let own = try ApplyWorld(joining: database)
          return try own.apply(ApplyWorld.base.replacing("1 rue B", with: "\(index) rue C"))
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(outcomes.count { $0 == "changed Organisation o" } == 24)
    #expect(outcomes.count { $0.hasPrefix("unchanged") } == 24 * 4)
    // Each run saw what the one before had written: versions follow each other without a gap.
    #expect(
      try versions(of: "o", "version::text", in: world) == (1...25).map(String.init))
  }
}
