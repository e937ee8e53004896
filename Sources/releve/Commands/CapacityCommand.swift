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
      """,
    subcommands: [CapacityImportCommand.self, CapacityEventsCommand.self])
}
