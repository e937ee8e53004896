import Foundation
import PostgreSQL
import TestInvoices
import TestSupport
import Testing

/// Pages and electronic invoices as the commands write them; what they hold is judged by
/// `ConformanceTests`.
@Suite struct DocumentPagesCommandTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  @Test func `a month is written as pages and electronic invoices, twice to the byte`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      for (format, ending) in [
        ("cii", "cii.xml"), ("ubl", "ubl.xml"), ("pdf", "pdf"), ("facturx", "facturx.pdf"),
      ] {
        for place in ["a", "b"] {
          let run = try releve(
            "invoice", "export", "--period", "2026-01", "--as", format, "--output",
            "\(folder)/\(place)")
          #expect(run.status == 0, "\(run.errors)")
        }
        let name = "OC-2026-000001.\(ending)"
        #expect(try bytes("\(folder)/a/\(name)") == bytes("\(folder)/b/\(name)"))
      }
      let check = try releve.shell(
        """
        set -e
        cd '\(folder)/a' && sha256sum --check --strict --quiet SHA256SUMS
        pdfdetach -save 1 -o inside.xml OC-2026-000001.facturx.pdf
        cmp inside.xml OC-2026-000001.cii.xml
        """)
      #expect(check.status == 0, "\(check.output)\(check.errors)")
      let pages = try PDFText.pages(of: bytes("\(folder)/a/OC-2026-000001.pdf")).joined()
      for text in ["OC-2026-000001", "Hour of support", "€108.00", "Alice SARL"] {
        #expect(pages.contains(text), "\(text)")
      }
    }
  }

  @Test func `an annex has each day's quantities, and a chart what months cost`() throws {
    let database = try MigratedDatabase.make()
    let releve = try Program(firstCustomerIn: database)
    try TemporaryFolder.with { folder in
      let words = ["invoice", "export", "OC-2026-000002", "--as", "pdf", "--output"]
      #expect(try releve(words + [folder + "/plain.pdf"]).status == 0)
      let run = try releve(words + [folder + "/annex.pdf", "--annex"])
      #expect(run.status == 0, "\(run.errors)")
      let plain = try PDFText.pages(of: bytes(folder + "/plain.pdf")).joined()
      let annexed = try PDFText.pages(of: bytes(folder + "/annex.pdf")).joined()
      let usage = try releve(
        "usage", "--period", "2026-02", "--organisation", "alice", "--by", "resource,day",
        "--format", "csv"
      ).output.split(separator: "\n").dropFirst()
      #expect(!usage.isEmpty)
      for line in usage {
        let resource = try #require(line.split(separator: ",").first)
        #expect(annexed.contains(resource), "\(resource)")
      }
      #expect(annexed.contains("Annex: daily quantities") && !plain.contains("Annex"))
      for month in ["January 2026", "February 2026"] {
        #expect(annexed.contains(month), "\(annexed)")
      }
      let xml = try releve("invoice", "export", "OC-2026-000002", "--as", "cii", "--annex")
      #expect(xml.status == 2 && xml.errors.contains("--annex is for pages"))
    }
  }

  @Test func `a document that a format cannot express is named, and the others are written`() throws
  {
    let database = try MigratedDatabase.make()
    let releve = try Program(firstCustomerIn: database)
    try TemporaryFolder.with { folder in
      // Without its seller's SIREN, as if it had been issued so.
      try database.connect(role: "releve_owner").run(
        script: """
          alter table releve.invoice disable trigger user;
          update releve.invoice
          set document = replace(document, '"siren":"123456782"', '"siren":null')
          where number = 'OC-2026-000001'
          """, name: "without_siren")
      let run = try releve(
        "invoice", "export", "--period", "2026-01", "--as", "facturx", "--output", folder)
      #expect(run.status == 3)
      #expect(run.errors.contains("[siren_missing]") && run.errors.contains("OC-2026-000001"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/OC-2026-000001.facturx.pdf"))
    }
  }

  @Test func `a month's service levels are pages`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      let run = try releve(
        "sla", "report", "--period", "2026-01", "--format", "pdf", "--language", "en", "--output",
        folder + "/sla.pdf")
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
      #expect(
        try PDFText.pages(of: bytes(folder + "/sla.pdf")).joined().contains("January 2026"))
    }
  }
}
