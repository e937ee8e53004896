import Calendars
import Invoicing
import Testing

/// A world with documents of three series, a credit note in a series of its own and one among
/// invoices, over two years:
///
///     FR-2026-000001  acme 2026-10 · FR-2026-000002  acme 2026-11 · GB-2026-000001  beta 2026-11
///     FR-2027-000001  acme 2026-12, a credit note · GC-2027-000001  beta 2026-12, a credit note
struct IssuedWorld {
  let world: BillingWorld

  /// Prices do not change, and beta is billed by a seller with a series for credit notes.
  static let documents =
    BillingWorld.documents.replacing(
      "organisation: beta\n  seller: s\n", with: "organisation: beta\n  seller: s2\n"
    ).replacing(/[ ]+- from: 2026-05-11\n.*\n.*\n.*\n/, with: "")
      + """

      ---
      kind: Seller
      name: s2
      spec:
        legal_name: Seller Ltd
        identifiers: {}
        address: { line1: 1 Road, postcode: "1", city: London, country: GB }
        numbering: { series: GB, pattern: "{series}-{year}-{seq:6}", credit_note_series: GC }
      """

  init(_ documents: String = IssuedWorld.documents) throws {
    world = try BillingWorld(documents)
    try world.ingest(
      "a1 prod csp:fr1:act r 2026-10-20T10:00:00Z 1", "a2 dev csp:fr1:act r 2026-10-21T10:00:00Z 1",
      "s1 prod csp:started r 2026-10-22T10:00:00Z 1.5",
      "a3 prod csp:fr1:act r 2026-11-20T10:00:00Z 1",
      "b1 beta csp:fr1:act r 2026-11-20T10:00:00Z 1", "b2 beta csp:link r 2026-11-20T10:00:00Z 3")
    try issue("2026-10", on: "2026-11-03")
    try issue("2026-11", on: "2026-12-02")
    try world.ingest("void v1 s1", "void v2 a2", "void v3 b1")
    try issue("2026-12", on: "2027-01-04")
  }

  @discardableResult
  func issue(_ period: String, on date: String) throws -> Billing.Result {
    let result = try world.billing(at: "2027-03-31T12:00:00Z").issued(
      try #require(Period(period)), on: LocalDate(date))
    #expect(result.obstacles == [])
    return result
  }
}
