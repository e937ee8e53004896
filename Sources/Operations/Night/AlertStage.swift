import Foundation
import PostgreSQL

/// Looks for what a person should know of, and sends to the webhook, if there is one, what it was
/// not sent before. What is critical needs a person; the others are counted, and `releve alerts`
/// has them. A webhook that stays away fails nothing: the next night tries again.
struct AlertStage {
  private let night: Night
  private let connection: Connection
  private let webhook: WebhookSettings?
  private let pauses: [TimeInterval]

  /// How many alerts a message has at most.
  private static let messageAlertsMax = 500

  init(
    _ night: Night, _ connection: Connection, webhook: WebhookSettings?,
    pauses: [TimeInterval] = WebhookDelivery.usualPauses
  ) {
    self.night = night
    self.connection = connection
    self.webhook = webhook
    self.pauses = pauses
  }

  func run(_ progress: (String) -> Void, _ work: inout StageWork) throws {
    let alerts = try OpenAlerts(night, connection).all(progress: progress)
    work.rows = alerts.count
    for alert in alerts where alert.severity == .critical {
      work.matters.append(Matter(alert.kind.rawValue, alert.message))
    }
    for severity in Alert.Severity.allCases where severity != .critical {
      let codes = alerts.filter { $0.severity == severity }.map(\.kind.rawValue)
      guard !codes.isEmpty else { continue }
      let kinds = Set(codes).sorted().map { code in "\(code) \(codes.count { $0 == code })" }
      work.notes.append("\(severity.rawValue): \(kinds.joined(separator: ", ")): `releve alerts`")
    }
    guard let webhook else { return }
    do {
      try send(alerts, to: WebhookDelivery(try Webhook(webhook), pauses: pauses), progress, &work)
    } catch let error as WebhookError {
      work.matters.append(Matter("webhook_failed", "\(error)"))
    }
  }

  private func send(
    _ alerts: [Alert], to delivery: WebhookDelivery, _ progress: (String) -> Void,
    _ work: inout StageWork
  ) throws {
    let notices = AlertNotices(connection)
    var unsent = try notices.unsent(alerts)[...]
    while !unsent.isEmpty {
      progress("\(unsent.count) for the webhook")
      let next = Array(unsent.prefix(Self.messageAlertsMax))
      try delivery.deliver(AlertMessage(next, on: night))
      try notices.record(next)
      work.notes.append(
        "the webhook has taken \(next.count == 1 ? "1 alert" : "\(next.count) alerts")")
      unsent = unsent.dropFirst(next.count)
    }
  }
}
