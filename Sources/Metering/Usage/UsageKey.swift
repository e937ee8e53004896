/// What `usage` can tell apart. Product and SKU it always does: quantities of different products or
/// regions are never added up.
public enum UsageKey: String, CaseIterable, Sendable {
  case organisation, tenant, product, sku, resource, day
}
