import ArgumentParser

/// Lets global options stand before the command, as with `git` or `kubectl`:
/// `releve --quiet invoice list` is `releve invoice list --quiet`.
enum GlobalArguments {
  /// The options that take a value, and those that do not.
  private static let valued: Set<String> = ["--database", "--log-format", "--format"]
  private static let flags: Set<String> = ["--quiet", "--verbose"]

  /// The arguments with leading global options moved behind the command's name.
  static func reordered(_ arguments: [String]) -> [String] {
    let (leading, rest) = split(arguments)
    let depth = commandDepth(rest)
    return rest.prefix(depth) + leading + rest.dropFirst(depth)
  }

  /// Leading global options, and what follows them.
  private static func split(_ arguments: [String]) -> (leading: [String], rest: [String]) {
    var leading: [String] = []
    var rest = arguments[...]
    while let word = rest.first {
      let isAttached = valued.contains { word.hasPrefix($0 + "=") }
      let count = flags.contains(word) || isAttached ? 1 : valued.contains(word) ? 2 : 0
      guard count > 0 else { break }
      leading += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    return (leading, Array(rest))
  }

  /// What is wrong with a word that stands in a command's place, or nil: the parser would take it
  /// for an argument, and complain of the options behind it.
  static func unknownCommand(in arguments: [String]) -> String? {
    let words = split(arguments).rest
    let depth = commandDepth(words)
    guard depth < words.count else { return nil }
    let word = words[depth]
    var command: any ParsableCommand.Type = Releve.self
    for name in words.prefix(depth) {
      command = command.configuration.subcommands.first { Self.name(of: $0) == name } ?? command
    }
    let names = command.configuration.subcommands.map { name(of: $0) }
    guard !names.isEmpty, !word.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
    let whole = (["releve"] + words.prefix(depth)).joined(separator: " ")
    return "unknown command `\(word)`: `\(whole)` has \(names.joined(separator: ", "))"
  }

  /// How many of the first words name a command and its subcommands.
  private static func commandDepth(_ words: [String]) -> Int {
    var command: any ParsableCommand.Type = Releve.self
    for (depth, word) in words.enumerated() {
      let next = command.configuration.subcommands.first { name(of: $0) == word }
      guard let next else { return depth }
      command = next
    }
    return words.count
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }
}
