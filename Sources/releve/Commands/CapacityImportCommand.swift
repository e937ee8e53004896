import ArgumentParser
import Calendars
import Capacity
import Catalogue

/// `releve capacity import DIR|FILE…`
struct CapacityImportCommand: DatabaseCommanding {
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Stores a snapshot of a tenant's inventory: answers of the provider's API.",
    discussion: """
      A folder holds a file for each part, as the API gave it: availability_zones.json, \
      pools.json, hosts.json, virtual_machines.json, storage_repositories.json, \
      virtual_disks.json, networks.json, network_adapters.json, snapshots.json, \
      backup_policies.json, backups.json, replication_policies.json, floating_ips.json, \
      tenants.json, and virtual_machine_replications, a folder with a file ID.json for each \
      machine. Other files are named and left alone. Keys are read whatever their case, unknown \
      ones ignored; sizes are bytes.

      Whose snapshot it is say --tenant, or tenants.json and an InventoryMap that was applied. \
      Snapshots of a tenant are imported in the order of time; the same one again is unchanged, \
      and equal answers are stored once. What a snapshot does not have, or cannot be read in it, \
      is not taken for gone.

      Objects that cannot be read are listed with their places, the others are stored, and the \
      exit code is 3; so it is where no blade, storage, VLAN or zone is listed any more, or none \
      of several backups, replications or addresses: they are not taken for gone, unless \
      --all-gone says of a later snapshot that they are.

      Examples:
        releve capacity import --at 2026-10-01T04:00:00Z snapshots/2026-10-01
        releve capacity import --tenant acme-prod pools.json hosts.json
      """)
  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp("Whose snapshot it is; else by tenants.json.", valueName: "name"))
  var tenant: String?

  @Option(
    help: ArgumentHelp(
      "When it was taken, such as 2026-10-01T04:00:00Z; default now.", valueName: "instant"))
  var at: Instant?

  @Option(
    help: ArgumentHelp(
      "Nothing of this kind is left, as the snapshot has it; may be repeated.", valueName: "kind"))
  var allGone: [BillableResource.Kind] = []

  @Option(help: "table or json; table on a terminal, json when piped.") var format: Format?

  @Argument(help: "A folder, or files.", completion: .file())
  var paths: [String]

  func validate() throws {
    if tenant?.isEmpty ?? false { throw ValidationError("--tenant is empty") }
    if let at, at > Clock.now {
      throw ValidationError("--at \(at) is in the future: a snapshot was taken before")
    }
  }

  func run() throws {
    let takenAt = at ?? Clock.now
    let files = try InventoryFiles(paths)
    var work = InventoryImport()
    try files.read(into: &work)
    let connection = try database.connect()
    let directory = try DocumentStore(connection).directory()
    let result = try work.store(
      tenant: work.tenant(named: tenant, directory), takenAt: takenAt, allGone: Set(allGone),
      connection)
    let summary = InventoryImportSummary(result, ignored: files.ignored)
    switch format ?? (Console.outputIsTerminal ? .table : .json) {
    case .table: Console.output(try summary.text())
    case .json: try JSONOutput.write(summary, pretty: true)
    }
    for held in summary.held { console.warning("all_gone", held.message) }
    if !result.refused.isEmpty {
      console.warning(
        "refused",
        result.refused.count == 1
          ? "1 object could not be read" : "\(result.refused.count) objects could not be read")
    }
    if result.needsPerson { throw ExitStatus.needsPerson }
  }
}
