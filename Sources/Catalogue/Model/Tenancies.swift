public import Calendars

/// Who holds which tenant when.
///
/// A tenant belongs to one organisation at a time: the one with the latest `from`. Before its first
/// `from` it is unknown (contract, section 2).
public struct Tenancies: Sendable {
  /// A tenant in the hands of one organisation for a time.
  public struct Tenancy: Hashable, Sendable {
    public let tenant: String
    public let organisation: String
    public let span: TimeSpan
  }

  /// By tenant, in the order of time, without overlap.
  private let byTenant: [String: [Tenancy]]
  /// By organisation; of each by tenant, then time.
  private let byOrganisation: [String: [Tenancy]]

  public init(_ directory: Directory) {
    var starts: [String: [(from: Instant, organisation: String)]] = [:]
    for organisation in directory.organisations.values {
      for tenancy in organisation.tenancies {
        let zone = directory.zone(of: organisation.name, on: tenancy.from)
        let from = tenancy.from.map { zone.start(of: $0) } ?? .distantPast
        starts[tenancy.tenant, default: []].append((from, organisation.name))
      }
    }
    var byTenant: [String: [Tenancy]] = [:]
    for (tenant, holders) in starts {
      // Who holds a tenant and begins to hold it again goes on holding it.
      let holders = holders.sorted { ($0.from, $0.organisation) < ($1.from, $1.organisation) }
        .reduce(into: [(from: Instant, organisation: String)]()) { holders, next in
          if holders.last?.organisation != next.organisation { holders.append(next) }
        }
      let ends = holders.dropFirst().map(\.from) + [.distantFuture]
      byTenant[tenant] = zip(holders, ends).compactMap { holder, end in
        TimeSpan(from: holder.from, to: end).map {
          Tenancy(tenant: tenant, organisation: holder.organisation, span: $0)
        }
      }
    }
    self.byTenant = byTenant
    byOrganisation = Dictionary(
      grouping: byTenant.sorted { $0.key < $1.key }.flatMap(\.value), by: \.organisation)
  }

  /// Every tenancy, by tenant and time.
  public var all: [Tenancy] {
    byTenant.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// The organisation that holds a tenant at an instant; nil where the tenant is unknown then.
  public func organisation(of tenant: String, at instant: Instant) -> String? {
    byTenant[tenant]?.last { $0.span.from <= instant }?.organisation
  }

  /// The tenancies of an organisation that touch a span, cut to it; by tenant, then time.
  public func tenancies(of organisation: String, within span: TimeSpan) -> [Tenancy] {
    (byOrganisation[organisation] ?? []).compactMap { tenancy in
      tenancy.span.intersection(span).map {
        Tenancy(tenant: tenancy.tenant, organisation: organisation, span: $0)
      }
    }
  }
}
