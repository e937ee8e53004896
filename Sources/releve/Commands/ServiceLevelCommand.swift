import ArgumentParser

/// `releve sla …`
struct ServiceLevelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sla",
    abstract: "Service levels: what was down, and what it is worth.",
    discussion: """
      Examples:
        releve sla import components.json outages.ndjson
      """,
    subcommands: [
      ServiceLevelImportCommand.self
    ])
}
