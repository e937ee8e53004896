import ArgumentParser

/// `releve sla …`
struct ServiceLevelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sla",
    abstract: "Measures what was promised of components.",
    discussion: """
      Examples:
        releve sla evaluate cases.ndjson
        releve sla report --period 2026-10
        releve sla reconcile --period 2026-10
      """,
    subcommands: [
      EvaluateCommand.self,
      ServiceLevelReportCommand.self,
      ReconcileCommand.self,
    ])
}
