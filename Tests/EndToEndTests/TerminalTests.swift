import Foundation
import TestSupport
import Testing

/// What a terminal, and what a pipe, is sent. `script` of Debian's bsdutils is the terminal.
@Suite struct TerminalTests {
  /// The events of a file in which every other one is kept aside, so that there is a warning too.
  private func makeEvents(in folder: String) throws -> String {
    let path = folder + "/" + String(repeating: "long-name-", count: 12) + ".ndjson"
    try Data(String(repeating: "nonsense\n", count: 3).utf8).write(to: URL(filePath: path))
    return path
  }

  /// What a command writes to a terminal of 60 cells, both outputs together.
  private func onTerminal(
    _ releve: Program, _ command: String, terminal: String = "xterm"
  ) throws -> String {
    try TemporaryFolder.with { folder in
      let file = folder + "/command"
      try Data("stty cols 60; TERM=\(terminal) \(command)".utf8).write(to: URL(filePath: file))
      return try releve.shell("script -qec 'sh \(file)' /dev/null </dev/null").output
    }
  }

  @Test func `progress is one line that is cut and cleared on a terminal`() throws {
    let releve = Program(try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      let path = try makeEvents(in: folder)
      let text = try onTerminal(releve, "\"$RELEVE\" ingest \(path)")
      let drawn = text.components(separatedBy: "\r\u{1B}[K")
      #expect(drawn.count >= 3, "\(text.debugDescription)")
      #expect(drawn.dropFirst().first == String(path.prefix(59)))
      #expect(drawn.last?.hasPrefix("{\"accepted\":0") == true)
      #expect(try !onTerminal(releve, "\"$RELEVE\" ingest --quiet \(path)").contains("\u{1B}"))
    }
  }

  @Test(arguments: ["dumb", ""])
  func `a terminal that knows no escape codes gets none`(terminal: String) throws {
    let releve = Program(try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      let command = "\"$RELEVE\" ingest \(try makeEvents(in: folder))"
      let text = try onTerminal(releve, command, terminal: terminal)
      #expect(!text.contains("\u{1B}"))
      #expect(!text.contains("read, "))
      let forced = try onTerminal(releve, command + " --progress", terminal: terminal)
      #expect(!forced.contains("\u{1B}"))
      #expect(forced.contains("3 read, 0 accepted"))
    }
  }

  @Test func `a pipe gets no progress, or whole lines where it is asked for`() throws {
    let releve = Program(try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      let path = try makeEvents(in: folder)
      let plain = try releve("ingest", path)
      #expect(plain.errors.split(separator: "\n").count == 1, "\(plain.errors)")
      let asked = try releve("ingest", "--progress", path)
      let lines = asked.errors.split(separator: "\n")
      #expect(lines.first?.contains("100 %: 3 read, 0 accepted, 0 duplicate, 3 kept aside") == true)
      #expect(!asked.errors.contains("\u{1B}") && !asked.errors.contains("\r"))
      let quiet = try releve("ingest", "--progress", "--quiet", path)
      #expect(!quiet.errors.contains("100 %"))
    }
  }

  @Test func `a difference has colours on a terminal that wants them`() throws {
    let releve = Program(try MigratedDatabase.make())
    try TemporaryFolder.with { folder in
      let path = folder + "/o.yaml"
      let document = """
        kind: Organisation
        name: o
        spec:
          legal_name: O
          address: { line1: a, postcode: b, city: c, country: FR }
        """
      try Data(document.utf8).write(to: URL(filePath: path))
      let command = "\"$RELEVE\" apply --dry-run \(path)"
      let text = try onTerminal(releve, "NO_COLOR= " + command)
      #expect(text.contains("\u{1B}[32m+ kind: Organisation\u{1B}[0m"), "\(text.debugDescription)")
      for plain in [
        try onTerminal(releve, "NO_COLOR=1 " + command),
        try onTerminal(releve, command, terminal: "dumb"),
        try releve.shell(command).output,
      ] {
        #expect(plain.contains("    + kind: Organisation"))
        #expect(!plain.contains("\u{1B}") && !plain.contains("u001b"))
      }
    }
  }

  @Test func `what data say to a terminal is shown, not sent; pipes get it as it is`() throws {
    let releve = Program(try MigratedDatabase.make())
    let line = #"{"id":"\u001b[31m","source":"\u009b2J\u202e","type":"t"}"# + "\n"
    #expect(try releve("ingest", "-", input: line).status == 3)
    for format in ["table", "csv", "json", "ndjson"] {
      let command = "\"$RELEVE\" quarantine list --format \(format)"
      let text = try onTerminal(releve, command)
      #expect(text.contains("\\u001b[31m"), "\(format): \(text)")
      #expect(text.contains("\\u009b2J\\u202e"), "\(format): \(text)")
      #expect(!text.contains("\u{1B}") && !text.contains("\u{9B}"), "\(format)")
    }
    #expect(try releve("quarantine", "list", "--format", "csv").output.contains(",\u{1B}[31m,"))
    #expect(try releve("quarantine", "list").output.contains("\\u001b[31m"))
    let missing = try releve("invoice", "show", "\u{1B}[31m")
    #expect(!missing.errors.contains("\u{1B}"))
  }

  @Test func `on a terminal a list is a table, in a pipe JSON`() throws {
    let releve = Program(try MigratedDatabase.make())
    #expect(try onTerminal(releve, "\"$RELEVE\" invoice list").hasPrefix("number  kind"))
    #expect(try releve("invoice", "list").output == "[]\n")
    #expect(try releve("invoice", "list", "--format", "ndjson").output.isEmpty)
    #expect(try releve("quarantine", "list").output == "[]\n")
    #expect(try releve("usage", "--period", "2024-08").output == "[]\n")
  }
}
