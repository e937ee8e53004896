import TestSupport
import Testing

/// The README's first customer, typed as it stands there.
@Suite struct FirstCustomerTests {
  @Test func `documents and events become an invoice, and what was unknown comes in later`() throws
  {
    let releve = Program(try MigratedDatabase.make())
    let files = "first-customer"
    #expect(try releve("apply", Program.demo("\(files)/documents.yaml")).status == 0)
    let ingest = try releve("ingest", Program.demo("\(files)/events.ndjson"))
    #expect(ingest.status == 3)
    #expect(ingest.output.contains(#""accepted":4"#) && ingest.output.contains("unknown_tenant"))
    // vm-1 from the 6th on, 26 days; vm-2 from the 10th to the 20th, 11: 37 ÷ 31 = 1.193548, × 31
    // is 37.00. 1.25 hours are two started ones, × 90.00. Net 217.00, with 20 % VAT 260.40.
    let preview = try releve("invoice", "preview", "--period", "2026-10")
    #expect(preview.output.contains(#""quantity":"1.193548""#))
    #expect(preview.output.contains(#""net":"217.00""#))
    // The fifth event is told, and stops nobody's bill.
    #expect(preview.status == 3 && preview.output.contains(#""organisation":null"#))
    #expect(preview.errors.hasPrefix("warning: events were kept aside"))
    #expect(
      preview.errors.contains("bob-prod (1)") && preview.errors.hasSuffix("[unknown_tenant]\n"))
    let alice = try releve("invoice", "preview", "--period", "2026-10", "--organisation", "alice")
    #expect(alice.status == 0 && alice.errors.isEmpty)
    let bob = """
      kind: Organisation
      name: bob
      spec:
        legal_name: Bob SARL
        address: { line1: 3 rue C, postcode: "33000", city: Bordeaux, country: FR }
        tenants: [bob-prod]
      """
    #expect(try releve("apply", "-", input: bob).output == "created    Organisation bob\n")
    #expect(try releve("quarantine", "retry").status == 0)
    #expect(try releve("quarantine", "list").output == "[]\n")
    // Bob has used an hour, and has no contract.
    let issue = try releve(
      "invoice", "issue", "--period", "2026-10", "--issue-date", "2026-11-03", "--format", "table")
    #expect(issue.output == "issued  OC-2026-000001  2026-10  alice  260.40 EUR\n")
    #expect(issue.status == 3 && issue.errors.contains("bob is not billed"))
    // An event of a customer that was rejected is nobody's line: both say so.
    let bad =
      #"{"id":"b","source":"/t","type":"releve.usage.v1","time":"2026-10-05T10:00:00Z","#
      + #""subject":"alice-prod","data":{"sku":"x","resource":"r","quantity":"1"}}"#
    #expect(try releve("ingest", "-", input: bad).status == 3)
    for command in ["preview", "issue"] {
      let run = try releve("invoice", command, "--period", "2026-10")
      #expect(run.errors.contains("not billed: unknown_sku (1); see"), "\(run.errors)")
    }
  }

  @Test func `whoever is applied later is billed for what was kept aside`() throws {
    let releve = Program(try MigratedDatabase.make())
    let files = "first-customer"
    try #require(try releve("apply", Program.demo("\(files)/documents.yaml")).status == 0)
    try #require(try releve("ingest", Program.demo("\(files)/events.ndjson")).status == 3)
    #expect(
      try releve("apply", Program.demo("\(files)/bob.yaml")).output
        == "created    Organisation bob\ncreated    Contract bob-2026\n")
    #expect(try releve("quarantine", "retry").status == 0)
    let issue = try releve(
      "invoice", "issue", "--period", "2026-10", "--issue-date", "2026-11-03", "--format", "table")
    #expect(issue.status == 0 && issue.errors.isEmpty)
    #expect(
      issue.output == """
        issued  OC-2026-000001  2026-10  alice  260.40 EUR
        issued  OC-2026-000002  2026-10  bob  216.00 EUR

        """)
  }
}
