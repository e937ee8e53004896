import Calendars
import Foundation
import Invoicing
import PostgreSQL
import TestSupport
import Testing

@Suite struct ConcurrentIssueTests {
  /// Issues January to April at once in as many processes as there are lists of organisations, each
  /// on a thread of its own; returns how many documents each issued.
  private func issueAtOnce(_ world: BillingWorld, _ processes: [[String]]) async throws -> [Int] {
    let period = try #require(Period("2026-04"))
    let database = world.database
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for organisations in processes {
        group.addTask {
          try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
              continuation.resume(
                with: Result {
                  try BillingWorld(joining: database).billing().issued(
                    period, organisations: organisations, on: LocalDate("2026-05-02")
                  ).documents.count
                })
            }
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test(arguments: [
    [["acme"], ["acme"], ["acme"], ["acme"]], [["acme"], ["beta"], ["acme"], ["beta"]],
    [[], [], [], []], [["beta"], ["acme"], [], []], [["acme"], ["beta"]], [["acme"], ["acme"]],
  ])
  func `each contract and period is issued once, without a gap`(processes: [[String]]) async throws
  {
    let world = try BillingWorld()
    for month in 1...4 {
      try world.ingest(
        "a\(month) prod csp:fr1:act r 2026-0\(month)-20T10:00:00Z 1",
        "b\(month) beta csp:fr1:act r 2026-0\(month)-20T10:00:00Z 1")
    }
    // Before beta's contract.
    try world.ingest("void v1 b1")
    let counts = try await issueAtOnce(world, processes)
    // acme: January to April; beta, whose contract begins in February: three.
    let isOnlyACME = processes.allSatisfy { $0 == ["acme"] }
    let expected = isOnlyACME ? 4 : 7
    #expect(counts.reduce(0, +) == expected)
    let entries = try InvoiceArchive(world.connection).entries()
    #expect(entries.map(\.number) == (1...expected).map { "FR-2026-00000\($0)" })
    #expect(Set(entries.map { "\($0.contract) \($0.period)" }).count == expected)
    let documents = try entries.map { try InvoiceArchive(world.connection).document($0.number) }
    let chain = [InvoiceDocument.genesisDigest] + documents.compactMap(\.digest)
    #expect(documents.map(\.previousDigest) == chain.dropLast().map(Optional.some))
  }

  @Test func `a number is not spent on a document that does not come to be`() throws {
    let world = try BillingWorld()
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-03-20T10:00:00Z 1",
      "b1 beta csp:fr1:act r 2026-03-20T10:00:00Z 1")
    let superuser = try world.database.connect()
    // The lines of the first document are refused after its number was taken.
    try superuser.run(
      script: "alter table releve.invoice_line add constraint no check (false) not valid",
      name: "break")
    #expect(throws: PostgresError.self) { try world.issue("2026-03", on: "2026-04-02") }
    try superuser.run(script: "alter table releve.invoice_line drop constraint no", name: "mend")
    let numbers = try world.issue("2026-03", on: "2026-04-02").documents.map(\.number)
    #expect(numbers == ["FR-2026-000001", "FR-2026-000002"])
  }
}
