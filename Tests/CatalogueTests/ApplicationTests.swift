import Calendars
import Catalogue
import Documents
import PostgreSQL
import TestSupport
import Testing

/// `apply` against a real database.
@Suite struct ApplicationTests {
  private let now = Instant(rfc3339: "2026-06-15T12:00:00Z") ?? .distantPast

  private static let base = """
    kind: Catalogue
    name: c
    spec:
      products:
        - { product: p, sku: s, label: { fr: p, en: p }, service: S, unit: VM,
            meter: { aggregation: count } }
    ---
    kind: PriceList
    name: l
    spec:
      currency: EUR
      versions:
        - { from: 2026-01-01, prices: [
            { product: p, charge: { model: per_unit, unit_price: "1.00" } } ] }
    ---
    kind: Seller
    name: s
    spec:
      legal_name: Seller
      identifiers: { siren: "123456782" }
      address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
      numbering: { series: FR, pattern: "{series}-{year}-{seq:6}" }
    ---
    kind: Organisation
    name: o
    spec:
      legal_name: Customer
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [ t1, { name: t2, from: 2026-03-01 } ]
    """

  private static func contract(_ name: String, _ from: String, to: String? = nil) -> String {
    """
    kind: Contract
    name: \(name)
    spec:
      organisation: o
      seller: s
      price_list: l
      from: \(from)
      \(to.map { "to: \($0)" } ?? "payment_terms_days: 30")
      vat: { category: S, rate: "20.00" }
    """
  }

  @discardableResult
  private func apply(_ text: String, to connection: Connection) throws -> [String] {
    let nodes = try DocumentNode.documents(of: text, file: "f.yaml")
    return try Application(connection, now: now).apply(nodes)
      .map { "\($0.outcome) \($0.kind.rawValue) \($0.name)" }
  }

  private func code(_ text: String, applyingTo connection: Connection) -> DocumentError.Code? {
    do {
      try apply(text, to: connection)
      return nil
    } catch {
      return (error as? DocumentError)?.code
    }
  }

  @Test func `documents are created, then unchanged, then changed`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    let created = try apply(Self.base, to: connection)
    #expect(
      created == [
        "created Catalogue c", "created PriceList l", "created Seller s", "created Organisation o",
      ])
    #expect(try apply(Self.base, to: connection).allSatisfy { $0.hasPrefix("unchanged") })
    let moved = Self.base.replacing("1 rue B", with: "9 rue B")
    #expect(try apply(moved, to: connection).last == "changed Organisation o")
    let directory = try DocumentStore(connection).directory()
    #expect(directory.organisations["o"]?.address.line1 == "9 rue B")
  }

  @Test func `a run applies all or nothing`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    let broken =
      Self.base + "\n---\n"
      + Self.contract("c1", "2026-01-01").replacing("seller: s", with: "seller: x")
    #expect(code(broken, applyingTo: connection) == .unknownName)
    #expect(try DocumentStore(connection).directory().organisations.isEmpty)
  }

  @Test func `contracts of one organisation do not overlap`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(
      Self.base + "\n---\n" + Self.contract("c1", "2026-01-01", to: "2026-09-10"), to: connection)
    #expect(code(Self.contract("c2", "2026-09-09"), applyingTo: connection) == .overlap)
    #expect(code(Self.contract("c2", "2026-09-10"), applyingTo: connection) == .invalidValue)
    #expect(try apply(Self.contract("c2", "2026-10-01"), to: connection) == ["created Contract c2"])
  }

  @Test(arguments: [
    ("from: 2026-01-01, prices", "from: 2025-12-01, prices"),
    ("unit_price: \"1.00\"", "unit_price: \"1.01\""),
    ("aggregation: count", "aggregation: max"),
    ("unit: VM", "unit: blade"),
    ("[ t1, { name: t2, from: 2026-03-01 } ]", "[ t1 ]"),
    ("{ name: t2, from: 2026-03-01 }", "{ name: t2, from: 2026-02-01 }"),
    ("[ t1, { name: t2", "[ { name: t1, from: 2026-05-01 }, { name: t2"),
    ("[ t1, { name: t2", "[ t1, { name: t1, from: 2026-05-01 }, { name: t2"),
    ("currency: EUR", "currency: CHF"),
  ])
  func `what has begun stands`(old: String, new: String) throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(Self.base, to: connection)
    #expect(Self.base.contains(old))
    #expect(code(Self.base.replacing(old, with: new), applyingTo: connection) == .alreadyBegun)
  }

  @Test(arguments: [
    ("tenants: [ t1", "tenants: [ t3, t1"),
    ("tenants: [ t1", "tenants: [ { name: t1, from: 2026-07-01 }, t1"),
    (
      "unit_price: \"1.00\" } } ] }",
      "unit_price: \"1.00\" } } ] }\n    - { from: 2026-07-01, prices: [] }"
    ),
    ("legal_name: Customer", "legal_name: Customer Ltd"),
  ])
  func `what has not begun may change`(old: String, new: String) throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(Self.base, to: connection)
    #expect(Self.base.contains(old))
    let outcomes = try apply(Self.base.replacing(old, with: new), to: connection)
    #expect(outcomes.count { $0.hasPrefix("changed") } == 1)
  }

  @Test func `a contract's end is set freely in the future only`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(Self.base + "\n---\n" + Self.contract("c1", "2026-01-01"), to: connection)
    let past = Self.contract("c1", "2026-01-01", to: "2026-06-15")
    #expect(code(past, applyingTo: connection) == .alreadyBegun)
    let future = Self.contract("c1", "2026-01-01", to: "2026-06-16")
    #expect(try apply(future, to: connection) == ["changed Contract c1"])
  }

  @Test func `a tenant that someone holds changes hands in the future only`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(Self.base, to: connection)
    let other = { (tenants: String) in
      """
      kind: Organisation
      name: other
      spec:
        legal_name: Other
        address: { line1: 1 rue C, postcode: "75003", city: Paris, country: FR }
        tenants: [ \(tenants) ]
      """
    }
    #expect(
      code(other("{ name: t1, from: 2026-01-01 }"), applyingTo: connection) == .alreadyBegun)
    #expect(code(other("t1"), applyingTo: connection) == .alreadyBegun)
    #expect(
      try apply(other("{ name: t1, from: 2026-07-01 }, t9"), to: connection)
        == ["created Organisation other"])
  }

  @Test func `contracts of one organisation share their zone`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(
      Self.base + "\n---\n" + Self.contract("c1", "2026-01-01", to: "2026-10-01"), to: connection)
    let next = Self.contract("c2", "2026-10-01") + "\n  timezone: America/New_York"
    #expect(code(next, applyingTo: connection) == .invalidValue)
  }

  @Test(arguments: [
    ("FR", "{series}-{year}-{seq:6}", true), ("FR2", "{series}/{year}/{seq:4}", true),
    ("FR", "{series}-{year}-{seq:5}", false), ("FR", "{series}1-{year}-{seq:6}", false),
    ("FR", "{series}{year}-{seq:6}", false), ("fr", "{series}-{year}-{seq:6}", false),
    ("FR", "{series}-{year}-{seq:6}é", false), ("FR", "INV-{year}-{seq:6}", false),
  ])
  func `no two series can make one number`(series: String, pattern: String, fits: Bool) throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    try apply(Self.base, to: connection)
    let seller = """
      kind: Seller
      name: s2
      spec:
        legal_name: Second
        identifiers: { siren: "123456782" }
        address: { line1: 1 rue A, postcode: "75001", city: Paris, country: FR }
        numbering: { series: \(series), pattern: "\(pattern)" }
      """
    #expect((code(seller, applyingTo: connection) == nil) == fits)
  }

  @Test func `a price of an unknown product names its line`() throws {
    let connection = try MigratedDatabase.make().connectAsProgram()
    #expect {
      try apply(
        Self.base.replacing("{ product: p, charge", with: "{ product: q, charge"), to: connection)
    } throws: { error in
      let error = error as? DocumentError
      return error?.code == .unknownName && error?.line == 14
        && error?.key == "spec.versions[0].prices[0].product"
    }
  }
}
