import Foundation
import PostgreSQL
import TestSeeds
import TestSupport
import Testing

/// `releve sla import`.
@Suite struct ServiceLevelImportCommandTests {
  private struct Summary: Decodable {
    struct Left: Decodable, Equatable {
      let kind: String?
      let id: String?
      let file: String
      let line: Int
      let reason: String
      let message: String
    }

    let read: Int
    let added: Int
    let amended: Int
    let retracted: Int
    let unchanged: Int
    let refused: [Left]
    let skipped: [Left]
    let knownAt: String?

    private enum CodingKeys: String, CodingKey {
      case read, added, amended, retracted, unchanged, refused, skipped
      case knownAt = "known_at"
    }
  }

  private static let component =
    #"{"kind":"component","id":"c","component":"github/actions","from":"2022-01-01T00:00:00Z"}"#

  @Test func `what is refused is listed, and the others are stored`() throws {
    let releve = Program(try MigratedDatabase.make())
    let outage =
      #"{"kind":"outage","id":"o","component":"github/actions","from":"2022-01-01T00:00:00Z"}"#
    let input = "\(Self.component)\n\(outage)\n{\"kind\":\"outage\"}\n"
    let first = try releve("sla", "import", "-", input: input)
    #expect(first.status == 3)
    #expect(first.errors == "warning: 1 record was refused [refused]\n")
    let told = try first.json(as: Summary.self)
    #expect((told.read, told.added, told.unchanged) == (3, 2, 0))
    #expect(told.knownAt?.hasSuffix("Z") == true && told.skipped == [])
    #expect(
      told.refused == [
        Summary.Left(
          kind: "outage", id: nil, file: "-", line: 3, reason: "missing_field",
          message: "`id` is missing")
      ])
    // What is not known is null.
    #expect(first.output.contains("\"id\" : null"))
    let again = try releve("sla", "import", "-", input: "[\(Self.component),\(outage)]")
    #expect(again.status == 0 && again.errors == "")
    #expect(try again.json(as: Summary.self).unchanged == 2)
    #expect(again.output.contains("\"known_at\" : null"))
    let table = try releve("sla", "import", "-", "--format", "table", input: input)
    #expect(
      table.output == """
        read  added  amended  retracted  unchanged  refused  skipped
        ────  ─────  ───────  ─────────  ─────────  ───────  ───────
           3      0        0          0          2        1        0
        nothing has changed

        refused  id  file  line  reason         message
        ───────  ──  ────  ────  ─────────────  ───────────────
        outage       -        3  missing_field  `id` is missing

        """)
  }

  @Test func `several files are one import, each in its own form`() throws {
    let releve = Program(try MigratedDatabase.make())
    let map = try TemporaryFile("components: { Actions: github/actions }\n")
    let declared = try TemporaryFile(Self.component)
    let incidents = Program.demo("incidents/github_status_2022_2024.json")
    let run = try releve("sla", "import", "--map", map.path, incidents, declared.path)
    let told = try run.json(as: Summary.self)
    // 128 mentions of Actions, of which some were amended.
    #expect(run.status == 0 && told.added == 129 && told.amended == 13 && told.refused == [])
    #expect(told.read == told.added + told.amended + told.skipped.count)
    #expect(Set(told.skipped.map(\.reason)) == ["no_component", "unmapped_component"])
    let again = try releve("sla", "import", "--map", map.path, incidents, declared.path)
    #expect(try again.json(as: Summary.self).unchanged == 142)
  }

  @Test func `wrong usage and wrong maps are refused before anything is stored`() throws {
    let releve = Program(try MigratedDatabase.make())
    let map = try TemporaryFile("components: { Actions: 'github/*' }\n")
    let incidents = Program.demo("incidents/github_status_2022_2024.json")
    let wrong = try releve(
      "sla", "import", "-", incidents, "--map", map.path, input: Self.component)
    #expect(
      wrong.status == 2 && wrong.errors.contains("\(map.path):1: components.Actions: expected"))
    let missing = try releve("sla", "import", incidents)
    #expect(missing.status == 2 && missing.errors.contains("is read through a map"))
    #expect(try releve("sla", "import", "/nowhere").status == 2)
    #expect(try releve("sla", "import", "-", "-").status == 2)
    #expect(try releve("sla", "import", "--as", "records", "--map", map.path, "-").status == 2)
    #expect(try releve("sla", "import", "--as", "xml", "-").status == 2)
    #expect(try releve("sla", "import").status == 2)
    let count = try releve("sla", "import", "-", input: Self.component)
    #expect(try count.json(as: Summary.self).added == 1)
  }

  /// Killed at any moment, all of an import is there or nothing; run again, the rest is added.
  @Test func `a program that is killed has stored all or nothing`() throws {
    var random = SeededGenerator.seeded(for: "moments of an import's death")
    let database = try MigratedDatabase.make()
    let releve = Program(database)
    let lines = (0..<20_000).map { number in
      #"{"kind":"component","id":"\#(number)","component":"fr1/x\#(number)","#
        + #""from":"2022-01-01T00:00:00Z"}"#
        + "\n"
        + #"{"kind":"outage","id":"\#(number)","component":"fr1/x\#(number)","#
        + #""from":"2026-01-01T00:00:00Z"}"#
    }
    let file = try TemporaryFile(lines.joined(separator: "\n"))
    let connection = try database.connect()
    let stored = Statement(
      name: "stored",
      text: """
        select (select count(*) from releve.component_version),
          (select count(*) from releve.outage_version),
          (select count(*) from releve.service_import)
        """)
    var deaths = 0
    for _ in 0..<6 {
      let program = try releve.start("sla", "import", file.path)
      usleep(.random(in: 20_000...1_500_000, using: &random))
      program.send(SIGKILL)
      if try program.finish().status == -1 { deaths += 1 }
      let (components, outages, imports) = try connection.query(stored)
        .single(Int64.self, Int64.self, Int64.self)
      #expect([0, 20_000].contains(components) && outages == components)
      #expect(imports == (components == 0 ? 0 : 1))
    }
    #expect(deaths > 0)
    let last = try releve("sla", "import", file.path)
    #expect(last.status == 0)
    let told = try last.json(as: Summary.self)
    #expect(told.added + told.unchanged == 40_000)
    let (components, outages, imports) = try connection.query(stored)
      .single(Int64.self, Int64.self, Int64.self)
    #expect((components, outages, imports) == (20_000, 20_000, 1))
  }
}
