import TestSupport
import Testing

/// `releve export journal`.
@Suite struct ExportCommandTests {
  @Test func `the journal of a month is CSV`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let head =
      "document,date,period,organisation,contract,kind,account,vat_category,vat_rate,net,vat,gross,"
      + "currency\n"
    let january = "OC-2026-000001,2026-03-02,2026-01,alice,alice-2026,invoice,706000,S,20.00,"
    let amounts = "90.00,18.00,108.00,EUR\n"
    let run = try releve("export", "journal", "--period", "2026-01")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == head + january + amounts)
    let dated = try releve("export", "journal", "--issued-in", "2026-03").output
    #expect(dated.split(separator: "\n").count == 3)
    #expect(try releve("export", "journal", "--period", "2026-03").output == head)
  }

  @Test func `one month is named`() throws {
    let releve = Program(home: "/nowhere")
    #expect(try releve("export", "journal").status == 2)
    let both = try releve(
      "export", "journal", "--period", "2026-01", "--issued-in", "2026-02")
    #expect(both.status == 2)
    #expect(both.errors.contains("--period MONTH or --issued-in MONTH"))
  }
}
