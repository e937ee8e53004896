import Calendars
import Catalogue
import Invoicing
import PostgreSQL
import TestSupport
import Testing

/// What service levels owe to an audit: time that adds up, amounts that come out again, one credit.
@Suite struct AuditServiceLevelTests {
  private func classes(_ world: CreditedWorld, _ period: String? = nil) throws -> AuditCheck {
    try world.billing.billing().availabilityCheck(period.map { try #require(Period($0)) })
  }

  private func told(_ world: CreditedWorld) throws -> AuditCheck {
    try world.billing.billing().toldCheck()
  }

  private func text(_ check: AuditCheck) -> String? { check.broken.map { "\($0)" } }

  @Test func `nothing is asked where nothing was promised`() throws {
    let billing = try BillingWorld().billing()
    let (classes, told) = (try billing.availabilityCheck(), try billing.toldCheck())
    #expect(classes.examined == 0 && classes.broken == nil)
    #expect(told.examined == 0 && told.broken == nil)
  }

  @Test func `classes add up in each month that has ended, for each commitment`() throws {
    let world = try CreditedWorld(["a", "b"].map { CreditedWorld.commitment($0) })
    // January to November, twice.
    let all = try classes(world)
    #expect(all.examined == 22 && text(all) == nil)
    #expect(try classes(world, "2026-03").examined == 2)
    // December has not ended.
    #expect(try classes(world, "2026-12").examined == 0)
  }

  @Test func `time that does not add up is named with its component and month`() throws {
    let world = try CreditedWorld()
    try world.breaking(
      """
      alter table releve.outage_version drop constraint outage_version_impact;
      update releve.outage_version set impact = 3
      """)
    let place = "acme-2026, offer/infra 2026-03 fr1/az05/compute/c1"
    #expect(
      text(try classes(world))
        == "\(place) outage o: expected at most its 36000 seconds, found 108000")
    try world.breaking("update releve.outage_version set impact = 1000")
    let row = try #require(text(try classes(world)))
    #expect(
      row.hasPrefix("\(place) classes: expected up, down,") && row.contains("2674800 seconds"),
      "\(row)")
    #expect(try text(classes(world, "2026-04")) == nil)
  }

  @Test func `a credit's document is in order, with the availability that it keeps or without it`()
    throws
  {
    let world = try CreditedWorld()
    try world.decide("T1")
    let issued = try world.billing.issue("2026-03", on: "2026-04-02")
    #expect(issued.documents[0].lines.last?.derivation?.availability == "98.6541")
    #expect(try world.billing.database.audited().failures == [])
    // As it was issued before availabilities were kept.
    try world.breaking(
      """
      update releve.invoice set document = replace(replace(document,
        '"availability":"98.6541",', ''), ',"target":"99.9"', '');
      update releve.invoice
        set digest = encode(sha256(convert_to(previous_digest || document, 'UTF8')), 'hex')
      """)
    let number = try #require(issued.documents[0].number)
    let document = try InvoiceArchive(world.billing.connection).document(number)
    #expect(document.lines.last?.derivation?.percent == "25")
    #expect(document.lines.last?.derivation?.availability == nil)
    #expect(try world.billing.database.audited().failures == [])
    #expect(try world.billing.billing().owedCheck(nil).check.broken == nil)
  }

  @Test func `amounts told come out again, whatever changes later`() throws {
    let world = try CreditedWorld()
    #expect(try told(world).examined == 0)
    try world.decide("T1")
    try world.report()
    #expect(try told(world).examined == 1 && text(told(world)) == nil)
    try world.say(CreditedWorld.outage(until: "2026-03-10T02:00:00Z"))
    try world.report()
    #expect(try told(world).examined == 2 && text(told(world)) == nil)
    try world.billing.issue("2026-03", on: "2026-04-02")
    try world.billing.ingest("l2 dev csp:fr1:level vm2 2026-02-28T23:00:00Z 31")
    try world.report()
    try world.decide("T1", accepted: false)
    try world.report()
    let check = try told(world)
    #expect(check.examined == 4 && text(check) == nil)
  }

  @Test func `an amount that would not be told is named`() throws {
    let world = try CreditedWorld()
    try world.decide("T1")
    try world.report()
    try world.breaking("update releve.credit_told set amount = 93.01")
    let row = try #require(text(try told(world)))
    #expect(row.hasPrefix("acme-2026, credit_told offer/infra 2026-03 known at "), "\(row)")
    #expect(row.hasSuffix(": expected 93.00, found 93.01"), "\(row)")
    try world.breaking("update releve.credit_told set amount = 'NaN'")
    #expect(try text(told(world))?.hasSuffix("expected an amount, found NaN") == true)
  }

  @Test func `an amount for what was not claimed is named, also where usage came since`() throws {
    let world = try CreditedWorld()
    try world.decide("T1")
    try world.report()
    try world.billing.ingest("l2 dev csp:fr1:level vm2 2026-02-28T23:00:00Z 31")
    // Not to the cent any more.
    try world.breaking("update releve.credit_told set amount = 93.01")
    #expect(try text(told(world)) == nil)
    try world.breaking("update releve.credit_told set service_level = 'offer/other'")
    let row = try #require(text(try told(world)))
    #expect(row.hasSuffix("expected 0, as nothing was to be credited then, found 93.01"))
  }

  @Test func `a second credit for the same is named`() throws {
    let world = try CreditedWorld()
    try world.decide("T1")
    try world.billing.issue("2026-03", on: "2026-04-02")
    try world.say(CreditedWorld.outage(until: "2026-03-10T02:00:00Z"))
    try world.billing.issue("2026-04", on: "2026-05-02")
    let sound = try world.billing.database.audited()
    #expect(sound.failures == [])
    // With the adjustment.
    #expect(sound.checks.first { $0.name == "credits" }?.examined == 2)
    try world.breaking(
      """
      create table again as select * from releve.invoice_line where kind = 'service_credit';
      update again set line = 7;
      insert into releve.invoice_line select * from again where amount > 0
      """)
    #expect(
      try world.billing.database.audited().broken("credits")?.document == "FR-2026-000002")
    try world.breaking(
      "insert into releve.invoice_line select * from again where amount < 0")
    #expect(
      try world.billing.database.audited().broken("credits").map { "\($0)" }
        == "FR-2026-000001, acme-2026, line 7, service_credit: expected one credit of offer/infra"
        + " for 2026-03 in VAT S 20.00, on FR-2026-000001, line 2, found another")
  }
}
