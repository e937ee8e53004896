import Catalogue
import PostgreSQL
import SQL

/// Turns events as they were read into events of known tenants and products.
struct EventResolver {
  private let connection: Connection
  private let tenancies: Tenancies
  private var products: ProductResolver
  private var tenantIDs: [String: Int32] = [:]
  private var skuIDs: [ProductResolver.Item: Int32] = [:]

  init(_ connection: Connection, directory: Directory) throws {
    self.connection = connection
    tenancies = Tenancies(directory)
    products = ProductResolver(directory.products.values)
    for (name, id) in try connection.query(.named("tenant_ids")).decode(String.self, Int32.self) {
      tenantIDs[name] = id
    }
    let skus = try connection.query(.named("sku_ids"))
      .decode(String.self, String.self, Int32.self)
    for (product, sku, id) in skus { skuIDs[.init(product: product, sku: sku)] = id }
  }

  /// The event with its ids, or its first defect in the order of `RejectionReason`.
  mutating func resolve(_ reading: EventReading) throws -> Result<PendingEvent, Rejection> {
    switch reading.result {
    case .failure(let rejection): return .failure(rejection)
    case .success(.void(let event)): return .success(.void(event, reading: reading))
    case .success(.usage(let event)), .success(.unsupported(let event)):
      return try resolve(event, reading)
    }
  }

  private mutating func resolve(
    _ event: UsageEvent, _ reading: EventReading
  ) throws -> Result<PendingEvent, Rejection> {
    let item: ProductResolver.Item
    switch products.resolve(sku: event.sku, unit: event.unit) {
    case .success(let found): item = found
    case .failure(let rejection):
      return .failure(event.rejection(rejection.reason, rejection.detail))
    }
    guard tenancies.organisation(of: event.tenant, at: event.time) != nil,
      let tenantID = tenantIDs[event.tenant]
    else {
      return .failure(
        event.rejection(
          .unknownTenant, "no organisation holds the tenant \"\(event.tenant)\" at \(event.time)"))
    }
    guard event.type == Event.usageType else {
      return .failure(
        event.rejection(.unsupportedType, "the type \"\(event.type)\" is not one of Relevé's"))
    }
    return .success(
      .usage(
        event, item: item, tenantID: tenantID, skuID: try skuID(of: item), reading: reading))
  }

  private mutating func skuID(of item: ProductResolver.Item) throws -> Int32 {
    if let id = skuIDs[item] { return id }
    try connection.execute(.named("sku_register"), item.product, item.sku)
    let id = try connection.query(.named("sku_id"), item.product, item.sku).single(Int32.self)
    skuIDs[item] = id
    return id
  }
}

extension UsageEvent {
  fileprivate func rejection(_ reason: RejectionReason, _ detail: String) -> Rejection {
    Rejection(reason: reason, detail: detail, source: source, id: id)
  }
}
