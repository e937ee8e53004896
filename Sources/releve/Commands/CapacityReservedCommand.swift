import ArgumentParser
import Capacity
import Catalogue
import Reports

/// `releve capacity reserved`
struct CapacityReservedCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "reserved",
    abstract: "Lists what is billed of an estate next to what is used of it, and what it costs.",
    discussion: """
      From each tenant's last snapshot. Of a blade the memory of its running machines, of storage \
      what is taken, of a backup how many are kept, of a VLAN its adapters. Costs are those of a \
      whole month, net, by the contract in force when the snapshot was taken, each reservation \
      priced by itself. Then what is paid for in vain: idle_repository, unattached_disk, \
      old_snapshot (of 30 days and more), host_in_maintenance, idle_network; disks and snapshots \
      at their share of their repository's cost.

      Examples:
        releve capacity reserved
        releve capacity reserved --tenant acme-prod --format csv
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOption
  @Option(help: ArgumentHelp("Only this tenant; default all.", valueName: "name"))
  var tenant: String?

  func run() throws {
    let connection = try database.connect()
    let directory = try DocumentStore(connection).directory()
    let all = try InventoryStore(connection).estates(of: tenant, directory).map { estate in
      (tenant: estate.tenant, reserved: try ReservedUse(estate, directory: directory))
    }
    Console.output(try OutlookListing.reservations(all).text(format.resolved))
    for note in Set(all.flatMap(\.reserved.notes)).sorted() { console.warning("no_cost", note) }
    if all.isEmpty { console.info("no tenant has a snapshot") }
  }
}
