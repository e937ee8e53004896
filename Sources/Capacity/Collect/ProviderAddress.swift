import Foundation

/// Where the provider's API is.
public struct ProviderAddress: Sendable {
  /// Without a slash at its end.
  private let base: String
  /// What messages call it: scheme, host and port.
  let name: String

  /// Cloud Temple's.
  public static let usual = "https://shiva.cloud-temple.com/api"

  /// Takes `https://` alone: a token is sent there. `http://` only to this machine.
  public init(_ text: String) throws(ProviderError) {
    guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
      let host = url.host(), !host.isEmpty
    else { throw .badAddress("https:// and a host are expected") }
    guard url.user() == nil, url.password() == nil, url.query() == nil, url.fragment() == nil
    else {
      throw .badAddress("it must not have a user, a password, a query or a fragment")
    }
    guard scheme == "https" || Self.isLoopback(host) else {
      throw .badAddress("without https:// the token could be read on the way")
    }
    base = String(text.reversed().drop { $0 == "/" }.reversed())
    name = "\(scheme)://\(host)\(url.port.map { ":\($0)" } ?? "")"
  }

  private static func isLoopback(_ host: String) -> Bool {
    var address = in_addr()
    if inet_pton(AF_INET, host, &address) == 1 {
      return UInt32(bigEndian: address.s_addr) >> 24 == 127
    }
    return ["localhost", "::1", "[::1]"].contains(host)
  }

  /// The address of a path, which begins with a slash.
  func url(_ path: String) throws(RequestFailure) -> URL {
    guard let url = URL(string: base + path) else { throw .unusableID }
    return url
  }
}
