import Calendars
import Catalogue
import Decimals
import Documents
import PostgreSQL
import TestSupport
import Testing

@testable import Metering
@testable import TestModel

/// Usage of several organisations.
@Suite struct UsageReportTests {
  private static let documents = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: level, sku: level, label: { fr: l, en: l }, service: S, unit: VM,
            meter: { aggregation: time_weighted, step: day } }
        - { product: tiny, sku: tiny, label: { fr: t, en: t }, service: S, unit: x,
            unit_size: "0.000000000000000001", meter: { aggregation: sum } }
    ---
    kind: Organisation
    name: a
    spec:
      legal_name: A
      address: { line1: a, postcode: "1", city: b, country: FR }
      tenants: [ t, own ]
    ---
    kind: Organisation
    name: b
    spec:
      legal_name: B
      address: { line1: a, postcode: "1", city: b, country: FR }
      tenants: [ { name: t, from: 2026-03-11 } ]
    """

  private func connection() throws -> Connection {
    let connection = try MigratedDatabase.make().connectAsProgram()
    _ = try Application(connection, now: try #require(Instant(rfc3339: "2026-01-01T00:00:00Z")))
      .apply(DocumentNode.documents(of: Self.documents, file: "f"))
    return connection
  }

  private func store(_ sku: String, _ quantity: String, in connection: Connection) throws {
    let line = usageLine(
      [
        "id": "\"\(sku)\"", "time": #""2026-02-01T00:00:00Z""#,
        "subject": sku == "tiny" ? #""own""# : #""t""#,
      ],
      data: ["sku": "\"\(sku)\"", "quantity": "\"\(quantity)\"", "unit": nil])
    let file = try TemporaryFile(line)
    var ingestion = try Ingestion(
      connection, directory: DocumentStore(connection).directory())
    let counts = try ingestion.run(
      EventFormat.ndjson.open(path: file.path, now: testNow), progress: { _ in })
    #expect(counts.accepted == 1)
  }

  private func report(
    _ connection: Connection, _ period: String, by keys: Set<UsageKey>
  ) throws -> UsageReport {
    try UsageReport(
      connection, directory: DocumentStore(connection).directory(),
      period: try #require(Period(period)), organisations: ["a", "b"], by: keys, now: testNow)
  }

  @Test func `a tenant that changes hands is one row unless organisations are told apart`() throws {
    let connection = try connection()
    try store("level", "1", in: connection)
    let whole = try report(connection, "2026-03", by: [.tenant])
    // 10 ÷ 31 = 0.322581 and 21 ÷ 31 = 0.677419: what each of the two is billed.
    #expect(whole.lines.map(\.quantity.plain) == ["1"])
    let apart = try report(connection, "2026-03", by: [.tenant, .organisation])
    #expect(
      apart.lines.map { "\($0.organisation) \($0.quantity.plain)" } == ["a 0.322581", "b 0.677419"])
  }

  @Test func `a quantity that cannot be held leaves out its organisation and names it`() throws {
    let connection = try connection()
    try store("level", "1", in: connection)
    try store("tiny", "999999999999999999", in: connection)
    let report = try report(connection, "2026-02", by: [.tenant])
    #expect(report.outOfRange == ["a"])
    #expect(report.lines.isEmpty)
  }
}
