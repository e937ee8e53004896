import Crypto
import Documents
import Foundation

/// Where alerts are sent, as the environment says it.
public struct WebhookSettings: Sendable {
  /// RELEVE_WEBHOOK_URL.
  public let url: String
  /// RELEVE_WEBHOOK_SECRET_FILE; nil where it is not set.
  public let secretFile: String?

  public init(url: String, secretFile: String?) {
    self.url = url
    self.secretFile = secretFile
  }
}

/// A place that takes alerts by HTTP, and the secret that it knows them by.
struct Webhook: Sendable {
  let url: URL
  private let secret: SymmetricKey

  /// Reads the secret from its file, without the newline at its end.
  init(_ settings: WebhookSettings) throws(WebhookError) {
    guard let url = URL(string: settings.url), ["http", "https"].contains(url.scheme),
      url.host().map({ !$0.isEmpty }) ?? false
    else { throw .badURL }
    guard let path = settings.secretFile else { throw .noSecretFile }
    guard var bytes = FileManager.default.contents(atPath: path) else {
      throw .unreadableSecret(path: path)
    }
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      bytes.removeLast()
    }
    guard !bytes.isEmpty else { throw .unreadableSecret(path: path) }
    self.url = url
    secret = SymmetricKey(data: bytes)
  }

  /// What messages call it: without a path and what may be a secret in it.
  var name: String {
    let port = url.port.map { ":\($0)" } ?? ""
    return "\(url.scheme ?? "")://\(url.host() ?? "")\(port)"
  }

  /// What tells the receiver that a body comes from here: `sha256=` and the HMAC-SHA-256 of its
  /// bytes by the secret, in hexadecimal digits.
  func signature(of body: Data) -> String {
    "sha256=" + HMAC<SHA256>.authenticationCode(for: body, using: secret).hexadecimal
  }
}

/// Why alerts were not sent. They are open still, and the next night sends them.
enum WebhookError: Error, Equatable {
  case badURL
  case noSecretFile
  case unreadableSecret(path: String)
  /// The receiver answered that it does not take them.
  case refused(name: String, status: Int)
  /// It could not be reached, did not answer in time, or was not well, however often it was tried.
  case stayedAway(name: String, attempts: Int, reason: String)
}

extension WebhookError: CustomStringConvertible {
  var description: String {
    switch self {
    case .badURL:
      "RELEVE_WEBHOOK_URL is no address: http:// or https:// and a host are expected"
    case .noSecretFile:
      "RELEVE_WEBHOOK_SECRET_FILE is not set: it names the file with the secret that alerts are"
        + " signed with; nothing is sent without"
    case .unreadableSecret(let path):
      "the secret that alerts are signed with cannot be read from \(path), or is empty"
    case .refused(let name, let status):
      "\(name) refused the alerts with status \(status): see RELEVE_WEBHOOK_URL, and whether the"
        + " receiver has the secret; the next night sends them again"
    case .stayedAway(let name, let attempts, let reason):
      "\(name) did not take the alerts in \(attempts) attempts: \(reason); the next night sends"
        + " them again"
    }
  }
}
