import Foundation
import TestSupport
import Testing

/// The program with no database named.
@Suite struct EmbeddedClusterTests {
  @Test func `it starts, migrates and stops a cluster of its own, in a path with spaces`() throws {
    let folder = TemporaryFolder.newPath()
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let releve = Program(home: folder + "/a home, l'été")
    defer { _ = try? releve("db", "stop") }
    let absent = try releve("db", "status")
    #expect(absent.status == 1)
    #expect(absent.output == "absent\n")
    let list = try releve("invoice", "list", "--format", "csv")
    #expect(list.status == 0, "\(list.errors)")
    #expect(list.errors.contains("creating a new, empty embedded PostgreSQL"))
    #expect(list.output.hasPrefix("number,kind"))
    #expect(try releve("invoice", "list").errors.isEmpty)
    #expect(try releve("db", "status").output.hasPrefix("running PostgreSQL"))
    #expect(try releve("db", "start").output.hasPrefix("already running postgresql://releve@"))
    // psql works with the rights of the program: it reads, and cannot change facts.
    let reads = try releve("db", "psql", "--", "-Atc", "select count(*) from event")
    #expect(reads.output == "0\n", "\(reads.errors)")
    let changes = try releve("db", "psql", "--", "-Atc", "delete from invoice")
    #expect(changes.errors.contains("permission denied"))
    let url = try releve("db", "url").output.trimmingCharacters(in: .newlines)
    #expect(try releve("invoice", "list", "--database", url).status == 0)
    #expect(try releve.shell("psql '\(url)' -Atc 'select current_user'").output == "releve_app\n")
    for escape in [
      "reset role; set role releve_owner", "set role none; delete from invoice_line",
      "set role none; truncate invoice", "alter role releve superuser",
      "grant releve_owner to releve", "alter table invoice owner to releve",
    ] {
      let run = try releve("db", "psql", "--", "-Atc", escape)
      #expect(run.errors.contains(/permission denied|must be (owner|member|superuser)|must have/))
      #expect(run.status == 1, "\(escape)")
    }
    #expect(try releve("db", "stop").output == "stopped\n")
    #expect(try releve("db", "stop").output == "not running\n")
    #expect(try releve("db", "status").status == 1)
  }
}
