import ArgumentParser

/// `releve sla …`
struct ServiceLevelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sla",
    abstract: "Measures what was promised of components.",
    discussion: """
      Examples:
        releve sla evaluate cases.ndjson
      """,
    subcommands: [
      EvaluateCommand.self
    ])
}
