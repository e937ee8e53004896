import Calendars
import Crypto
import Documents
import Foundation

/// Alerts as the webhook gets them.
struct AlertMessage {
  /// The JSON.
  let body: Data
  /// The same for the same alerts, whenever they are sent.
  let idempotencyKey: String

  private struct Body: Encodable {
    let date: String
    let alerts: [Item]
  }

  private struct Item: Encodable {
    let key: String
    let code: String
    let subject: String
    let severity: String
    let message: String
  }

  init(_ alerts: [Alert], on night: Night) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    body = try encoder.encode(
      Body(
        date: night.date.description,
        alerts: alerts.map { alert in
          Item(
            key: alert.key, code: alert.kind.rawValue, subject: alert.subject,
            severity: alert.severity.rawValue, message: alert.message)
        }))
    idempotencyKey = Self.digest(alerts.map(\.key))
  }

  fileprivate static func digest(_ texts: [String]) -> String {
    var hash = SHA256()
    for text in texts { hash.update(data: Data((text + "\0").utf8)) }
    return hash.finalize().prefix(16).hexadecimal
  }
}

extension Alert {
  /// By which a receiver knows one that it has already: of what an alert is about, not of its
  /// wording, in which days are counted.
  fileprivate var key: String {
    AlertMessage.digest([kind.rawValue, subject, latest?.description ?? ""])
  }
}
