import Foundation
import TestSeeds
import TestSupport
import Testing

/// `releve invoice export`.
@Suite struct InvoiceExportCommandTests {
  private static let formats = ["json", "csv", "html"]

  /// The files of a folder by name.
  private func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try Data(contentsOf: URL(filePath: folder + "/" + name))
    }
    return files
  }

  /// How many files a folder has that is worked in; 0 where there is none.
  private func count(_ folder: String) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.count ?? 0
  }

  private func export(
    _ releve: Program, _ format: String, into folder: String
  ) throws -> Program.Run {
    try releve(
      "invoice", "export", "--period", "2025-11", "--as", format, "--output", folder)
  }

  /// What `sha256sum` says of a folder's manifest.
  private func check(_ releve: Program, _ folder: String) throws -> Program.Run {
    try releve.shell("cd '\(folder)' && sha256sum --check --strict --quiet SHA256SUMS")
  }

  @Test func `a document goes to standard output or to a file`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    let words = ["invoice", "export", "OC-2026-000001", "--as"]
    let json = try releve(words + ["json"])
    #expect(json.status == 0, "\(json.errors)")
    #expect(
      json.output == (try releve("invoice", "show", "OC-2026-000001", "--format", "json")).output)
    let csv = try releve(words + ["csv"]).output
    #expect(
      csv == """
        document,kind,issued_on,due_on,organisation,contract,currency,document_period,line,\
        line_kind,adjusts,corrects,period,from,to,tenant,product,service,sku,label,quantity,unit,\
        unit_price,price_version,amount,vat_category,vat_rate
        OC-2026-000001,invoice,2026-03-02,2026-04-01,alice,alice-2026,EUR,2026-01,1,usage,,,\
        2026-01,2025-12-31T23:00:00Z,2026-01-31T23:00:00Z,alice-prod,support-hour,Support,\
        csp:support:hour,Hour of support,1,h,90.00,prices@2026-01-01,90.00,S,20.00

        """)
    #expect(try releve(words + ["csv", "--output", "-"]).output == csv)
    try TemporaryFolder.with { folder in
      for format in Self.formats {
        let run = try releve(words + [format, "--output", folder + "/f"])
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
        #expect(try files(in: folder) == ["f": Data(try releve(words + [format]).output.utf8)])
      }
      let nowhere = try releve(words + ["csv", "--output", folder + "/no/f"])
      #expect(nowhere.status == 1)
      #expect(nowhere.errors.contains("[cannot_write]"))
    }
  }

  @Test func `a month is a folder with a manifest that sha256sum takes`() throws {
    let releve = try Program(firstCustomerIn: try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      for month in ["2026-01", "2026-02"] {
        let words = ["invoice", "export", "--period", month, "--organisation", "alice", "--as"]
        let run = try releve(words + ["json", "--output", folder])
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(
          run.errors.contains(
            "\(folder): 1 written, 0 there already; to check them, run `sha256sum -c SHA256SUMS`"
              + " in the folder"))
      }
      let files = try files(in: folder)
      #expect(
        files.keys.sorted() == ["OC-2026-000001.json", "OC-2026-000002.json", "SHA256SUMS"])
      let document = try releve("invoice", "show", "OC-2026-000002", "--format", "json").output
      #expect(files["OC-2026-000002.json"] == Data(document.utf8))
      // The manifest has those of both runs.
      #expect(try check(releve, folder).status == 0)
      try Data().write(to: URL(filePath: folder + "/OC-2026-000001.json"))
      let broken = try check(releve, folder)
      #expect(broken.status == 1 && broken.output.contains("OC-2026-000001.json: FAILED"))
      #expect(!broken.output.contains("OC-2026-000002.json"))
      let none = try releve(
        "invoice", "export", "--period", "2026-03", "--as", "json", "--output", folder + "/none")
      #expect(none.status == 0)
      #expect(none.errors.contains("nothing to export: no document bills 2026-03"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/none"))
    }
  }

  @Test func `what cannot be is refused`() throws {
    let releve = Program(home: "/nowhere")
    for (words, message) in [
      ([], "name one document by its number, or a month"),
      (["N-1", "--period", "2026-01"], "name one document by its number, or a month"),
      (["N-1", "--organisation", "acme"], "--organisation is for a month"),
      (["--period", "2026-01"], "name it with --output"),
      (["--period", "2026-01", "--output", "-"], "name it with --output"),
      (["N-1", "--output", ""], "--output is empty"),
    ] {
      let run = try releve(["invoice", "export", "--as", "csv"] + words)
      #expect(run.status == 2 && run.errors.contains(message), "\(words): \(run.errors)")
    }
    let formless = try releve("invoice", "export", "N-1")
    #expect(formless.status == 2)
    #expect(formless.errors.contains("'--as <json|csv|html|cii|ubl|pdf|facturx>'"))
    let customer = try Program(firstCustomerIn: try MigratedDatabase.make())
    let unknown = try customer("invoice", "export", "N-1", "--as", "csv")
    #expect(unknown.status == 1 && unknown.errors.contains("[unknown_document]"))
    let other = try customer(
      "invoice", "export", "--period", "2026-01", "--organisation", "x", "--as", "csv",
      "--output", "/nowhere")
    #expect(other.status == 1 && other.errors.contains("[unknown_organisation]"))
  }

  @Test func `an export that is killed anywhere and run again ends in the same folder`() throws {
    var random = SeededGenerator.seeded(for: "killed exports")
    try ManyContracts().with { database in
      let releve = Program(database)
      try TemporaryFolder.with { parent in
        let whole = parent + "/whole"
        #expect(try export(releve, "json", into: whole).status == 0)
        let unbroken = try files(in: whole)
        #expect(unbroken.count == ManyContracts.count + 1)
        var kills = 0
        for round in 0..<5 {
          let folder = parent + "/\(round)"
          for _ in 0..<3 {
            kills += try killedExport(
              releve, into: folder, once: Int.random(in: 0..<ManyContracts.count, using: &random))
            try expectOnlyWhole(folder, among: unbroken)
          }
          let last = try export(releve, "json", into: folder)
          #expect(last.status == 0, "\(last.errors)")
          #expect(try files(in: folder) == unbroken, "round \(round) of the seed \(random.seed)")
        }
        #expect(kills > 5, "exports are killed while they work")
        #expect(try check(releve, parent + "/0").status == 0)
      }
    }
  }

  @Test func `an interrupted export says so, and what is there is not made again`() throws {
    try ManyContracts().with { database in
      let releve = Program(database)
      try TemporaryFolder.with { folder in
        let process = try releve.start(
          "invoice", "export", "--period", "2025-11", "--as", "html", "--output", folder)
        while process.isRunning, count(folder) < 40 { usleep(500) }
        process.send(SIGINT)
        let run = try process.finish()
        #expect(run.status == 130 && run.errors.contains("[interrupted]"), "\(run.errors)")
        #expect(try files(in: folder)["SHA256SUMS"] == nil)
        let again = try export(releve, "html", into: folder)
        #expect(again.status == 0)
        let kept = try #require(again.errors.firstMatch(of: /written, (\d+) there already/))
        #expect(Int(kept.output.1).map { $0 >= 38 } == true, "\(again.errors)")
        #expect(try check(releve, folder).status == 0)
      }
    }
  }

  /// Starts an export and kills it once there are so many files; returns 1 where it had not ended.
  private func killedExport(
    _ releve: Program, into folder: String, once count: Int
  ) throws -> Int {
    let process = try releve.start(
      "invoice", "export", "--period", "2025-11", "--as", "json", "--output", folder)
    while process.isRunning {
      if self.count(folder) > count { break }
      usleep(500)
    }
    process.send(SIGKILL)
    return try process.finish().status == -1 ? 1 : 0
  }

  /// Each file that has its name is as it should be, and so is the manifest where there is one.
  private func expectOnlyWhole(_ folder: String, among unbroken: [String: Data]) throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    for (name, data) in try files(in: folder)
    where !name.hasPrefix(".") && name != "SHA256SUMS.partial" {
      #expect(data == unbroken[name], "\(name)")
    }
  }

  @Test func `exports into one folder wait for each other`() throws {
    try ManyContracts().with { database in
      let releve = Program(database)
      try TemporaryFolder.with { folder in
        let words = ["invoice", "export", "--period", "2025-11", "--output", folder, "--as"]
        let running = try (0..<4).map { place in
          try releve.start(words + [["csv", "html"][place % 2]])
        }
        let runs = try running.map { try $0.finish() }
        for run in runs { #expect(run.status == 0, "\(run.errors)") }
        // Those that came later found the files that are there.
        #expect(runs.count { $0.errors.contains("0 written, 200 there already") } == 2)
        let files = try files(in: folder)
        #expect(files.count == 2 * ManyContracts.count + 1)
        #expect(try check(releve, folder).status == 0)
        let manifest = String(decoding: files["SHA256SUMS"] ?? Data(), as: UTF8.self)
        #expect(manifest.split(separator: "\n").count { !$0.hasPrefix("#") } == files.count - 1)
      }
    }
  }
}
