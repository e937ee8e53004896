import Capacity
import Testing

/// Each finding with an estate that just keeps its rule, and one that just breaks it.
@Suite struct FindingRuleTests {
  typealias Change = @Sendable (inout SampleEstate) -> Void

  struct Rule: Sendable, CustomTestStringConvertible {
    let code: Finding.Code
    let keeps: Change
    let breaks: Change
    /// What else is found where it is kept, and where it is broken.
    var besides: (kept: [Finding.Code], broken: [Finding.Code]) = ([], [])

    var testDescription: String { code.rawValue }
  }

  static let rules = poolRules + failoverRules + storageRules + machineRules + policyRules

  @Test func `a sound estate has no finding`() throws {
    let report = try SampleEstate().report()
    #expect(report.findings.map(\.code) == [])
    #expect(!report.needsPerson)
    #expect(report.missingParts == [])
  }

  @Test(arguments: rules)
  func `a rule is kept up to its limit, and broken beyond`(rule: Rule) throws {
    var kept = SampleEstate()
    rule.keeps(&kept)
    #expect(try Set(kept.report().findings.map(\.code)) == Set(rule.besides.kept))
    var broken = SampleEstate()
    rule.breaks(&broken)
    let report = try broken.report()
    #expect(Set(report.findings.map(\.code)) == Set([rule.code] + rule.besides.broken))
    #expect(report.needsPerson == report.findings.contains { $0.severity == .critical })
  }

  @Test func `every code has a rule here`() {
    #expect(Set(Self.rules.map(\.code)) == Set(Finding.Code.allCases))
  }

  @Test func `codes are snake case, and rules have an id`() {
    for code in Finding.Code.allCases {
      #expect(code.rawValue.contains(/^[a-z]+(_[a-z]+)+$/))
      #expect(code.rule.contains(/^[A-G][0-9]+$/))
    }
  }

  @Test func `what was not read is not judged`() throws {
    var estate = SampleEstate()
    let parts: [InventoryPart] = [
      .backups, .backupPolicies, .virtualDisks, .storageRepositories, .replicationPolicies,
    ]
    estate.set(.virtualMachines, "dvdDrive", ["name": "rescue.iso", "attached": true])
    for part in parts { estate.parts[part] = nil }
    let report = try estate.report()
    #expect(report.findings.map(\.code) == [])
    #expect(Set(report.missingParts) == Set(parts))
  }
}
