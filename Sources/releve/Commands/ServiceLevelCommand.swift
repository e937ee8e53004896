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
        releve sla report --period 2026-10
        releve sla reconcile --period 2026-10
      """,
    subcommands: [
      ServiceLevelImportCommand.self,
      EvaluateCommand.self,
      ServiceLevelReportCommand.self,
      ReconcileCommand.self,
    ])
}
