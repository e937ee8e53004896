import Foundation
import TestSeeds
import TestSupport
import Testing

/// The real fleet's telemetry, in any order and sent again: its usage is the same.
@Suite struct FleetOrderTests {
  private static let files = [
    ("vcpu-samples", "usage.csv.gz"), ("vcpu-stop", "vms.csv"), ("backup-start", "vms.csv"),
    ("backup-stop", "vms.csv"),
  ]

  @Test func `the fleet's usage is the same after shuffling and sending again`() throws {
    let straight = try usage { releve in
      for (map, file) in Self.files {
        try expectSuccess(ingest(releve, map, Program.demo("fleet/\(file)")))
      }
    }
    var random = SeededGenerator.seeded(for: "the fleet's order")
    let shuffled = try TemporaryFolder.with { folder in
      try usage { releve in
        for (map, file) in Self.files.reversed() {
          for part in try parts(of: Program.demo("fleet/\(file)"), releve, folder, &random) {
            try expectSuccess(ingest(releve, map, part))
            // What is metered in between is metered again where more comes.
            if Bool.random(using: &random) { try expectSuccess(releve("meter")) }
          }
        }
      }
    }
    #expect(straight.count > 1000)
    #expect(straight == shuffled, "seed \(random.seed)")
  }

  /// Every day of every resource in both months, after events came in some way.
  private func usage(after sending: (Program) throws -> Void) throws -> [Substring] {
    let releve = Program(try MigratedDatabase.make())
    let apply = try releve(["apply"] + demoDocuments)
    try expectSuccess(apply)
    try sending(releve)
    return try ["2024-08", "2024-09"].flatMap { period in
      let run = try releve(
        "usage", "--period", period, "--by", "organisation,tenant,resource,day", "--format", "csv")
      try expectSuccess(run)
      return run.output.split(separator: "\n")
    }
  }

  private func ingest(_ releve: Program, _ map: String, _ file: String) throws -> Program.Run {
    try releve("ingest", "--map", Program.demo("maps/\(map).yaml"), file)
  }

  private func expectSuccess(_ run: Program.Run) throws {
    try #require(run.status == 0, "\(run.errors)")
  }

  /// A file's rows in another order, in two files which have a third of them in common.
  private func parts(
    of file: String, _ releve: Program, _ folder: String, _ random: inout SeededGenerator
  ) throws -> [String] {
    var rows = try releve.shell("gzip --decompress --stdout --force '\(file)'").output
      .split(separator: "\n")
    let header = rows.removeFirst()
    rows.shuffle(using: &random)
    let third = rows.count / 3
    return try [rows.dropLast(third), rows.dropFirst(third)].map { part in
      let path = folder + "/\(UUID()).csv"
      try ([header] + part).joined(separator: "\n")
        .write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
  }
}
