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
        releve sla claim INC-4521 --accept --reason 'outage of 4 October'
      """,
    subcommands: [
      ServiceLevelImportCommand.self,
      EvaluateCommand.self,
      ServiceLevelReportCommand.self,
      ReconcileCommand.self,
      ClaimCommand.self,
    ])
}
