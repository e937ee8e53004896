import Calendars
import Catalogue
import PostgreSQL
import SQL

/// A sound event, in the memory of its reader, and what it is called in the database.
struct ResolvedEvent {
  enum Fact {
    case usage(LentUsage, tenantID: Int32, skuID: Int32)
    /// `target` is the identity of what is cancelled.
    case void(LentVoid, target: UInt128)
  }

  let fact: Fact
  /// What identifies it; see `Fingerprints`.
  let identity: UInt128
  /// What makes two events the same.
  let content: UInt128
}

/// Finds the tenants and products of events as they were read.
struct EventResolver {
  private struct Item {
    let skuID: Int32
    /// What the digest has of it; see `Fingerprints.item(product:sku:)`.
    let text: [UInt8]
  }

  private struct Holding {
    let tenantID: Int32
    var spans: [TimeSpan]
  }

  private let connection: Connection
  private let products: ProductResolver
  private var skuIDs: [ProductResolver.Item: Int32] = [:]
  private var tenants = TextTable<Holding>()
  /// What spellings of SKU and unit were found to mean.
  private var items = TextTable<Result<Item, Rejection>>()
  private var spelling: [UInt8] = []
  private var fingerprints = Fingerprints()

  /// More spellings than any catalogue has regions: only hostile input gets there.
  private static let spellingsMax = 100_000

  private static let usageType = Array(Event.usageType.utf8)

  init(_ connection: Connection, directory: Directory) throws {
    self.connection = connection
    products = ProductResolver(directory.products.values)
    let ids = try connection.query(.named("tenant_ids")).ids()
    for (tenant, holdings) in Dictionary(grouping: Tenancies(directory).all, by: \.tenant) {
      guard let id = ids[tenant] else { continue }
      let holding = Holding(tenantID: id, spans: holdings.map(\.span))
      Array(tenant.utf8).withUnsafeBufferPointer { tenants.add(holding, of: $0) }
    }
    let skus = try connection.query(.named("sku_ids"))
      .decode(String.self, String.self, Int32.self)
    for (product, sku, id) in skus { skuIDs[.init(product: product, sku: sku)] = id }
  }

  /// The event, or its first defect in the order of `RejectionReason`.
  mutating func resolve(_ reading: LentReading) throws -> Result<ResolvedEvent, Rejection> {
    switch reading.result {
    case .failure(let rejection): .failure(rejection)
    case .success(.void(let event)): .success(resolved(event))
    case .success(.usage(let event)), .success(.unsupported(let event)): try resolve(event)
    }
  }

  private mutating func resolve(_ event: LentUsage) throws -> Result<ResolvedEvent, Rejection> {
    let item: Item
    switch try self.item(of: event) {
    case .success(let found): item = found
    case .failure(let rejection):
      return .failure(event.rejection(rejection.reason, rejection.detail))
    }
    guard let holding = tenants.value(of: event.tenant),
      holding.spans.contains(where: { $0.contains(event.time) })
    else {
      return .failure(
        event.rejection(
          .unknownTenant,
          "no organisation holds the tenant \"\(String(event.tenant))\" at \(event.time)"))
    }
    guard event.type.hasBytes(Self.usageType) else {
      return .failure(
        event.rejection(
          .unsupportedType, "the type \"\(String(event.type))\" is not one of Relevé's"))
    }
    return .success(
      ResolvedEvent(
        fact: .usage(event, tenantID: holding.tenantID, skuID: item.skuID),
        identity: fingerprints.identity(source: event.source, id: event.id),
        content: fingerprints.content(of: event, item: item.text)))
  }

  private mutating func resolved(_ event: LentVoid) -> ResolvedEvent {
    ResolvedEvent(
      fact: .void(event, target: fingerprints.identity(source: event.source, id: event.target)),
      identity: fingerprints.identity(source: event.source, id: event.id),
      content: fingerprints.content(of: event))
  }

  private mutating func item(of event: LentUsage) throws -> Result<Item, Rejection> {
    spelling.removeAll(keepingCapacity: true)
    spelling.append(contentsOf: event.sku)
    if let unit = event.unit {
      spelling.append(0)
      spelling.append(contentsOf: unit)
    }
    if let known = spelling.withUnsafeBufferPointer({ items.value(of: $0) }) { return known }
    if items.count >= Self.spellingsMax { items = TextTable() }
    let found: Result<Item, Rejection>
    switch products.resolve(sku: String(event.sku), unit: event.unit.map { String($0) }) {
    case .failure(let rejection): found = .failure(rejection)
    case .success(let item):
      let text = Fingerprints.item(product: item.product, sku: item.sku)
      found = .success(Item(skuID: try skuID(of: item), text: text))
    }
    spelling.withUnsafeBufferPointer { items.add(found, of: $0) }
    return found
  }

  private mutating func skuID(of item: ProductResolver.Item) throws -> Int32 {
    if let id = skuIDs[item] { return id }
    try connection.execute(.named("sku_register"), item.product, item.sku)
    let id = try connection.query(.named("sku_id"), item.product, item.sku).single(Int32.self)
    skuIDs[item] = id
    return id
  }
}

extension LentUsage {
  fileprivate func rejection(_ reason: RejectionReason, _ detail: String) -> Rejection {
    Rejection(reason: reason, detail: detail, source: String(source), id: String(id))
  }
}
