import ArgumentParser

/// Lets global options stand before the command, as with `git` or `kubectl`:
/// `releve --quiet invoice list` is `releve invoice list --quiet`.
enum GlobalArguments {
  /// The options that take a value, and those that do not.
  private static let valued: Set<String> = ["--database", "--log-format", "--format"]
  private static let flags: Set<String> = ["--quiet", "--verbose"]

  /// The arguments with leading global options moved behind the command's name.
  static func reordered(_ arguments: [String]) -> [String] {
    var leading: [String] = []
    var rest = arguments[...]
    while let word = rest.first {
      let isAttached = valued.contains { word.hasPrefix($0 + "=") }
      let count = flags.contains(word) || isAttached ? 1 : valued.contains(word) ? 2 : 0
      guard count > 0 else { break }
      leading += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    let depth = commandDepth(Array(rest))
    return rest.prefix(depth) + leading + rest.dropFirst(depth)
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
