import Foundation
import TestSupport
import Testing

/// `releve invoice explain` of a service credit: from the invoice to the file of the incident.
@Suite struct CreditExplanationTests {
  private static let incidents = """
    {"kind":"component","id":"c","component":"fr1/az05/compute/a","from":"2026-01-01T00:00:00Z"}
    {"kind":"outage","id":"mon-1","component":"fr1/az05/compute/a",\
    "from":"2026-03-04T01:00:00Z","to":"2026-03-04T02:00:00Z"}
    {"kind":"ticket","id":"INC-1","organisation":"acme","component":"fr1/az05/compute/a",\
    "priority":"P1","opened_at":"2026-03-04T00:50:00Z","claim":true}

    """

  private static let usage =
    #"{"id":"1","source":"/t","type":"releve.usage.v1","time":"2026-03-05T10:00:00Z","#
    + #""subject":"prod","data":{"sku":"s","resource":"r","quantity":"1"}}"#

  /// acme used 1.00 in March, on which an outage of 70 minutes is credited: 0.05702 %.
  private func program(in folder: String) throws -> Program {
    let releve = Program(try MigratedDatabase.make())
    let documents = ServiceLevelCommandTests.documents
      .replacing("language: en", with: "language: en\n  tenants: [prod]")
      .replacing("unit_price: \"1.00\"", with: "unit_price: \"1000.00\"")
    #expect(try releve("apply", "-", input: documents).status == 0)
    #expect(try releve("ingest", "-", input: Self.usage + "\n").status == 0)
    try Self.incidents.write(
      toFile: folder + "/march.ndjson", atomically: true, encoding: .utf8)
    let run = try releve.shell(
      """
      cd \(folder) && "$RELEVE" sla import march.ndjson \
      && "$RELEVE" sla claim INC-1 --accept --reason 'seen by monitoring' \
      && "$RELEVE" invoice issue --period 2026-03 --issue-date 2026-04-03
      """)
    #expect(run.status == 0, "\(run.errors)")
    return releve
  }

  /// The lines of a text, with ordinary spaces.
  private func lines(_ run: Program.Run) -> [String] {
    run.output.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test func `every level adds up to the one above, down to the file of the outage`() throws {
    try TemporaryFolder.with { folder in
      let explain = ["invoice", "explain", "FR-2026-000001", "--line", "2"]
      let releve = try program(in: folder)
      let english = lines(try releve(explain + ["--format", "text"]))
      for line in [
        "Credit of 0.05702% on OpenIaaS, usage and commitments after discounts:",
        "✓ These lines leave the base of €1,000.00.",
        "At most 30% of each service in a month, earlier credits included:",
        "✓ This is the line's amount.",
        "Target           99.9%, maintenance included",
        "Availability     99.84297%: MISSED",
        "✓ This is the period that is covered.",
        "2,670,600 s ÷ 2,674,800 s = 99.84297%, truncated to 5 decimals",
        "✓ This is the line's percentage: 0.05702%.",
        "✓ This is the downtime above.",
        "To be claimed until 3 April 2026.",
        "INC-1, component fr1/az05/compute/a, opened 2026-03-04 01:50:00+01:00",
        "(march.ndjson:3)",
      ] {
        #expect(english.contains(line), "\(line) is not in \(english.joined(separator: "\n"))")
      }
      #expect(english.contains { $0.hasPrefix("mon-1") && $0.hasSuffix("march.ndjson:2") })
      #expect(english.contains { $0.hasPrefix("✓ accepted ") && $0.contains("seen by monitoring") })
      #expect(!english.contains { $0.hasPrefix("✗") })
      let french = lines(try releve(explain + ["--format", "text", "--language", "fr"]))
      for line in [
        "✓ Ces lignes laissent la base de 1 000,00 €.",
        "✓ C'est le pourcentage de la ligne : 0,05702 %.", "✓ C'est l'arrêt compté ci-dessus.",
      ] {
        #expect(french.contains(line), "\(line) is not in \(french.joined(separator: "\n"))")
      }
      let json = try releve(explain).output.filter { !$0.isWhitespace }
      #expect(json.contains(#""from":"service_credit""#) && !json.contains(#""agrees":false"#))
      #expect(json.contains(#""file":"march.ndjson""#), "\(json)")
    }
  }
}
