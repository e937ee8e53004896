import ArgumentParser

/// `releve sla …`
struct ServiceLevelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sla",
    abstract: "Service levels: what was down, what was promised, and what a miss gives back.",
    discussion: """
      Examples:
        releve sla import components.json outages.ndjson
        releve sla evaluate cases.ndjson
      """,
    subcommands: [
      ServiceLevelImportCommand.self,
      EvaluateCommand.self,
    ])
}
