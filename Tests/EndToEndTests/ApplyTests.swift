import Foundation
import TestSupport
import Testing

/// `apply` and `get` as a user calls them.
@Suite struct ApplyTests {
  private let releve: Program

  init() throws { releve = Program(try MigratedDatabase.make()) }

  private static let organisation = """
    # A customer.
    kind: Organisation
    name: acme
    spec:
      legal_name: "ACME: the # company"
      email: compta@acme.example
      address: { line1: 1 rue B, postcode: "75002", city: Paris, country: FR }
      tenants: [prod, dev]

    """

  @Test func `a dry run shows what would change and writes nothing`() throws {
    let first = try releve("apply", "--dry-run", "-", input: Self.organisation)
    #expect(first.status == 0)
    #expect(first.output.hasPrefix("created    Organisation acme\n    + kind: Organisation\n"))
    #expect(try releve("get", "organisations").output.isEmpty)
    #expect(
      try releve("apply", "-", input: Self.organisation).output
        == "created    Organisation acme\n")
    let moved = Self.organisation.replacing("1 rue B", with: "2 rue B")
    #expect(
      try releve("apply", "--dry-run", "-", input: moved).output == """
        changed    Organisation acme
            ...
                email: compta@acme.example
                address:
            -     line1: 1 rue B
            +     line1: 2 rue B
                  postcode: "75002"
                  city: Paris
            ...

        """)
    #expect(
      try releve("apply", "--dry-run", "-", input: Self.organisation).output
        == "unchanged  Organisation acme\n")
  }

  @Test func `what was applied reads back`() throws {
    try #require(try releve("apply", "-", input: Self.organisation).status == 0)
    let shown = try releve("get", "Organisation", "acme")
    #expect(
      shown.output == """
        kind: Organisation
        name: acme
        spec:
          legal_name: "ACME: the # company"
          email: compta@acme.example
          address:
            line1: 1 rue B
            postcode: "75002"
            city: Paris
            country: FR
          tenants:
          - prod
          - dev

        """)
    #expect(
      try releve("apply", "-", input: shown.output).output == "unchanged  Organisation acme\n")
  }

  @Test func `a history has each version, when and why it was applied, and what it changed`() throws
  {
    let moved = Self.organisation.replacing("1 rue B", with: "2 rue B")
    for text in [Self.organisation, moved, moved] {
      try #require(try releve("apply", "-", input: text).status == 0)
    }
    let from = moved.replacing("[prod, dev]", with: "[{ name: prod, from: 2020-01-01 }, dev]")
    let corrected = try releve(
      "apply", "--correct", "--reason", "since 2020", "-", input: from)
    #expect(corrected.output == "corrected  Organisation acme\n")
    let shown = try releve("get", "organisation", "acme", "--history")
    #expect(shown.status == 0)
    let versions = shown.output.components(separatedBy: "\n\n")
    try #require(versions.count == 3)
    #expect(versions[0].hasPrefix("Organisation acme, version 3\n  applied    20"))
    #expect(versions[0].contains("\n  corrects   since 2020\n  digest     "))
    #expect(
      versions[0].contains("    -   - prod\n    +   - name: prod\n    +     from: 2020-01-01\n"))
    #expect(versions[1].hasPrefix("Organisation acme, version 2\n"))
    #expect(!versions[1].contains("corrects"))
    #expect(
      versions[1].hasSuffix(
        """
            -     line1: 1 rue B
            +     line1: 2 rue B
                  postcode: "75002"
                  city: Paris
            ...
        """))
    #expect(versions[2].contains("    + kind: Organisation\n    + name: acme\n"))

    let rows = try releve("get", "organisation", "acme", "--history", "--format", "csv").output
      .split(separator: "\n")
    try #require(rows.count == 4)
    #expect(rows[0] == "kind,name,version,applied_at,reason,added_lines,removed_lines,digest")
    #expect(rows[1].hasPrefix("Organisation,acme,3,20") && rows[1].contains("Z,since 2020,2,1,"))
    #expect(rows[2].hasPrefix("Organisation,acme,2,") && rows[2].contains("Z,,1,1,"))
    #expect(rows[3].hasPrefix("Organisation,acme,1,") && rows[3].contains("Z,,13,0,"))
    let json = try releve("get", "organisations", "--history", "--format", "json").output
    #expect(json.contains(#""version":3"#))
    #expect(try releve("get", "contracts", "--history").output.isEmpty)
    #expect(try releve("get", "contract", "acme", "--history").status == 1)
    #expect(try releve("get", "organisations", "--format", "csv").status == 2)
  }

  @Test func `what can hardly be right is applied with a warning`() throws {
    let doubtful = Self.organisation.replacing(
      "email:", with: "identifiers: { siren: \"123456789\" }\n  email:")
    let result = try releve("apply", "-", input: doubtful)
    #expect(result.status == 0 && result.output == "created    Organisation acme\n")
    #expect(
      result.errors == """
        warning: -:6: spec.identifiers.siren: "123456789": its digits do not agree: one is wrong \
        [doubtful_value]

        """)
  }

  @Test func `all documents of a kind are shown, whatever way it is written`() throws {
    let both =
      Self.organisation + "---\n"
      + Self.organisation.replacing("acme", with: "beta")
      .replacing("[prod, dev]", with: "[]")
    try #require(try releve("apply", "-", input: both).status == 0)
    let all = try releve("get", "organisations")
    #expect(all.output.components(separatedBy: "\n---\n").count == 2)
    for kind in ["organisation", "ORGANISATION", "Organisations"] {
      #expect(try releve("get", kind).output == all.output)
    }
    #expect(try releve("get", "price-lists").status == 0)
    #expect(try releve("get", "servicelevel").status == 0)
  }

  @Test func `an unknown kind is 2, an unknown name is 1`() throws {
    let kind = try releve("get", "invoices")
    #expect(kind.status == 2)
    #expect(kind.errors.contains("Contract, ServiceLevels, Seller"))
    let name = try releve("get", "contract", "nobody")
    #expect(name.status == 1)
    #expect(name.errors.contains("there is no Contract `nobody`"))
    #expect(name.errors.contains("[unknown_document]"))
  }

  @Test func `a correction needs a reason, and a reason a correction`() throws {
    for arguments in [["--correct"], ["--correct", "--reason", " "], ["--reason", "x"]] {
      let run =
        arguments.count == 1
        ? try releve("apply", arguments[0], "-")
        : arguments.count == 2
          ? try releve("apply", arguments[0], arguments[1], "-")
          : try releve("apply", arguments[0], arguments[1], arguments[2], "-")
      #expect(run.status == 2)
      #expect(run.errors.contains("--reason"))
    }
    try #require(try releve("apply", "-", input: Self.organisation).status == 0)
    let without = Self.organisation.replacing("[prod, dev]", with: "[prod]")
    let refused = try releve("apply", "-", input: without)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("[already_begun]"))
    #expect(try releve("apply", "--dry-run", "-", input: without).status == 2)
    #expect(
      try releve("apply", "--correct", "--reason", "never theirs", "-", input: without).output
        == "corrected  Organisation acme\n")
  }

  @Test(arguments: [
    ("json", "[\n  {\"kind\":\"Organisation\",\"name\":\"acme\",\"outcome\":\"created\"}\n]\n"),
    ("ndjson", "{\"kind\":\"Organisation\",\"name\":\"acme\",\"outcome\":\"created\"}\n"),
    ("csv", "kind,name,outcome\nOrganisation,acme,created\n"),
  ])
  func `outcomes can be read by programs`(format: String, output: String) throws {
    #expect(
      try releve("apply", "--format", format, "-", input: Self.organisation).output == output)
  }

  @Test func `a corrected price of a billed month is adjusted by the next invoice`() throws {
    try #require(try releve(["apply"] + demoDocuments).status == 0)
    let event = """
      {"id":"1","source":"/t","type":"releve.usage.v1","subject":"lumiere-prod",\
      "time":"2024-08-05T10:00:00Z","data":{"sku":"csp:llmaas:asr:v1",\
      "resource":"r","quantity":"6000"}}

      """
    try #require(try releve("ingest", "-", input: event).status == 0)
    let issue = try releve(
      "invoice", "issue", "--period", "2024-08", "--issue-date", "2024-09-03", "--format", "table")
    try #require(issue.output.contains("FR-2024-000001"))
    let prices = try releve("get", "pricelist", "demo").output
    let price = try #require(prices.components(separatedBy: "product: llmaas-asr-v1\n").last)
      .components(separatedBy: "unit_price: ")[1].prefix { $0 != "\n" }
    let line =
      "product: llmaas-asr-v1\n      charge:\n        model: per_unit\n        unit_price: "
    #expect(prices.contains(line + price))
    let dearer = prices.replacing(line + price, with: line + "\"9.00\"")
    #expect(try releve("apply", "-", input: dearer).status == 2)
    #expect(
      try releve("apply", "--correct", "--reason", "ticket 4711", "-", input: dearer).output
        == "corrected  PriceList demo\n")
    struct Preview: Decodable {
      struct Document: Decodable { let lines: [Line] }
      struct Line: Decodable {
        let kind: String
        let quantity: String
        let period: String
      }
      let documents: [Document]
    }
    let preview = try releve("invoice", "preview", "--period", "2024-09", "--format", "json")
      .json(as: Preview.self)
    let lines = preview.documents.flatMap(\.lines).filter { $0.period == "2024-08" }
    #expect(lines.map { "\($0.kind) \($0.quantity)" } == ["adjustment 0"])
  }
}
