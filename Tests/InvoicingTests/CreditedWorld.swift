import Calendars
import Catalogue
import Documents
import Foundation
import Invoicing
import PostgreSQL
import ServiceLevels
import TestSupport
import Testing

/// acme with commitments to a cluster that was down for ten hours on 10 March, and two tickets that
/// claim it. Level 31 is used the month long: 31 × 12 = 372.00.
struct CreditedWorld {
  let billing: BillingWorld

  static let bands =
    "bands, bands: [ {below: \"99.9\", percent: \"10\"}, {below: \"99\", percent: \"25\"} ]"
  static let points = "point_gap, cap_percent: \"30\""

  /// A commitment of the agreement `offer`.
  static func commitment(
    _ id: String, credits: String = bands, services: String = "[OpenIaaS]"
  ) -> String {
    """
        - id: \(id)
          label: { fr: Disponibilité \(id), en: Availability \(id) }
          components: ["*/*/compute/*"]
          target: "99.9"
          maintenance: included
          services: \(services)
          credits: { basis: \(credits) }
    """
  }

  init(
    _ commitments: [String] = [commitment("infra")], keys: String = "",
    outage: String = "2026-03-10T10:00:00Z"
  ) throws {
    let levels = """

      ---
      kind: ServiceLevels
      name: offer
      spec:
        commitments:
      \(commitments.joined(separator: "\n"))
      """
    billing = try BillingWorld(
      BillingWorld.documents(
        acme: """
          service_levels: [offer]
            components: [ { match: "fr1/**", from: 2026-01-01 } ]
            \(keys)
          """) + levels)
    try say(
      #"{"kind":"component","id":"c","component":"fr1/az05/compute/c1","#
        + #""from":"2026-01-01T00:00:00Z"}"#,
      Self.outage(until: outage), Self.ticket("T1"), Self.ticket("T2"))
    try billing.ingest("l1 prod csp:fr1:level vm 2026-02-28T23:00:00Z 31")
    try billing.issue("2026-02", on: "2026-03-02")
  }

  static func outage(until end: String) -> String {
    #"{"kind":"outage","id":"o","component":"fr1/az05/compute/c1","#
      + #""from":"2026-03-10T00:00:00Z","to":"\#(end)"}"#
  }

  static func ticket(_ id: String) -> String {
    #"{"kind":"ticket","id":"\#(id)","organisation":"acme","component":"fr1/az05/compute/c1","#
      + #""priority":"P1","opened_at":"2026-03-10T01:00:00Z","claim":true}"#
  }

  func say(_ records: String...) throws {
    var work = ServiceImport(billing.connection)
    let bytes = Array((records.joined(separator: "\n") + "\n").utf8)
    try ImportFormat.records.reader(map: nil)
      .read(ImportFile(name: "march.ndjson", bytes: bytes)) { work.add($0) }
    #expect(try work.store(format: "records", file: "march.ndjson").refused.isEmpty)
  }

  func decide(_ ticket: String, accepted: Bool = true) throws {
    _ = try ClaimDecisions(billing.connection).decide(ticket, accepted: accepted, reason: "seen")
  }

  /// Has a report on March told what is due.
  func report() throws {
    let directory = try DocumentStore(billing.connection).directory()
    var report = try ServiceLevelReport(
      billing.connection, directory: directory, period: try #require(Period("2026-03")),
      organisations: ["acme"], knownAt: nil)
    try ReportedCredits(billing.connection, directory: directory).add(
      to: &report, knownAt: nil, now: try #require(Instant(rfc3339: "2026-12-31T12:00:00Z")))
  }

  /// Changes rows as somebody who may do all, without foreign keys and triggers.
  func breaking(_ script: String) throws {
    try billing.database.connect().run(
      script: "set session_replication_role = replica; \(script)", name: "break")
  }
}
