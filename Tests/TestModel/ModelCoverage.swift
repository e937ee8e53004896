import Calendars

/// The part of the world's month that an organisation's contract and tenancies cover, by tenant.
struct ModelCoverage {
  let zone: Zone
  /// The calendar month, between two local midnights.
  let month: TimeSpan
  /// The instants at which its local days begin, and at last its end.
  let starts: [Instant]
  /// What the contract covers of the month, whoever holds what; without a contract all of it.
  let covered: TimeSpan
  /// What is covered of each tenant; spans may touch.
  let spans: [String: [TimeSpan]]

  init(_ world: World, _ organisation: World.Organisation) {
    let contracts = organisation.contracts.compactMap { contract in
      TimeSpan(
        from: organisation.zone.start(of: contract.from),
        to: contract.to.map { organisation.zone.start(of: $0) } ?? .distantFuture)
    }
    let covering = contracts.compactMap {
      $0.intersection(organisation.zone.span(of: world.period))
    }.first
    zone = covering == nil ? .default : organisation.zone
    let month = zone.span(of: world.period)
    covered = covering ?? month
    // Where its zone is another, a contract of the month before or after covers the month's edge.
    let shown = covering.map { [$0] } ?? contracts.reduce([month]) { Self.rest(of: $0, $1) }
    var spans: [String: [TimeSpan]] = [:]
    for tenant in world.tenants {
      spans[tenant] = world.holdings(of: tenant)
        .filter { $0.organisation == organisation.name }
        .flatMap { holding in shown.compactMap { holding.span.intersection($0) } }
    }
    self.month = month
    starts = zone.dayBoundaries(of: world.period)
    self.spans = spans
  }

  /// What is left of spans without another.
  private static func rest(of spans: [TimeSpan], _ other: TimeSpan) -> [TimeSpan] {
    spans.flatMap { span in
      [
        TimeSpan(from: span.from, to: min(span.to, other.from)),
        TimeSpan(from: max(span.from, other.to), to: span.to),
      ].compactMap(\.self)
    }
  }
}

extension World {
  /// Every tenant that somebody holds at some time.
  var tenants: Set<String> { Set(organisations.flatMap { $0.tenancies.map(\.tenant) }) }

  /// Who holds a tenant when: each from its own beginning to the next one's.
  func holdings(of tenant: String) -> [(organisation: String, span: TimeSpan)] {
    let begun = organisations.flatMap { organisation in
      organisation.tenancies.filter { $0.tenant == tenant }.map { tenancy in
        let zone = organisation.contracts.isEmpty ? Zone.default : organisation.zone
        return (organisation.name, tenancy.from.map { zone.start(of: $0) } ?? .distantPast)
      }
    }.sorted { $0.1 < $1.1 }
    return begun.indices.compactMap { index in
      let next = index + 1 < begun.count ? begun[index + 1].1 : .distantFuture
      return TimeSpan(from: begun[index].1, to: next).map { (begun[index].0, $0) }
    }
  }

  /// The organisation that holds a tenant at an instant.
  func holder(of tenant: String, at instant: Instant) -> String? {
    holdings(of: tenant).first { $0.span.contains(instant) }?.organisation
  }
}
