import Foundation
import PostgreSQL
import TestSupport
import Testing

/// `releve capacity report`, `replicas` and `policies`, on the demonstration's estate.
@Suite struct CapacityReportCommandTests {
  private let releve: Program

  init() throws {
    releve = Program(try MigratedDatabase.make())
    let documents = ["catalogue", "price-list", "service-levels", "customers"].map {
      Program.demo("documents/\($0).yaml")
    }
    let applied = try releve(["apply"] + documents + [Program.demo("estate/documents.yaml")])
    try #require(applied.status == 0, "\(applied.errors)")
    let imported = try releve(
      "capacity", "import", "--at", "2026-11-26T05:00:00Z", Program.demo("estate/snapshot"))
    try #require(imported.status == 0, "\(imported.errors)")
  }

  @Test func `a critical finding ends with 3, and the report is whole`() throws {
    let table = try releve("capacity", "report", "--format", "table")
    #expect(table.status == 3)
    #expect(table.output.hasPrefix("CAPACITÉ val-prod\n"))
    #expect(table.output.contains("Coopérative du Val SCA"))
    let english = try releve("capacity", "report", "--format", "table", "--language", "en")
    #expect(english.output.hasPrefix("CAPACITY val-prod\n"))
    let json = try releve("capacity", "report")
    let reports = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let report = try #require((reports as? [[String: Any]])?.first)
    #expect(report["tenant"] as? String == "val-prod")
    #expect((report["pools"] as? [Any])?.count == 3)
    #expect((report["machines"] as? [Any])?.count == 40)
  }

  @Test func `findings are rows, and the page is a file`() throws {
    let csv = try releve("capacity", "report", "--format", "csv").output.split(separator: "\n")
    #expect(csv.first == "tenant,taken_at,severity,code,rule,kind,id,name,message")
    #expect(csv.dropFirst().allSatisfy { $0.hasPrefix("val-prod,2026-11-26T05:00:00Z,") })
    try TemporaryFolder.with { folder in
      let path = folder + "/capacity.html"
      let page = try releve("capacity", "report", "--format", "html", "--output", path)
      #expect(page.status == 3 && page.output.isEmpty)
      let html = try String(contentsOfFile: path, encoding: .utf8)
      #expect(try ParsedPage(html).faults == [])
    }
  }

  @Test func `the console's columns, and keys for programs`() throws {
    let policies = try releve("capacity", "policies", "--format", "csv").output
    #expect(policies.hasPrefix("Nom,Fréquence,Zone de disponibilité,Pool,Block Storage\n"))
    let replicas = try releve("capacity", "replicas", "--format", "csv").output
    #expect(
      replicas.hasPrefix(
        """
        Nom,Emplacement Source,Emplacement Cible,Politique
        dwh-01,AZ05 / clu001-t0001-az05,AZ07 / clu002-t0001-az07 / \
        sr012-clu002-t0001-az07-r-flh2-data22,dr-1h

        """))
    let backups = try releve("capacity", "policies", "--backup", "--format", "ndjson").output
    #expect(backups.split(separator: "\n").count == 5)
    #expect(backups.contains("\"last_backup\":\"2026-11-25T21:45:00Z\""))
    #expect(
      try releve("capacity", "policies", "--language", "en", "--format", "table").output
        .hasPrefix("Name"))
  }

  @Test func `without a snapshot there is nothing to tell, and a tenant is named`() throws {
    let missing = try releve("capacity", "report", "--tenant", "vexin")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("[no_snapshot]"))
    let empty = Program(try MigratedDatabase.make())
    let report = try empty("capacity", "report", "--format", "json")
    #expect(report.status == 0 && report.output == "[\n\n]\n")
    #expect(report.errors.contains("no tenant has a snapshot"))
  }
}
