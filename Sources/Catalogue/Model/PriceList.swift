public import Calendars
public import Decimals
import Documents

/// Prices of products over time: a document of kind `PriceList`.
public struct PriceList: Hashable, Sendable {
  /// Which version prices a period: the one in force when the usage happened, or at the issue date.
  public enum Effective: String, CaseIterable, Sendable {
    case usageTime = "usage_time"
    case issueDate = "issue_date"
  }

  /// The prices from a local date on, until the next version.
  public struct Version: Hashable, Sendable {
    public let from: LocalDate
    /// By product name.
    public let charges: [String: Charge]
  }

  public let name: String
  public let currency: Currency
  public let effective: Effective
  /// In the order of their dates.
  public let versions: [Version]

  /// The version in force on a date; nil before the first.
  public func version(on date: LocalDate) -> Version? {
    versions.last { $0.from <= date }
  }
}

extension PriceList {
  init(name: String, spec node: DocumentNode) throws(DocumentError) {
    var spec = try node.mapping()
    let currencyNode = try spec.required("currency")
    guard let currency = Currency(code: try currencyNode.string()) else {
      throw currencyNode.invalid("an ISO 4217 code such as EUR")
    }
    let effective = try spec.optional("effective")?.choice(Effective.self) ?? .usageTime
    let versions = try Self.versions(&spec)
    try spec.finish()
    self.init(name: name, currency: currency, effective: effective, versions: versions)
  }

  /// Either `versions: [{ from: …, prices: … }]` or one `from` with `prices`.
  private static func versions(_ spec: inout MappingReader) throws(DocumentError) -> [Version] {
    guard let list = spec.optional("versions") else {
      let from = try spec.required("from").date()
      return [Version(from: from, charges: try charges(spec.required("prices")))]
    }
    var versions: [Version] = []
    for item in try list.list() {
      var version = try item.mapping()
      let from = try version.required("from").date()
      let charges = try charges(version.required("prices"))
      try version.finish()
      if let last = versions.last, from <= last.from {
        throw item.error(.overlap, "versions stand in the order of their dates, each once")
      }
      versions.append(Version(from: from, charges: charges))
    }
    guard !versions.isEmpty else { throw list.invalid("at least one version") }
    return versions
  }

  private static func charges(_ node: DocumentNode) throws(DocumentError) -> [String: Charge] {
    var charges: [String: Charge] = [:]
    for item in try node.list() {
      var price = try item.mapping()
      let product = try price.required("product").normalisedName()
      let charge = try Charge(try price.required("charge"))
      try price.finish()
      guard charges.updateValue(charge, forKey: product) == nil else {
        throw item.error(.duplicateName, "the product `\(product)` is priced twice in one version")
      }
    }
    return charges
  }
}
