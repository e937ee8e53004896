import ArgumentParser
import Catalogue
import Reports

/// `releve capacity policies`
struct CapacityPoliciesCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    abstract: "Lists policies of replication or backup, as the provider's console does.",
    discussion: """
      From each tenant's last snapshot; of replication unless --backup is given. Tables and csv \
      have the console's columns in the language, json and ndjson English keys.

      Examples:
        releve capacity policies --language fr --format csv
        releve capacity policies --tenant acme-prod --backup
      """)

  enum Kind: String, EnumerableFlag { case replication, backup }

  @OptionGroup var options: GlobalOptions
  @OptionGroup var capacity: CapacityOptions
  @OptionGroup var listed: ListedCapacityOptions
  @Flag(help: "Which policies.") var kind = Kind.replication

  func run() throws {
    try listed.write(capacity.views(database.connect()), console) { view in
      kind == .backup ? view.backupPolicies : view.replicationPolicies
    }
  }
}

/// `releve capacity replicas`
struct CapacityReplicasCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "replicas",
    abstract: "Lists replicated machines, as the provider's console does.",
    discussion: """
      From each tenant's last snapshot. Tables and csv have the console's columns in the language, \
      json and ndjson English keys.

      Examples:
        releve capacity replicas
        releve capacity replicas --tenant acme-prod --format csv
      """)
  @OptionGroup var options: GlobalOptions
  @OptionGroup var capacity: CapacityOptions
  @OptionGroup var listed: ListedCapacityOptions

  func run() throws {
    try listed.write(capacity.views(database.connect()), console) { $0.replicas }
  }
}

/// How lists of a console are written.
struct ListedCapacityOptions: ParsableArguments {
  @OptionGroup var format: FormatOption
  @OptionGroup var output: OutputOption

  /// Writes one list of all tenants, in the language of the first.
  func write(
    _ views: [CapacityView], _ console: Console, _ listing: (PolicyListing) -> Listing
  ) throws {
    let format = format.resolved
    guard let first = views.first else { return console.info("no tenant has a snapshot") }
    let lists = PolicyListing(
      views.map(\.report), in: first.language, zone: first.zone, format: format)
    try output.write(try listing(lists).text(format))
  }
}
