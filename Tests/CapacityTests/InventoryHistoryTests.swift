import Calendars
import Capacity
import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// After any sequence of snapshots, maps and half-lost ingestions, what is billed is what the last
/// map makes of everything that was ever seen.
@Suite struct InventoryHistoryTests {
  private static let worlds =
    ProcessInfo.processInfo.environment["RELEVE_SOAK"] == "1" ? 100 : 4

  @Test func `what is ingested is what a slow model says, whatever was lost on the way`() throws {
    var random = SeededGenerator.seeded(for: "inventories and maps")
    for _ in 0..<Self.worlds {
      let world = try InventoryWorld(applying: nil)
      var history = InventoryHistory(from: try InventoryWorld.instant("2026-01-01"))
      for step in 0..<12 {
        for _ in 0..<Int.random(in: 0...6, using: &random) { history.change(using: &random) }
        let (parts, takenAt) = history.snapshot(using: &random)
        try world.import(parts, at: takenAt.description)
        if step == 0 || Int.random(in: 0..<4, using: &random) == 0 {
          history.changeRules(using: &random)
          try world.apply(history.rules.document)
        }
        _ = try InventoryEvents(world.connection).derive()
        if Int.random(in: 0..<3, using: &random) == 0 {
          try compare(world, history)
        } else {
          try ingestSome(world, using: &random)
        }
      }
      try compare(world, history)
    }
  }

  /// Ingests some lines, in any order; the others are lost.
  private func ingestSome(
    _ world: InventoryWorld, using random: inout SeededGenerator
  ) throws {
    let lines = try PendingEvents(world.connection).ndjson.split(separator: 10)
      .filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
    guard !lines.isEmpty else { return }
    #expect(try world.ingest(lines.flatMap { Array($0) + [10] }) == [lines.count, 0, 0])
  }

  private func compare(_ world: InventoryWorld, _ history: InventoryHistory) throws {
    try world.ingestPending()
    #expect(try PendingEvents(world.connection).isEmpty)
    let stored = try world.storedLevels()
    var levels: [String: String] = [:]
    var rest = stored[...]
    for (takenAt, expected) in history.levels() {
      while let next = rest.first, next.time <= takenAt {
        levels[next.key] = next.quantity == "0" ? nil : next.quantity
        rest = rest.dropFirst()
      }
      #expect(levels == expected, "at \(takenAt)")
    }
    #expect(rest.isEmpty)
    // Two events of a resource at an instant would leave it to their ids which one holds.
    #expect(Set(stored.map { "\($0.time) \($0.key)" }).count == stored.count)
  }
}

extension InventoryWorld {
  /// Every level that stands, in the order of time, by `SKU RESOURCE`.
  func storedLevels() throws -> [(time: Instant, key: String, quantity: String)] {
    let rows = Statement(
      name: "stored levels",
      text: """
        select event.occurred_at, sku.sku || ' ' || event.resource,
          trim_scale(event.quantity)::text
        from releve.event join releve.sku using (sku_id)
        where not exists (
          select from releve.event_void as void where void.target = event.identity)
        order by 1, 2
        """)
    return try database.connect().query(rows).decode(Instant.self, String.self, String.self)
      .map { ($0.0, $0.1, $0.2) }
  }
}

extension InventoryHistory.Rules {
  /// The rules as an inventory map.
  var document: String {
    func list(_ rules: [(prefix: String, product: String?)]) -> String {
      let rules = rules.map { prefix, product in
        "{ match: \"\(prefix)*\", \(product.map { "product: \($0)" } ?? "ignore: not sold") }"
      }
      return "[ \(rules.joined(separator: ", ")) ]"
    }
    let services = services.sorted { $0.key < $1.key }.map { service, product in
      "\(service): \(product ?? "{ ignore: not sold }")"
    }
    return InventoryWorld.map(
      (["blades: \(list(blades))", "storage: \(list(storage))"] + services)
        .joined(separator: "\n"),
      region: region,
      tenants: "{ id: a, tenant: acme-prod }")
  }
}
