import Calendars
import Catalogue
import PostgreSQL
import SQL

extension Rollup {
  /// Takes over what the documents say of tenants' terms and of products' meters. Where that is
  /// something else than before, the rows concerned go, and their days are queued. Returns whether
  /// that may have been.
  func adoptDocuments() throws -> Bool {
    if try documentsAreKnown() { return false }
    let directory = try DocumentStore(connection).directory()
    try connection.execute(.named("metering_documents_note"), directory.versionCount)
    let terms = try adoptTerms(directory)
    return try adoptProducts(directory) || terms
  }

  /// Whether nothing was applied since documents were taken over.
  func documentsAreKnown() throws -> Bool {
    try connection.query(.named("metering_documents_are_known")).single(Bool.self)
  }

  private func adoptTerms(_ directory: Directory) throws -> Bool {
    let tenantIDs = try connection.query(.named("tenant_ids")).ids()
    let wanted = MeteringTerms(
      directory, organisationIDs: try connection.query(.named("organisation_ids")).ids(),
      contractIDs: try connection.query(.named("contract_ids")).ids()
    ).all()
    let stored = try storedTerms()
    var changed: [(tenantID: Int32, span: TimeSpan)] = []
    var fresh: [(tenantID: Int32, term: MeteringTerm)] = []
    for (tenant, terms) in wanted.sorted(by: { $0.key < $1.key }) {
      guard let tenantID = tenantIDs[tenant], stored[tenantID] != terms else { continue }
      let differences = MeteringTerm.differences(stored[tenantID] ?? [], terms)
      changed += differences.map { (tenantID, $0) }
      fresh += terms.map { (tenantID, $0) }
    }
    guard !fresh.isEmpty else { return false }
    try refuseArchived(changed, products: [])
    try connection.execute(
      .named("metering_terms_changed"), changed.map(\.tenantID), changed.map(\.span.from),
      changed.map(\.span.to))
    try connection.execute(.named("metering_terms_forget"), Array(Set(fresh.map(\.tenantID))))
    try connection.execute(
      .named("metering_terms_fill"), fresh.map(\.tenantID), fresh.map(\.term.span.from),
      fresh.map(\.term.span.to), fresh.map(\.term.zone), fresh.map(\.term.organisationID),
      fresh.map(\.term.contractID))
    return true
  }

  /// What is metered of an archived month cannot be made anew.
  private func refuseArchived(
    _ changed: [(tenantID: Int32, span: TimeSpan)], products: [Int32]
  ) throws {
    let months = try connection.query(
      .named("metering_archived_changes"), changed.map(\.tenantID), changed.map(\.span.from),
      changed.map(\.span.to), products
    ).decode(String.self)
    guard months.isEmpty else { throw RollupError.archivedMonths(months) }
  }

  private func storedTerms() throws -> [Int32: [MeteringTerm]] {
    let rows = try connection.query(.named("metering_terms"))
      .decode(Int32.self, Instant.self, Instant.self, String.self, Int32?.self, Int32?.self)
    var terms: [Int32: [MeteringTerm]] = [:]
    for (tenantID, from, to, zone, organisationID, contractID) in rows {
      guard let span = TimeSpan(from: from, to: to) else { continue }
      terms[tenantID, default: []].append(
        MeteringTerm(
          span: span, zone: zone, organisationID: organisationID, contractID: contractID))
    }
    return terms
  }

  private func adoptProducts(_ directory: Directory) throws -> Bool {
    let ids = try connection.query(.named("product_ids")).ids()
    let rows = try connection.query(.named("metering_products"))
      .decode(Int32.self, String.self, String?.self, Bool.self, Int32?.self)
    let stored = Dictionary(
      rows.map { ($0.0, MeteredProduct(productID: $0.0, $0.1, $0.2, $0.3, $0.4)) },
      uniquingKeysWith: { $1 })
    let fresh = directory.products.values.sorted { $0.name < $1.name }.compactMap { product in
      ids[product.name].map { MeteredProduct(product.meter, productID: $0) }
    }.filter { stored[$0.productID] != $0 }
    guard !fresh.isEmpty else { return false }
    let freshIDs = fresh.map(\.productID)
    try refuseArchived([], products: freshIDs)
    try connection.execute(.named("metering_products_changed"), freshIDs)
    try connection.execute(.named("metering_products_forget"), freshIDs)
    try connection.execute(
      .named("metering_products_fill"), freshIDs, fresh.map(\.aggregation), fresh.map(\.step),
      fresh.map(\.roundsEachUp), fresh.map(\.windowSeconds))
    return true
  }
}

/// How a product is metered, as far as it makes a difference to what is kept.
private struct MeteredProduct: Equatable {
  let productID: Int32
  let aggregation: String
  var step: String?
  var roundsEachUp = false
  var windowSeconds: Int32?

  init(
    productID: Int32, _ aggregation: String, _ step: String?, _ roundsEachUp: Bool,
    _ windowSeconds: Int32?
  ) {
    self.productID = productID
    self.aggregation = aggregation
    self.step = step
    self.roundsEachUp = roundsEachUp
    self.windowSeconds = windowSeconds
  }

  init(_ meter: Meter, productID: Int32) {
    self.productID = productID
    aggregation = meter.aggregation
    switch meter {
    case .sum(let eachUp): roundsEachUp = eachUp
    case .timeWeighted(let levelStep, _): step = levelStep.rawValue
    case .percentile(_, let seconds, _): windowSeconds = Int32(seconds)
    case .count, .max, .last, .unique: break
    }
  }
}
