public import Calendars
public import Catalogue
import Crypto
public import Documents
public import PostgreSQL
import SQL

/// Stores a snapshot of a tenant's inventory, with what is billable of it and how full things are,
/// in one transaction. Killed anywhere, all of it is there or nothing; run again, it is unchanged.
public struct InventoryImport {
  private struct Content {
    let body: [UInt8]
    let digest: [UInt8]
    let refused: Int
  }

  private var reader = InventoryReader()
  private var contents: [InventoryPart: Content] = [:]

  /// A snapshot without parts.
  public init() {}

  /// What was read so far.
  public var inventory: Inventory { reader.inventory }
  /// Objects that could not be read so far.
  public var refused: [DocumentError] { reader.refused }

  /// Adds an answer of the API, as it came. `file` names it in errors.
  ///
  /// - Throws: `DocumentError` where it is no list of objects, `InventoryError.partTwice`; nothing
  ///   of it is taken then.
  public mutating func add(_ bytes: [UInt8], as part: InventoryPart, file: String) throws {
    guard contents[part] == nil else { throw InventoryError.partTwice(part, file: file) }
    let before = reader.refusedCount
    try reader.read(bytes, as: part, file: file)
    keep(bytes, as: part, refused: reader.refusedCount - before)
  }

  /// Adds the answers about the replication of machines, by the machines' ids, each with its name
  /// in errors. A machine that has none is said nothing of.
  ///
  /// - Throws: as `add(_:as:file:)`.
  public mutating func addReplications(
    _ answers: [String: (file: String, bytes: [UInt8])]
  ) throws {
    let part = InventoryPart.virtualMachineReplications
    let sorted = answers.sorted { $0.key < $1.key }
    guard contents[part] == nil else {
      throw InventoryError.partTwice(part, file: sorted.first?.value.file ?? part.rawValue)
    }
    let before = reader.refusedCount
    var copy = reader
    for (machine, answer) in sorted {
      try copy.readReplications(answer.bytes, of: machine, file: answer.file)
    }
    reader = copy
    let body = JoinedAnswers.object(sorted.map { ($0.key, $0.value.bytes) })
    keep(body, as: part, refused: reader.refusedCount - before)
  }

  private mutating func keep(_ body: [UInt8], as part: InventoryPart, refused: Int) {
    contents[part] = Content(
      body: body, digest: Array(SHA256.hash(data: body)), refused: refused)
  }

  /// Whose snapshot it is: the tenant that is named, else the one of those it lists that an
  /// inventory map knows.
  ///
  /// - Throws: `InventoryError` where that cannot be told, or the map says otherwise.
  public func tenant(named name: String?, _ directory: Directory) throws(InventoryError) -> String {
    let ours = directory.tenantsOfProvider
    let known = Set(inventory.tenants.compactMap { ours[$0.id] }).sorted()
    if let name {
      let listed = inventory.tenants.map(\.id)
      let isMapped = ours.values.contains(name)
      guard known.contains(name) || known.isEmpty && (listed.isEmpty || !isMapped) else {
        throw .otherTenant(named: name, listed: known.isEmpty ? listed : known)
      }
      return name
    }
    guard known.count <= 1 else { throw .severalTenants(known) }
    guard let only = known.first else {
      throw .tenantNotTold(listed: inventory.tenants.map(\.id))
    }
    return only
  }

  /// Stores what was added, as a snapshot of a tenant of ours that was read at `takenAt`: not
  /// before the tenant's last one. Where it lists nothing of a kind any more, those are gone only
  /// if `allGone` has the kind.
  ///
  /// - Throws: `InventoryError`, `PostgresError`; nothing is stored then.
  public func store(
    tenant: String, takenAt: Instant, allGone: Set<BillableResource.Kind> = [],
    _ connection: Connection
  ) throws -> InventoryImportResult {
    guard !contents.isEmpty else { throw InventoryError.noParts(files: ["the snapshot"]) }
    let work = InventoryStoring(
      connection, tenant: tenant, takenAt: takenAt, allGone: allGone,
      contents: contents.mapValues { (Bytes($0.digest), Bytes($0.body)) })
    var written: InventoryImportResult?
    return try connection.transaction(
      askingAfterLoss: {
        guard let written else { return nil }
        return try written.isUnchanged || work.isStored() ? written : nil
      }
    ) {
      let result = try work.store(inventory, result(tenant, takenAt), incomplete: incomplete)
      written = result
      return result
    }
  }

  /// The parts of which objects were refused.
  private var incomplete: Set<InventoryPart> { Set(contents.filter { $0.value.refused > 0 }.keys) }

  private func result(_ tenant: String, _ takenAt: Instant) -> InventoryImportResult {
    InventoryImportResult(
      tenant: tenant, takenAt: takenAt,
      parts: InventoryPart.allCases.compactMap { part in
        contents[part].map {
          .init(part: part, objects: inventory.count(of: part), refused: $0.refused)
        }
      },
      refused: refused)
  }
}
