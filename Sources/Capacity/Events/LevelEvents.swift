import Calendars
import Decimals

/// A version of a resource with its time.
struct DatedVersion: Hashable {
  let version: ResourceVersion
  let takenAt: Instant
}

/// The events that the versions of a tenant's resources come to, and the resources that no rule
/// mentions. Pure: the same versions and rules give the same events.
struct LevelEvents {
  /// By resource, then time.
  private(set) var events: [LevelEvent] = []
  /// In the order of the versions.
  private(set) var unmapped: [UnmappedResource] = []

  private struct Level: Equatable {
    let item: BilledResources.Item
    let quantity: DecimalNumber
  }

  /// The events of versions, of which each resource's stand together in the order of time, up to
  /// the last snapshot: what a rule changes that begins to hold later is seen by the next one.
  ///
  /// - Throws: `unusable_product`.
  init(
    _ versions: [DatedVersion], tenant: String, billed: BilledResources, until last: Instant
  ) throws(InventoryError) {
    let starts = billed.ruleStarts.filter { $0 <= last }
    var rest = versions[...]
    while let first = rest.first {
      let key = first.version.resource.key
      let history = rest.prefix { $0.version.resource.key == key }
      rest = rest[history.endIndex...]
      try add(history.divided(at: starts), key, tenant, billed)
    }
  }

  private mutating func add(
    _ history: [DatedVersion], _ key: BillableResource.Key, _ tenant: String,
    _ billed: BilledResources
  ) throws(InventoryError) {
    var before: Level?
    var unbilled: (resource: BillableResource, since: Instant, until: Instant?)?
    for dated in history {
      let resource = dated.version.resource
      var level: Level?
      var isUnmapped = false
      switch dated.version.isGone ? .ignored : billed.target(of: resource, at: dated.takenAt) {
      case .ignored: break
      case .unmapped: isUnmapped = true
      case .billed(let item):
        let quantity = try billed.quantity(of: resource, as: item)
        if quantity > .zero { level = Level(item: item, quantity: quantity) }
      }
      if level != before {
        if let before, before.item != level?.item {
          events.append(.init(key, dated.takenAt, before.item, .zero))
        }
        if let level { events.append(.init(key, dated.takenAt, level.item, level.quantity)) }
        before = level
      }
      if isUnmapped {
        unbilled = (resource, unbilled?.since ?? dated.takenAt, nil)
      } else if let last = unbilled, last.until == nil {
        unbilled?.until = dated.takenAt
      }
    }
    guard let unbilled else { return }
    unmapped.append(
      UnmappedResource(
        tenant: tenant, resource: unbilled.resource, since: unbilled.since, until: unbilled.until))
  }
}

extension Sequence<DatedVersion> {
  /// The same, and again what is known at each of some instants, in the order of time.
  fileprivate func divided(at instants: [Instant]) -> [DatedVersion] {
    var divided: [DatedVersion] = []
    var rest = instants[...]
    for next in self {
      while let instant = rest.first, instant <= next.takenAt {
        rest = rest.dropFirst()
        guard instant < next.takenAt, let before = divided.last else { continue }
        divided.append(DatedVersion(version: before.version, takenAt: instant))
      }
      divided.append(next)
    }
    guard let last = divided.last else { return [] }
    return divided + rest.map { DatedVersion(version: last.version, takenAt: $0) }
  }
}

extension LevelEvent {
  fileprivate init(
    _ key: BillableResource.Key, _ takenAt: Instant, _ item: BilledResources.Item,
    _ quantity: DecimalNumber
  ) {
    self.init(resource: key, takenAt: takenAt, item: item, quantity: quantity)
  }
}
