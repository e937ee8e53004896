public import Calendars

/// A resource that the inventory map does not mention, and that is not billed therefore.
public struct UnmappedResource: Hashable, Sendable {
  /// Ours.
  public let tenant: String
  public let resource: BillableResource
  /// Since when it is not billed.
  public let since: Instant
  /// Until when, where it is there no more or was given a name that the map knows.
  public let until: Instant?

  public init(tenant: String, resource: BillableResource, since: Instant, until: Instant?) {
    self.tenant = tenant
    self.resource = resource
    self.since = since
    self.until = until
  }
}
