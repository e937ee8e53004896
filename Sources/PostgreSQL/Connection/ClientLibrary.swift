internal import CLibPQ

/// libpq, as it is loaded.
public enum ClientLibrary {
  /// Such as `15.14`.
  public static var version: String {
    let number = PQlibVersion()
    return "\(number / 10_000).\(number % 10_000)"
  }
}
