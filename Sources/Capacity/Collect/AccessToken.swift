import Calendars
import Foundation

/// What the API gives for a credential: a JWT, sent with each request.
///
/// Its signature is not verified. It came over the connection on which the secret was sent, and it
/// is the provider who must believe it; we only read until when it holds and whose it is.
struct AccessToken: Sendable {
  let text: String
  /// The tenant that it sees, as the provider knows it: the claim `scope.id`.
  let tenantID: String
  /// For how long it holds from its receipt on, by the provider's clock; nil where that is not
  /// said: then until it is refused.
  let lifetime: Duration?

  private struct Claims: Decodable {
    struct Scope: Decodable { let id: String }
    let scope: Scope
    let exp: Double
    let iat: Double?
  }

  /// Reads an answer that is the token's text and nothing else; nil where it is none. `date` is
  /// when the answer was given, by the provider's clock: the claims are compared with it, or with
  /// their `iat`, and never with the clock of this machine, which may be wrong.
  init?(_ bytes: [UInt8], date: Instant?) {
    let text = String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    // Nothing that could end a header's line.
    guard parts.count == 3, text.utf8.count <= Self.bytesMax,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isBase64URL) }),
      let data = Data(base64Encoded: Self.base64(parts[1])),
      let claims = try? JSONDecoder().decode(Claims.self, from: data),
      MachinePath.isSafe(claims.scope.id)
    else { return nil }
    self.text = text
    tenantID = claims.scope.id
    let issued = date.map { Double($0.microseconds) / 1_000_000 } ?? claims.iat
    lifetime = issued.map { .seconds(min(max(claims.exp - $0, 0), Self.secondsMax)) }
  }

  private static let bytesMax = 16_384
  /// A day: tokens live for minutes.
  private static let secondsMax: Double = 86_400

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || MachinePath.isSafe(String(UnicodeScalar(byte)))
  }

  /// Base64 as it is read, of base64url without padding.
  private static func base64(_ text: Substring) -> String {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    return plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
  }
}
