import Crypto
import Foundation
import TestSupport
import Testing

@testable import Operations

/// What is posted to the webhook, and what is done where it does not take it.
@Suite(.timeLimit(.minutes(1))) struct WebhookTests {
  private static let secret = "s3cret with spaces"
  private let secretFile: TemporaryFile
  private let alerts: [Alert] = [
    Alert(.sourceSilent, "/collector", "it says nothing"),
    Alert(.billingObstacle, "acme/no_price/2026-10", "é \"quoted\""),
  ]

  init() throws { secretFile = try TemporaryFile(Self.secret + "\n") }

  private func webhook(_ url: String) throws -> Webhook {
    try Webhook(WebhookSettings(url: url, secretFile: secretFile.path))
  }

  private func message() throws -> AlertMessage {
    try AlertMessage(alerts, on: AlertWorld.night("2026-11-20"))
  }

  /// Delivers the message to a receiver, with up to three attempts; returns why it failed.
  private func failure(_ receiver: WebhookReceiver, patience: TimeInterval = 20) throws
    -> WebhookError?
  {
    let delivery = WebhookDelivery(
      try webhook(receiver.url), patience: patience, pauses: [0.001, 0.002])
    let message = try message()
    defer { receiver.stop() }
    do throws(WebhookError) {
      try delivery.deliver(message)
      return nil
    } catch {
      return error
    }
  }

  @Test func `the body is signed with the secret, and has a key by which it is known again`() throws
  {
    let receiver = try WebhookReceiver([.answer(204)])
    #expect(try failure(receiver) == nil)
    let request = try #require(receiver.requests.first)
    #expect(receiver.requests.count == 1 && request.line == "POST /alerts HTTP/1.1")
    #expect(request.headers["content-type"] == "application/json")
    let code = HMAC<SHA256>.authenticationCode(
      for: request.body, using: SymmetricKey(data: Data(Self.secret.utf8)))
    let digits = code.map { String(format: "%02x", $0) }.joined()
    #expect(request.headers["releve-signature"] == "sha256=\(digits)")
    let key = try #require(request.headers["idempotency-key"])
    #expect(key.count == 32)
    let text = String(decoding: request.body, as: UTF8.self)
    #expect(text.hasPrefix(#"{"alerts":[{"code":"source_silent","key":""#))
    #expect(
      text.hasSuffix(
        #""message":"é \"quoted\"","severity":"critical","subject":"acme/no_price/2026-10"}],"#
          + #""date":"2026-11-20"}"#))
  }

  @Test func `keys are of what an alert is about, not of its words`() throws {
    let night = try AlertWorld.night("2026-11-20")
    func key(_ alerts: Alert...) throws -> String {
      try AlertMessage(alerts, on: night).idempotencyKey
    }
    let one = Alert(.sourceSilent, "/a", "x", latest: night.now)
    #expect(try key(one) == key(Alert(.sourceSilent, "/a", "y", latest: night.now)))
    #expect(try key(one) != key(Alert(.sourceSilent, "/a", "x")))
    #expect(try key(one) != key(Alert(.sourceSilent, "/b", "x", latest: night.now)))
    #expect(try key(one) != key(Alert(.quarantine, "/a", "x", latest: night.now)))
    #expect(try key(one) != key(one, one))
  }

  @Test(
    arguments: [
      [.answer(500), .answer(429), .answer(200)], [.cutOff, .answer(503), .answer(202)],
      [.endless],
    ] as [[WebhookReceiver.Behaviour]])
  func `what may pass is tried again, with the same key`(behaviours: [WebhookReceiver.Behaviour])
    throws
  {
    let receiver = try WebhookReceiver(behaviours)
    #expect(try failure(receiver) == nil)
    #expect(receiver.requests.count == behaviours.count)
    #expect(Set(receiver.requests.map { $0.headers["idempotency-key"] }).count == 1)
    #expect(Set(receiver.requests.map(\.body)).count == 1)
  }

  @Test(arguments: [400, 401, 404, 410, 422, 304])
  func `an answer that will stay is not asked for again`(status: Int) throws {
    let receiver = try WebhookReceiver([.answer(status)])
    #expect(
      try failure(receiver)
        == .refused(name: "http://127.0.0.1:\(receiver.port)", status: status))
    #expect(receiver.requests.count == 1)
  }

  @Test func `a redirection is not followed`() throws {
    let other = try WebhookReceiver([.answer(200)])
    defer { other.stop() }
    let receiver = try WebhookReceiver([.redirect(other.url)])
    #expect(
      try failure(receiver) == .refused(name: "http://127.0.0.1:\(receiver.port)", status: 302))
    #expect(other.requests.isEmpty)
  }

  @Test func `one that is not well however often it is tried is left for later`() throws {
    for behaviour in [WebhookReceiver.Behaviour.answer(502), .cutOff] {
      let receiver = try WebhookReceiver([behaviour])
      let error = try #require(try failure(receiver))
      #expect(receiver.requests.count == 3)
      guard case .stayedAway(_, 3, let reason) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(behaviour == .cutOff || reason == "status 502", "\(reason)")
    }
  }

  @Test func `one that does not answer is not waited for longer than patience lasts`() throws {
    let receiver = try WebhookReceiver([.stall])
    let error = try #require(try failure(receiver, patience: 0.2))
    guard case .stayedAway(_, 3, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `nobody there is tried again too`() throws {
    let port = try WebhookReceiver.deadPort()
    let delivery = WebhookDelivery(
      try webhook("http://127.0.0.1:\(port)/"), pauses: [0.001])
    let message = try message()
    let error = try #require(throws: WebhookError.self) { try delivery.deliver(message) }
    guard case .stayedAway("http://127.0.0.1:\(port)", 2, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test(arguments: ["", "nonsense", "ftp://host/", "http://", "file:///etc/passwd", "https:///x"])
  func `what is no address is refused`(url: String) throws {
    #expect(throws: WebhookError.badURL) { try webhook(url) }
  }

  @Test func `nothing is sent without a secret`() throws {
    let url = "http://127.0.0.1:1/"
    #expect(throws: WebhookError.noSecretFile) {
      try Webhook(WebhookSettings(url: url, secretFile: nil))
    }
    let empty = try TemporaryFile("\n")
    for path in ["/nonexistent/secret", empty.path] {
      #expect(throws: WebhookError.unreadableSecret(path: path)) {
        try Webhook(WebhookSettings(url: url, secretFile: path))
      }
    }
  }

  @Test func `messages name the host, and nothing that may be secret`() throws {
    let name = try webhook("https://user:word@hooks.example:8443/T0K3N?key=K").name
    #expect(name == "https://hooks.example:8443")
  }
}
