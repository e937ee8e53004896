import ArgumentParser
import Calendars
import Capacity
import Catalogue
import Documents
import Foundation

/// `releve collect`
struct CollectCommand: DatabaseCommanding {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Reads a tenant's inventory from the provider's API, and makes usage events of it.",
    discussion: """
      What the API lists is stored as a snapshot, as `releve capacity import` stores it; the \
      events that follow from it by the InventoryMap in force are written as lines for \
      `releve ingest`, or into the inbox of `releve nightly`. Safe to run again, also where a pipe \
      broke: events that were not ingested yet are written again, and each is billed once.

      The credential is a personal access token of the provider's console: \
      $RELEVE_CONSOLE_TOKEN_FILE names a file with {"id": "…", "secret": "…"} that nobody else may \
      read, or $RELEVE_CONSOLE_ID and $RELEVE_CONSOLE_SECRET have both. It sees one tenant, which \
      the `tenants` of an InventoryMap name: several tenants are several calls. It needs the \
      permissions iam_read, compute_iaas_opensource_read, \
      compute_iaas_opensource_infrastructure_read, backup_iaas_opensource_read and vpc_read.

      Requests keep the pace that the API allows. One that fails for a passing reason is tried \
      five times in all. A part that cannot be read is named with its reason, what was read is \
      stored, nothing of that part is taken for gone, and the exit code is 3, as it is where the \
      map does not say what something is billed as. A run takes 30 minutes at most.

      Examples:
        releve collect | releve ingest -
        releve collect --inbox --without floating_ips
        releve collect --save snapshots/2026-10-01 --quiet >events.ndjson
      """)
  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp(
      "The API's address; else $RELEVE_CONSOLE_URL, else \(ProviderAddress.usual).",
      valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("Read only this part; may be repeated.", valueName: "part"))
  var part: [InventoryPart] = []

  @Option(help: ArgumentHelp("Do not read this part; may be repeated.", valueName: "part"))
  var without: [InventoryPart] = []

  @Flag(help: "Write events into the inbox in $RELEVE_HOME, and not to standard output.")
  var inbox = false

  @Option(
    help: ArgumentHelp(
      "Keep the API's answers in this folder, too, which must be empty or not exist.",
      valueName: "folder"),
    completion: .directory)
  var save: String?

  @Option(
    help: ArgumentHelp(
      "The time of the snapshot, such as 2026-10-01T04:00:00Z; default now.", valueName: "instant"))
  var at: Instant?

  @Option(
    help: ArgumentHelp(
      "Nothing of this kind is left, as the snapshot has it; may be repeated.", valueName: "kind"))
  var allGone: [BillableResource.Kind] = []

  @Flag(help: "Show progress also where standard error is no terminal.")
  var progress = false

  func validate() throws {
    if !part.isEmpty, !without.isEmpty {
      throw ValidationError("--part says what is read, --without what is not: give one of them")
    }
    if url?.isEmpty ?? false { throw ValidationError("--url is empty") }
    if save?.isEmpty ?? false { throw ValidationError("--save is empty") }
    if let at, at > Clock.now {
      throw ValidationError("--at \(at) is in the future: a snapshot was taken before")
    }
  }

  func run() throws {
    let takenAt = at ?? Clock.now
    let line = ProgressLine(isOn: console.isTalkative, isForced: progress)
    defer { line.finish() }
    let client = try client { text in
      line.finish()
      console.info(text)
    }
    let folder = try save.map { path throws(ProviderError) in try AnswerFolder(path) }
    // No session stays open while the API is waited for: a signal ends the program at once then.
    let tenant = try tenant(of: client)
    var collection = InventoryCollection(client) { line.show("reading \($0)") }
    collection.read(wantedParts)
    line.finish()
    try folder?.write(collection.answers)
    for failure in collection.failures { console.warning(failure.failure.code, "\(failure)") }
    guard !collection.answers.isEmpty else { throw ProviderError.nothingRead }
    let needsPerson = try store(collection, tenant: tenant, takenAt: takenAt)
    if needsPerson || !collection.failures.isEmpty { throw ExitStatus.needsPerson }
  }

  private var wantedParts: [InventoryPart] {
    part.isEmpty ? InventoryPart.allCases.filter { !without.contains($0) } : part
  }

  private func client(tell: @escaping (String) -> Void) throws -> ProviderClient {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["RELEVE_CONSOLE_URL"].flatMap { $0.isEmpty ? nil : $0 }
    let address = try ProviderAddress(url ?? named ?? ProviderAddress.usual)
    let credential = try ProviderCredential(environment: environment)
    return ProviderClient(address, credential, tell: tell)
  }

  /// Ours, by the maps that were applied.
  private func tenant(of client: ProviderClient) throws -> String {
    let directory = try DocumentStore(database.connect()).directory()
    let id = try client.signIn()
    guard let tenant = directory.tenantsOfProvider[id] else {
      throw ProviderError.unknownTenant(id: id)
    }
    return tenant
  }

  /// Stores what was read, and hands the events on; returns whether a person should look.
  private func store(
    _ collection: InventoryCollection, tenant: String, takenAt: Instant
  ) throws -> Bool {
    var work = InventoryImport()
    for part in InventoryPart.allCases {
      guard let bytes = collection.answers[part] else { continue }
      try work.add(bytes, as: part, file: part.rawValue)
    }
    let connection = try database.connect()
    let result = try work.store(
      tenant: tenant, takenAt: takenAt, allGone: Set(allGone), connection)
    for error in result.refused { console.warning(error.code.rawValue, "left out: \(error)") }
    console.info(
      "\(tenant): \(result.parts.count) parts read; billable resources: \(result.new) new,"
        + " \(result.changed) changed, \(result.released) released")
    for held in result.held {
      console.warning("all_gone", InventoryImportSummary.Held(held).message)
    }
    let isUnbilled = try handOnEvents(of: tenant, toInbox: inbox, connection)
    return isUnbilled || result.needsPerson
  }
}
