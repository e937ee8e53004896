/// Why usage cannot be metered.
public enum RollupError: Error, Hashable, Sendable {
  /// This machine's zone data lack a zone that a contract names.
  case unknownZone(String)
  /// Usage was metered meanwhile by later documents than those in hand.
  case documentsChanged
  /// Documents change how days of archived months (`YYYY-MM`) are metered.
  case archivedMonths([String])

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .unknownZone: "unknown_zone"
    case .documentsChanged: "documents_changed"
    case .archivedMonths: "archived_months_change"
    }
  }
}

extension RollupError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownZone(let name):
      "a contract's time zone \(name) is not known on this machine: install its zone data (Debian:"
        + " the package tzdata), and run again"
    case .documentsChanged:
      "documents were applied and usage was metered by them, while this worked with the earlier"
        + " ones: what was stored stays; run it again"
    case .archivedMonths(let months):
      "documents were applied by which days of months that are archived would be metered in another"
        + " way: \(months.joined(separator: ", ")). That takes their events: `releve db archive"
        + " --restore \(months.first ?? "")`, or correct the documents"
    }
  }
}
