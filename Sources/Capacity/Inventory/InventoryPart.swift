/// What the provider's API lists, one answer each. The raw values are the names of files, as
/// `releve capacity import` reads them.
public enum InventoryPart: String, CaseIterable, Sendable {
  case tenants
  case availabilityZones = "availability_zones"
  case pools
  case hosts
  case virtualMachines = "virtual_machines"
  case storageRepositories = "storage_repositories"
  case virtualDisks = "virtual_disks"
  case networks
  case networkAdapters = "network_adapters"
  case snapshots
  case backupPolicies = "backup_policies"
  case backups
  case replicationPolicies = "replication_policies"
  /// By machine: the API answers for each of them, so that this is an object of lists by a
  /// machine's id; as files, a folder with a list for each: `virtual_machine_replications/ID.json`.
  case virtualMachineReplications = "virtual_machine_replications"
  case floatingIPs = "floating_ips"
}
