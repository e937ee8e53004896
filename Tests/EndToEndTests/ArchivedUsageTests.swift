import PostgreSQL
import TestSupport
import Testing

/// What a user is told of usage that waits for an archived month.
@Suite struct ArchivedUsageTests {
  /// Works with the demonstration's documents and twenty events of September 2024.
  private func withSeptember(_ work: (Program, TestDatabase) throws -> Void) throws {
    let database = try MigratedDatabase.make()
    try TemporaryFolder.with { home in
      let releve = Program(
        home: home, environment: ["RELEVE_DATABASE_URL": database.connectionURL])
      #expect(try releve(["apply"] + demoDocuments).status == 0)
      let september = eventLines(0..<20).replacing("2024-10-05", with: "2024-09-05")
      #expect(try releve("ingest", "-", input: september).status == 0)
      try work(releve, database)
    }
  }

  @Test func `usage and invoices that wait for a month name it, and need a person`() throws {
    try withSeptember { releve, _ in
      let before = try releve("usage", "--period", "2024-09", "--format", "csv")
      #expect(before.status == 0 && before.output.contains("lumiere-prod"), "\(before.errors)")
      #expect(try releve("db", "archive", "--before", "2024-10").status == 0)
      let archived = try releve("usage", "--period", "2024-09", "--format", "csv")
      #expect(archived.status == 0 && archived.output == before.output, "\(archived.errors)")

      let late = eventLines(20..<21).replacing("2024-10-05", with: "2024-09-06")
        .replacing(#""quantity":"1""#, with: #""quantity":"3""#)
      #expect(try releve("ingest", "-", input: late).status == 0)
      for period in ["2024-09", "2024-10"] {
        let held = try releve("usage", "--period", period, "--format", "csv")
        #expect(held.status == 3)
        #expect(period == "2024-10" || held.output == before.output)
        #expect(
          held.errors.contains(
            "events came, or were voided, in months that are archived; restore them: 2024-09"
              + " [archived_month]"),
          "\(held.errors)")
      }
      #expect(try releve("usage", "--period", "2024-08").status == 0)
      let invoice = try releve("invoice", "preview", "--period", "2024-09")
      #expect(invoice.status == 3 && invoice.errors.contains("[archived_month]"))
      #expect(invoice.errors.contains("releve db archive --restore 2024-09"), "\(invoice.errors)")

      #expect(try releve("db", "archive", "--restore", "2024-09").status == 0)
      let restored = try releve("usage", "--period", "2024-09", "--format", "csv")
      #expect(restored.status == 0 && restored.output != before.output, "\(restored.errors)")
    }
  }

  @Test func `documents that take archived events are refused by name`() throws {
    try withSeptember { releve, database in
      #expect(try releve("db", "archive", "--before", "2024-10").status == 0)
      let sql = "update releve.metered_term set zone = 'UTC'; delete from releve.metered_documents"
      try database.connect().run(script: sql, name: "other documents")
      let run = try releve("usage", "--period", "2024-09")
      #expect(run.status == 1)
      #expect(
        run.errors.contains("`releve db archive --restore 2024-09`, or correct the documents"),
        "\(run.errors)")
      #expect(run.errors.hasSuffix("[archived_months_change]\n"))
    }
  }
}
