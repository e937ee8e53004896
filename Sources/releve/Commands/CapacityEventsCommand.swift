import ArgumentParser

/// `releve capacity events`
struct CapacityEventsCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Usage events of what snapshots list, as `ingest` reads them.",
    discussion: """
      Blades and storage by the rules of the InventoryMap that has the tenant, backup for each \
      protected machine, replication for each replicated one, VLANs by name, public addresses, \
      zones, the tenant: a level from the snapshot on in which it was seen, 0 from the one on in \
      which it was gone. Each event has one id for ever and is printed until it was ingested: run \
      as often as you like, each is billed once. `releve capacity events | releve ingest -` stores \
      them. A map that is mended corrects the past: events that were missing are made, wrong ones \
      are cancelled by voids.

      What no rule mentions is not billed and not guessed: it is told on standard error, the other \
      events are printed all the same, and the exit code is 3.

      Examples:
        releve capacity events >inventory.ndjson
        releve capacity events --tenant acme-prod --inbox
      """)
  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Only this tenant; default all.", valueName: "name"))
  var tenant: String?

  @Flag(help: "Write a file into the inbox of `releve nightly`, instead of printing.")
  var inbox = false

  func validate() throws {
    if tenant?.isEmpty ?? false { throw ValidationError("--tenant is empty") }
  }

  func run() throws {
    let needsPerson = try handOnEvents(of: tenant, toInbox: inbox, database.connect())
    if needsPerson { throw ExitStatus.needsPerson }
  }
}
