public import Catalogue
import Foundation

/// What a class of blades has, as the attributes of its product say (rule B1); nil where they do
/// not.
public struct BladeClass: Hashable, Sendable {
  public let product: String
  public let label: LocalisedText
  /// `ram_gb`. The table of classes writes GB, and the API has 412 316 860 416 bytes for 384: they
  /// are GiB.
  public let memory: DataSize?
  public let cores: Int?
  public let threads: Int?

  public init(_ product: Product) {
    let attributes = ClassAttributes(product)
    self.product = product.name
    label = product.label
    memory = attributes["ram_gb"].map { DataSize($0, GiB.self) }
    cores = attributes["cores"]
    threads = attributes["threads"]
  }
}

/// What a class of block storage is entitled to, as the attributes of its product say (rules C1,
/// C2, C4); nil where they do not: mass storage has no guarantee.
public struct StorageClass: Hashable, Sendable {
  public let product: String
  public let label: LocalisedText
  public let iopsPerTB: Int?
  public let iopsMaxPerVolume: Int?
  /// Megabytes in a second.
  public let throughputMax: Int?
  public let sizeMin: DataSize?

  public init(_ product: Product) {
    let attributes = ClassAttributes(product)
    self.product = product.name
    label = product.label
    iopsPerTB = attributes["iops_per_tb"]
    iopsMaxPerVolume = attributes["iops_cap_per_volume"]
    throughputMax = attributes["bandwidth_cap_mo_s"]
    sizeMin = attributes["min_lun_gib"].map { DataSize($0, GiB.self) }
  }

  /// The IOPS of a volume: so many for each decimal terabyte that is allocated, whole ones, at most
  /// the cap (rules C2, C6); nil without a guarantee.
  public func iops(of size: DataSize) -> Int? {
    guard let linear = linearIOPS(of: size) else { return nil }
    return min(linear, iopsMaxPerVolume ?? linear)
  }

  /// The same before the cap.
  public func linearIOPS(of size: DataSize) -> Int? {
    iopsPerTB.map { Int(Int128($0) * Int128(size.bytes) / Int128(TB.bytes)) }
  }
}

/// The attributes of products that say what a class has, as a catalogue's JSON has them: numbers as
/// texts. What is no whole number above 0 says nothing.
private struct ClassAttributes {
  private let values: [String: Any]

  init(_ product: Product) {
    let object = try? JSONSerialization.jsonObject(with: Data(product.attributes.utf8))
    values = object as? [String: Any] ?? [:]
  }

  subscript(key: String) -> Int? {
    guard let text = values[key] as? String, let value = Int(text),
      (1...1_000_000).contains(value)
    else { return nil }
    return value
  }
}
