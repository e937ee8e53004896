import ArgumentParser

/// `releve capacity …`
struct CapacityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract: "Capacity: what there is, how full it is, and what is billed of it.",
    discussion: """
      Examples:
        releve capacity import --at 2026-10-01T04:00:00Z snapshots/2026-10-01
        releve capacity events >inventory.ndjson
        releve capacity report --tenant acme-prod --format html >capacity.html
        releve capacity forecast
        releve capacity reserved --format csv
        releve capacity replicas
        releve capacity policies --backup
      """,
    subcommands: [
      CapacityImportCommand.self,
      CapacityEventsCommand.self,
      CapacityReportCommand.self,
      CapacityForecastCommand.self,
      CapacityReservedCommand.self,
      CapacityReplicasCommand.self,
      CapacityPoliciesCommand.self,
    ])
}
