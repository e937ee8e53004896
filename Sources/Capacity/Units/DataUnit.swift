/// A unit of memory or storage. Units are types, so that a tebibyte cannot pass for a terabyte,
/// which is a tenth less (rule C6).
public protocol DataUnit: Sendable {
  /// How many bytes one of it is.
  static var bytes: Int64 { get }
  /// As people write it.
  static var symbol: String { get }
}

/// 10⁹ bytes.
public enum GB: DataUnit {
  public static let bytes: Int64 = 1_000_000_000
  public static let symbol = "GB"
}

/// 2³⁰ bytes; the provider also writes "Gio".
public enum GiB: DataUnit {
  public static let bytes: Int64 = 1 << 30
  public static let symbol = "GiB"
}

/// 10¹² bytes, by which IOPS are entitled.
public enum TB: DataUnit {
  public static let bytes: Int64 = 1_000_000_000_000
  public static let symbol = "TB"
}

/// 2⁴⁰ bytes; the provider also writes "Tio".
public enum TiB: DataUnit {
  public static let bytes: Int64 = 1 << 40
  public static let symbol = "TiB"
}
