import TestSupport
import Testing

/// `releve usage --format html`.
@Suite struct UsagePageCommandTests {
  private struct Line: Decodable {
    let quantity: String
  }

  @Test func `usage is a page in the customer's language, or in another`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let words = ["usage", "--period", "2026-01", "--organisation", "alice", "--by", "tenant,day"]
    let page = try ParsedPage(try releve(words + ["--format", "html"]).output)
    #expect(page.faults == [])
    #expect(page.text("title") == "Usage · January 2026 · Alice SARL")
    let lines = try releve(words + ["--format", "json"]).json(as: [Line].self)
    #expect(lines.map(\.quantity) == ["1"])
    #expect(page.cells.contains("1") && page.cells.contains("20 January 2026"))
    #expect(page.cells.contains("Hour of support support-hour · csp:support:hour · h"))
    let french = try releve(words + ["--format", "html", "--language", "fr"]).output
    #expect(try ParsedPage(french).text("h1") == "Consommation · janvier 2026")
  }

  @Test func `a report goes to a file whole, or not at all`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let words = ["usage", "--period", "2026-01", "--format"]
    try TemporaryFolder.with { folder in
      for format in ["table", "json", "ndjson", "csv", "html"] {
        let run = try releve(words + [format, "--output", folder + "/f"])
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
        #expect(
          try releve.shell("cat '\(folder)/f'").output == releve(words + [format]).output)
      }
      #expect(try releve.shell("ls -A '\(folder)'").output == "f\n")
    }
    let plain = try releve(words + ["csv"]).output
    #expect(!plain.isEmpty)
    #expect(try releve(words + ["csv", "--output", "-"]).output == plain)
    let nowhere = try releve(words + ["csv", "--output", "/nowhere/f"])
    #expect(nowhere.status == 1 && nowhere.errors.contains("[cannot_write]"))
    let empty = try releve(words + ["csv", "--output", ""])
    #expect(empty.status == 2 && empty.errors.contains("--output is empty"))
  }
}
