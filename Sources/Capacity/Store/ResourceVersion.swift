/// What a resource was from the time of a snapshot on, until its next version.
struct ResourceVersion: Hashable, Sendable {
  let resource: BillableResource
  /// Whether it is there no more.
  let isGone: Bool

  /// The versions that a snapshot adds to the last ones before it, by kind, then id. Pure.
  static func added(
    by now: BillableResources, to last: [ResourceVersion]
  ) -> [ResourceVersion] {
    var before: [BillableResource.Kind: [String: ResourceVersion]] = [:]
    for version in last {
      before[version.resource.kind, default: [:]][version.resource.id] = version
    }
    var added: [ResourceVersion] = []
    for kind in BillableResource.Kind.allCases {
      let known = before[kind] ?? [:]
      let found = now.found[kind] ?? [:]
      for (id, resource) in found.sorted(by: { $0.key < $1.key }) {
        let version = ResourceVersion(resource: resource, isGone: false)
        if known[id] != version { added.append(version) }
      }
      for (id, version) in known.sorted(by: { $0.key < $1.key }) {
        guard !version.isGone, now.isGone(kind, id) else { continue }
        added.append(ResourceVersion(resource: version.resource, isGone: true))
      }
    }
    return added
  }
}
