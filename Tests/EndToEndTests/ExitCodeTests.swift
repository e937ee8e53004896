import Foundation
import TestSupport
import Testing

/// Exit codes that scripts can trust (contract, section 1), and errors that speak.
@Suite struct ExitCodeTests {
  @Test(arguments: [
    ("usages --period 2026-10", "unknown command `usages`: `releve` has db, apply, "),
    ("invoice isue --period 2026-10", "`isue`: `releve invoice` has preview, issue, "),
    ("--quiet statements -", "unknown command `statements`"),
  ])
  func `a command that does not exist is named`(words: String, message: String) throws {
    let run = try Program(home: "/nowhere").shell("\"$RELEVE\" \(words)")
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func `psql is not started where the server is not there, and is told no password`() throws {
    let releve = Program(home: "/nowhere")
    let url = "postgresql://u:secret@127.0.0.1:1/x"
    let run = try releve("db", "psql", "--database", url, "--", "-c", "select 1")
    #expect(run.status == 4)
    #expect(run.errors.contains("[connection_failed]") && !run.errors.contains("secret"))
  }

  @Test func `wrong usage is 2 and says what is known`() throws {
    let releve = Program(home: "/nowhere")
    let unknown = try releve("usage", "--period", "2026-01", "--perod")
    #expect(unknown.status == 2)
    #expect(unknown.output.isEmpty)
    #expect(unknown.errors.contains("--perod"))
    #expect(try releve("usage", "--period", "2026-13").status == 2)
    #expect(try releve("ingest", "--map", "-", "-").status == 2)
    #expect(try releve("nonsense").status == 2)
    #expect(try releve("db", "stop", "--database", "postgresql://x").status == 2)
  }

  @Test func `help and version are 0`() throws {
    let releve = Program(home: "/nowhere")
    #expect(try releve("--version").output == "0.1.0\n")
    let help = try releve("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("Exit codes: 0 done;"))
  }

  @Test(arguments: [
    ["db", "start"], ["db", "stop"], ["db", "status"], ["db", "url"], ["db", "migrate"],
    ["db", "psql"], ["db", "archive"], ["apply"], ["get"], ["ingest"], ["quarantine", "list"],
    ["usage"], ["quote"], ["price"], ["contract", "list"], ["contract", "show"],
    ["invoice", "preview"], ["invoice", "issue"], ["invoice", "list"], ["invoice", "head"],
    ["statement"], ["export", "journal"], ["audit"], ["sla", "evaluate"],
    ["invoice", "show"],
  ])
  func `every command's help has an example`(command: [String]) throws {
    let releve = Program(home: "/nowhere")
    let words = command + ["--help"]
    let help =
      words.count == 2 ? try releve(words[0], words[1]) : try releve(words[0], words[1], words[2])
    #expect(help.status == 0)
    #expect(help.output.contains("releve \(command.joined(separator: " "))"))
    #expect(help.output.contains("Example"))
  }

  @Test func `global options may stand before the command`() throws {
    let releve = Program(home: "/nowhere")
    let url = try MigratedDatabase.make().connectionURL
    let run = try releve("--quiet", "--database", url, "--format=csv", "invoice", "list")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("number,kind"))
    #expect(try releve("--database", url, "db", "url").output == url + "\n")
    #expect(try releve("--quiet").status == 2)
  }

  @Test func `a database that cannot be reached is 4`() throws {
    let releve = Program(home: "/nowhere")
    let run = try releve("invoice", "list", "--database", "postgresql:///x?host=/nowhere")
    #expect(run.status == 4)
    #expect(run.errors.contains("[connection_failed]"))
  }

  @Test func `a server whose schema is behind is refused, naming the command`() throws {
    let releve = Program(try TestServer.shared.makeDatabase())
    let run = try releve("invoice", "list")
    #expect(run.status == 1)
    #expect(run.errors.contains("releve db migrate"))
    #expect(try releve("db", "migrate").status == 0)
    #expect(try releve("invoice", "list").status == 0)
    #expect(try releve("db", "migrate").output == "up to date\n")
  }

  @Test func `a wrong document is 2, with file, line and key`() throws {
    let releve = Program(try MigratedDatabase.make())
    let run = try releve("apply", "-", input: "kind: PriceList\nname: l\nspec:\n  curency: EUR\n")
    #expect(run.status == 2)
    #expect(run.errors.contains("-:4: spec: the key `currency` is missing [missing_key]"))
    #expect(try releve("apply", "/nowhere.yaml").status == 2)
  }

  @Test func `what does not exist is 1`() throws {
    let releve = Program(try MigratedDatabase.make())
    #expect(try releve("invoice", "show", "FR-2026-000001").status == 1)
    #expect(try releve("usage", "--period", "2026-01", "--organisation", "nobody").status == 1)
  }

  @Test func `events kept aside are 3, and the summary stands alone on standard output`() throws {
    let releve = Program(try MigratedDatabase.make())
    let run = try releve("ingest", "-", input: "{\"id\":\"1\"}\nnonsense\n")
    #expect(run.status == 3)
    #expect(
      run.output.hasPrefix(
        #"{"accepted":0,"conflict":0,"duplicate":0,"events_per_second":"#))
    #expect(
      run.output.contains(#""read":2,"reasons":{"malformed":1,"missing_field":1},"rejected":2"#))
    #expect(run.errors.contains("releve quarantine list"))
    let list = try releve("quarantine", "list", "--format", "csv").output.split(separator: "\n")
    #expect(list.count == 3)
    #expect(list[1].hasPrefix("2,missing_field,1,,1,-,1,open,"))
  }

  @Test func `what was stored is told where a later file fails`() throws {
    let releve = Program(try MigratedDatabase.make())
    let run = try releve("ingest", "-", "/nowhere.ndjson", input: "nonsense\n")
    #expect(run.status == 2)
    #expect(run.output.contains(#""read":1"#))
    #expect(run.errors.contains("[cannot_open]"))
  }

  @Test func `a closed output is not mistaken for the database`() throws {
    let releve = Program(try MigratedDatabase.make())
    let shell = { (command: String) in try releve.shell(command) }
    #expect(try shell("\"$RELEVE\" invoice list >&-; echo $?").output == "0\n")
    #expect(try shell("\"$RELEVE\" invoice list --format csv 2>&- <&-").output.hasPrefix("number"))
    let full = try shell("\"$RELEVE\" invoice list >/dev/full; echo $?")
    #expect(full.output == "1\n")
    #expect(full.errors.contains("[output_failed]"))
  }

  @Test func `messages can be JSON`() throws {
    let releve = Program(try MigratedDatabase.make())
    let run = try releve("invoice", "show", "X-1", "--log-format", "json")
    struct Record: Decodable {
      let level: String
      let code: String
    }
    let record = try JSONDecoder().decode(Record.self, from: Data(run.errors.utf8))
    #expect(record.level == "error")
    #expect(record.code == "unknown_document")
  }

  @Test func `an obstacle is 3 and the others are billed`() throws {
    let releve = Program(try MigratedDatabase.make())
    // A list without the price of bandwidth.
    let path = Program.demo("documents/price-list.yaml")
    let list = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { !$0.contains("network-trafic-internet-v1") }.joined(separator: "\n")
    try TemporaryFolder.with { folder in
      try list.write(toFile: folder + "/list.yaml", atomically: true, encoding: .utf8)
      let apply = try releve(
        "apply", Program.demo("documents/catalogue.yaml"), folder + "/list.yaml",
        Program.demo("documents/service-levels.yaml"), Program.demo("documents/customers.yaml"))
      #expect(apply.status == 0, "\(apply.errors)")
    }
    let event = { (id: String, tenant: String, sku: String) in
      """
      {"id":"\(id)","source":"/t","type":"releve.usage.v1","subject":"\(tenant)",\
      "time":"2024-10-05T10:00:00Z","data":{"sku":"\(sku)","resource":"r","quantity":"5"}}

      """
    }
    let input =
      event("1", "vexin", "csp:fr1:network:trafic:internet:v1")
      + event("2", "lumiere-prod", "csp:llmaas:asr:v1")
    #expect(try releve("ingest", "-", input: input).status == 0)
    let run = try releve(
      "invoice", "issue", "--period", "2024-10", "--issue-date", "2024-11-04", "--format", "table")
    #expect(run.status == 3)
    // What is due without usage was issued before; of October only one.
    let october = run.output.split(separator: "\n").filter { $0.contains("2024-10") }
    // 5 × 0.01, and six backups at 12.00: 72.05; VAT 14.41.
    #expect(october == ["issued  FR-2024-000005  2024-10  atelier-lumiere  86.46 EUR"])
    #expect(run.errors.contains("banque-du-vexin is not billed"))
    #expect(run.errors.contains("[no_price]"))
  }
}
