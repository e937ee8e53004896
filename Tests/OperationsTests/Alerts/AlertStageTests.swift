import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Operations

/// The stage of the night: what is sent, once, and what becomes of a night whose webhook fails.
@Suite(.timeLimit(.minutes(1))) struct AlertStageTests {
  private let world: AlertWorld
  private let secretFile: TemporaryFile

  /// One event is kept aside, and a commitment ends.
  init() throws {
    world = try AlertWorld()
    secretFile = try TemporaryFile("secret")
    try world.ingest(["q1 csp:act r 2026-11-19T10:00:00Z 1"], tenant: "nobody")
  }

  private func night(_ url: String?, date: String = "2026-11-20") throws -> StageWork {
    let stage = AlertStage(
      try AlertWorld.night(date), world.connection,
      webhook: url.map { WebhookSettings(url: $0, secretFile: secretFile.path) },
      pauses: [0.001])
    var work = StageWork()
    try stage.run({ _ in }, &work)
    return work
  }

  /// What a request told of, as `code subject`.
  private func told(_ request: ReceivedRequest) throws -> [String] {
    struct Body: Decodable {
      struct Item: Decodable {
        let code: String
        let subject: String
      }
      let alerts: [Item]
    }
    return try JSONDecoder().decode(Body.self, from: request.body).alerts.map {
      "\($0.code) \($0.subject)"
    }
  }

  @Test func `its rows are the open alerts, and only those that are critical need a person`() throws
  {
    let work = try night(nil)
    #expect(work.rows == 2 && work.matters == [])
    #expect(
      work.notes == [
        "info: commitment_ending 1: `releve alerts`", "warning: quarantine 1: `releve alerts`",
      ])
    try world.ingest(["e1 csp:free r 2026-10-10T10:00:00Z 1"])
    #expect(try night(nil).matters.map(\.code) == ["billing_obstacle"])
  }

  @Test func `each alert is sent once, and again where there is more under its subject`() throws {
    let receiver = try WebhookReceiver([.answer(200)])
    defer { receiver.stop() }
    #expect(try night(receiver.url).notes.last == "the webhook has taken 2 alerts")
    #expect(
      try told(receiver.requests[0]) == [
        "quarantine unknown_tenant", "commitment_ending acme-2026/act/2026-01-01/2027-01-01",
      ])
    #expect(try night(receiver.url).rows == 2)
    #expect(try night(receiver.url, date: "2026-11-21").rows == 2)
    #expect(receiver.requests.count == 1)
    try world.ingest(["q2 csp:act r 2026-11-19T11:00:00Z 1"], tenant: "nobody")
    _ = try night(receiver.url)
    #expect(try receiver.requests.dropFirst().map(told) == [["quarantine unknown_tenant"]])
    // What was told of an entry covers those before it.
    try world.run("insert into releve.quarantine_drop (quarantine_id, reason) values (2, 'test')")
    _ = try night(receiver.url)
    #expect(receiver.requests.count == 2)
  }

  @Test func `a webhook that stays away is a matter, and is tried again the next night`() throws {
    let port = try WebhookReceiver.deadPort()
    let work = try night("http://127.0.0.1:\(port)/")
    #expect(work.rows == 2 && work.matters.map(\.code) == ["webhook_failed"])
    #expect(work.matters[0].message.contains("http://127.0.0.1:\(port) did not take the alerts"))
    let receiver = try WebhookReceiver([.answer(403), .answer(200)])
    defer { receiver.stop() }
    #expect(try night(receiver.url).matters.map(\.code) == ["webhook_failed"])
    #expect(try night(receiver.url).matters == [])
    #expect(try receiver.requests.map(told)[1].count == 2)
    #expect(Set(receiver.requests.map { $0.headers["idempotency-key"] }).count == 1)
  }

  @Test func `settings that cannot be used are a matter`() throws {
    #expect(try night("nonsense").matters.map(\.code) == ["webhook_failed"])
  }

  @Test func `what was sent is kept, and nobody takes it back`() throws {
    let receiver = try WebhookReceiver([.answer(200)])
    defer { receiver.stop() }
    _ = try night(receiver.url)
    #expect(try world.count("select count(*) from releve.alert_notice") == 2)
    for statement in [
      "delete from releve.alert_notice", "update releve.alert_notice set code = ''",
    ] {
      #expect(throws: (any Error).self) {
        try world.connection.run(script: statement, name: "forbidden")
      }
    }
  }
}
