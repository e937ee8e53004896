import Foundation
import TestSupport
import Testing

/// The program on a database with a customer whose inventory a stand-in of the provider's API has,
/// and the credential for it in the environment.
struct CollectingCustomer {
  let database: TestDatabase
  let server: ConsoleServer
  let releve: Program

  /// What the samples' names are billed as.
  static let map = """
    kind: InventoryMap
    name: cloud
    spec:
      region: fr1
      tenants: [ { id: 00000000-0000-4000-8000-000000009004, tenant: acme-prod } ]
      blades: [ { match: "host*-clu001-*", product: iaas-openiaas-standard-v3 } ]
      storage: [ { match: "sr*-r-flh1-*", product: iaas-storage-bloc-medium-v1 } ]
      backup: openiaas-backup-vm-v1
      replication: { ignore: not in the offer }
      vlan: network-vlan-v1
      public_ip: network-ipv4-v2
      availability_zone: iaas-az-v1
      tenant: tenant-v1
    """

  private static let customer = """
    kind: Organisation
    name: acme
    spec:
      legal_name: Acme SARL
      identifiers: { siren: "732829320", vat: FR44732829320 }
      address: { line1: 2 rue B, postcode: "69001", city: Lyon, country: FR }
      tenants: [acme-prod]
    ---
    kind: Contract
    name: acme-2026
    spec:
      organisation: acme
      seller: default
      price_list: demo
      from: 2026-09-01
      timezone: Europe/Paris
      vat: { category: S, rate: "20.00" }
    """

  /// With `map` as inventory map, or without one; `environment` takes the place of what it has
  /// otherwise.
  init(map: String? = map, environment: [String: String] = [:]) throws {
    database = try MigratedDatabase.make()
    server = try ConsoleServer()
    releve = Program(
      home: "/nowhere",
      environment: [
        "RELEVE_DATABASE_URL": database.connectionURL, "RELEVE_CONSOLE_URL": server.url,
        "RELEVE_CONSOLE_ID": server.credential.id,
        "RELEVE_CONSOLE_SECRET": server.credential.secret,
      ].merging(environment) { $1 })
    let demo = ["catalogue", "price-list", "service-levels", "customers"]
      .map { Program.demo("documents/\($0).yaml") }
    let own = [Self.customer] + (map.map { [$0] } ?? [])
    let apply = try releve.run(
      ["apply"] + demo + ["-"], input: own.joined(separator: "\n---\n"))
    #expect(apply.status == 0, "\(apply.errors)")
  }

  /// Runs `releve collect`, which never says what is secret.
  func collect(_ arguments: String...) throws -> Program.Run {
    let run = try releve.run(["collect"] + arguments)
    for text in [run.output, run.errors] {
      // A token begins so.
      #expect(!text.contains(server.credential.secret) && !text.contains("eyJ"))
    }
    return run
  }

  /// How many snapshots are stored, and how many resources are there now.
  func stored() throws -> String {
    let url = database.connectionURL
    let query = """
      select (select count(*) from releve.inventory_snapshot) || ' ' || count(*) from (
        select distinct on (kind, resource) is_gone from releve.inventory_resource
        order by kind, resource, taken_at desc) as resource
      where not is_gone
      """
    return try releve.shell("psql '\(url)' -Atc \"\(query)\"").output
      .trimmingCharacters(in: .newlines)
  }
}
