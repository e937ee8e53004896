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
    let own = [Self.customer] + (map.map { [$0] } ?? [])
    try self.init(
      server: ConsoleServer(), documents: "-", input: own.joined(separator: "\n---\n"),
      environment: environment)
  }

  /// The demonstration's estate, whose tenant is `val-prod`.
  static func estate() throws -> CollectingCustomer {
    try CollectingCustomer(
      server: ConsoleServer(folder: Program.demo("estate/snapshot")),
      documents: Program.demo("estate/documents.yaml"))
  }

  private init(
    server: ConsoleServer, documents: String, input: String = "",
    environment: [String: String] = [:]
  ) throws {
    self.server = server
    database = try MigratedDatabase.make()
    releve = Program(
      home: "/nowhere",
      environment: [
        "RELEVE_DATABASE_URL": database.connectionURL, "RELEVE_CONSOLE_URL": server.url,
        "RELEVE_CONSOLE_ID": server.credential.id,
        "RELEVE_CONSOLE_SECRET": server.credential.secret,
      ].merging(environment) { $1 })
    let demo = ["catalogue", "price-list", "service-levels", "customers"]
      .map { Program.demo("documents/\($0).yaml") }
    let apply = try releve.run(["apply"] + demo + [documents], input: input)
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

  /// What `collect --at TIME | ingest -` answers.
  func collectAndIngest(at time: String, _ options: String = "") throws -> Program.Run {
    try releve.shell(
      #"bash -o pipefail -c '"$RELEVE" collect --at \#(time) \#(options) | "$RELEVE" ingest -'"#)
  }

  private struct Preview: Decodable {
    struct Document: Decodable {
      struct Totals: Decodable { let net: String }
      struct Line: Decodable {
        let product: String?
        let quantity: String
        let amount: String
      }

      let period: String
      let lines: [Line]
      let totals: Totals
    }

    let documents: [Document]
  }

  /// The quantity and the amount of each product, of an organisation's document of a month, and
  /// its sum.
  func preview(_ period: String, of organisation: String = "acme") throws -> [String: String] {
    let run = try releve(
      "invoice", "preview", "--period", period, "--organisation", organisation)
    #expect(run.status == 0, "\(run.errors)")
    let documents = try run.json(as: Preview.self).documents.filter { $0.period == period }
    #expect(documents.count == 1)
    var lines = ["net": documents.first?.totals.net ?? ""]
    for line in documents.first?.lines ?? [] {
      #expect(lines[line.product ?? ""] == nil)
      lines[line.product ?? ""] = "\(line.quantity) \(line.amount)"
    }
    return lines
  }

  /// What was issued of an organisation's month, as a table.
  func issue(
    _ period: String, on date: String, of organisation: String = "acme"
  ) throws -> String {
    let run = try releve(
      "invoice", "issue", "--period", period, "--organisation", organisation, "--issue-date",
      date, "--format", "table")
    #expect(run.status == 0, "\(run.errors)")
    return run.output
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
