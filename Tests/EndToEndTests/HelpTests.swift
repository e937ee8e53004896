import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import releve

/// Help that can be followed as it is printed, and completion in the shell.
@Suite struct HelpTests {
  /// A command with the words that call it.
  private struct Command {
    let type: any ParsableCommand.Type
    let words: [String]

    /// This one and all below it.
    var all: [Command] {
      [self]
        + type.configuration.subcommands.flatMap { subcommand in
          let name = subcommand.configuration.commandName ?? "\(subcommand)".lowercased()
          return Command(type: subcommand, words: words + [name]).all
        }
    }
  }

  private static let commands = Command(type: Releve.self, words: []).all
  private let releve = Program(home: "/nowhere")

  @Test(arguments: commands.map(\.words))
  func `help ends with examples that can be run as printed`(words: [String]) throws {
    let help = try releve.shell((["\"$RELEVE\""] + words + ["--help"]).joined(separator: " "))
    #expect(help.status == 0)
    let last = help.output.components(separatedBy: "\n\n").last ?? ""
    #expect(last.hasPrefix("Example"), "\(last)")
    let lines = last.split(separator: "\n")
    // `Example: releve …` on one line, or a line for each below a heading.
    let examples =
      lines.count == 1 ? [last.drop { $0 != ":" }.dropFirst()] : Array(lines.dropFirst())
    #expect(!examples.isEmpty)
    for example in examples {
      let calls = try calls(in: String(example))
      // Others may stand in the same pipe.
      #expect(calls.contains { $0.starts(with: words) }, "\(example) is of another command")
      for call in calls {
        #expect(throws: Never.self, "\(example)") { try Releve.parseAsRoot(call) }
      }
    }
  }

  /// The arguments that a line of the shell gives to `releve`. Other programs do nothing.
  private func calls(in line: String) throws -> [[String]] {
    let script = """
      releve() { printf '%s\\037' "$@" $'\\036' >&3; }
      psql() { :; }
      collector() { :; }
      folder=$(mktemp -d) && trap 'rm -rf -- "$folder"' EXIT && cd "$folder" || exit
      \(line)
      """
    let run = try releve.shell("bash -c \(quoted(script)) 3>&1 >/dev/null")
    #expect(run.status == 0 && run.errors.isEmpty, "\(line): \(run.errors)")
    return run.output.split(separator: "\u{1E}").map { call in
      call.split(separator: "\u{1F}").map(String.init)
    }
  }

  private func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  @Test func `the root's help has the way of a first month`() throws {
    let help = try releve("--help").output
    let places = ["apply", "ingest", "usage", "invoice preview", "invoice issue", "invoice show"]
      .map { help.range(of: "\n  releve \($0) ")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  /// What bash offers for the last word of a line, in a folder with three files.
  private func completions(of line: String) throws -> Set<String> {
    try TemporaryFolder.with { folder in
      let script = """
        cd \(folder) && touch a.yaml b.csv c.ndjson
        eval "$("$RELEVE" --generate-completion-script bash)"
        COMP_LINE=\(quoted(line)) COMP_POINT=${#COMP_LINE}
        read -ra COMP_WORDS <<<"$COMP_LINE"
        [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _releve releve "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
        """
      let run = try releve.shell("bash -c \(quoted(script))")
      #expect(run.errors.isEmpty, "\(run.errors)")
      return Set(run.output.split(separator: "\n").map(String.init))
    }
  }

  @Test(arguments: [
    ("releve invoice is", ["issue"]),
    ("releve invoice list --format ", ["table", "json", "ndjson", "csv"]),
    ("releve usage --format nd", ["ndjson"]),
    ("releve invoice show --format ", ["text", "json"]),
    ("releve ingest --as ", ["ndjson", "csv"]),
    ("releve ingest --map ", ["a.yaml"]),
    ("releve ingest --as csv ", ["a.yaml", "b.csv", "c.ndjson"]),
    ("releve apply ", ["a.yaml"]),
    ("releve usage --period ", []),
    ("releve usage --by ", ["organisation", "tenant", "product", "sku", "resource", "day"]),
    ("releve usage --per", ["--period"]),
    ("releve contract sh", ["show"]),
    ("releve invoice preview --comp", ["--compare"]),
    ("releve price --language ", ["fr", "en"]),
    ("releve price --format ", ["text", "json"]),
  ])
  func `bash completes`(line: String, expected: [String]) throws {
    // Where a file may stand, an option may stand too.
    let isOption = { (word: String) in word.hasPrefix("-") && line.hasSuffix(" ") }
    #expect(try completions(of: line).filter { !isOption($0) } == Set(expected))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a script for each shell is generated`(shell: String) throws {
    let run = try releve("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("quarantine"))
  }

  @Test func `a wrong format says which there are`() throws {
    let lists = "'table', 'json', 'ndjson' or 'csv'"
    for (words, formats) in [
      ("usage --period 2026-10 --format xml", "'table', 'json', 'ndjson', 'csv' or 'html'"),
      ("invoice list --format xml", lists), ("quarantine list --format xml", lists),
      ("invoice export N-1 --as xml", "\n  - cii\n  - ubl\n  - pdf\n"),
    ] {
      let run = try releve.shell("\"$RELEVE\" \(words)")
      #expect(run.status == 2)
      #expect(run.errors.contains(formats), "\(run.errors)")
    }
  }
}
