import Catalogue
import Decimals
import Documents
import Testing

@Suite struct ServiceLevelsTests {
  private func agreement(_ commitment: String) throws -> ServiceLevelAgreement {
    let text = """
      kind: ServiceLevels
      name: a
      spec:
        commitments:
          - { id: i, label: { fr: i, en: i }, components: ["*/*/compute/*"], target: "99.9",
              maintenance: included, \(commitment) }
      """
    let node = try #require(try DocumentNode.documents(of: text, file: "f").first)
    guard case .serviceLevels(let agreement) = try Document(node).content else {
      throw TestFailure.notServiceLevels
    }
    return agreement
  }

  private enum TestFailure: Error { case notServiceLevels }

  @Test func `what is left out has the printed values`() throws {
    let commitment = try #require(try agreement("services: [S]").commitments.first)
    #expect(!commitment.excludedMaintenanceLeavesPeriod)
    #expect(commitment.minimumOutageSeconds == 0)
    #expect(commitment.minimumZones == 1)
    #expect(commitment.claimDays == 30)
    #expect(commitment.claimStart == .periodEnd)
    #expect(commitment.credits == nil)
  }

  @Test func `bands are read in whatever order, from the target down`() throws {
    let credits = try agreement(
      """
      credits: { basis: bands,
                bands: [ {below: 95, percent: 100}, {below: "99.9", percent: 10} ] }
      """
    ).commitments.first?.credits
    guard case .bands(let bands) = credits else { throw TestFailure.notServiceLevels }
    #expect(bands.map(\.below.description) == ["99.9", "95"])
  }

  @Test(arguments: [
    ("bands: [ {below: \"99.5\", percent: 10} ]", DocumentError.Code.gap, "credits.bands"),
    (
      "bands: [ {below: \"99.9\", percent: 10}, {below: \"99.90\", percent: 20} ]", .overlap,
      "credits.bands[1].below"
    ),
    ("bands: [ {below: \"99.95\", percent: 10} ]", .overlap, "credits.bands[0].below"),
    ("bands: []", .invalidValue, "credits.bands"),
    ("bands: [ {below: \"99.9\", percent: 101} ]", .invalidValue, "credits.bands[0].percent"),
    ("cap_percent: 30", .missingKey, "credits"),
  ])
  func `bands with a gap or an overlap are refused`(
    bands: String, code: DocumentError.Code, key: String
  ) {
    #expect {
      try agreement("credits: { basis: bands, \(bands) }")
    } throws: { error in
      let error = error as? DocumentError
      return error?.code == code && error?.key == "spec.commitments[0].\(key)"
    }
  }

  @Test(arguments: [
    ("target", "0"), ("target", "100.1"), ("minimum_zones", "0"), ("claim_days", "-1"),
    ("minimum_outage_seconds", "1.5"), ("maintenance", "maybe"), ("claim_from", "today"),
  ])
  func `a value outside its range is refused`(key: String, value: String) {
    let text = """
      kind: ServiceLevels
      name: a
      spec:
        commitments:
          - id: i
            label: { fr: i, en: i }
            components: [a]
            target: \(key == "target" ? value : "99")
            maintenance: \(key == "maintenance" ? value : "included")
            \(["target", "maintenance"].contains(key) ? "services: []" : "\(key): \(value)")
      """
    #expect {
      try DocumentNode.documents(of: text, file: "f").map { try Document($0) }
    } throws: { error in
      let error = error as? DocumentError
      return error?.code == .invalidValue && error?.key == "spec.commitments[0].\(key)"
    }
  }

  @Test(arguments: [
    (
      "commitments",
      "id: i, label: { fr: i, en: i }, components: [a], target: 9, maintenance: included"
    ),
    ("response_times", "priority: P1, minutes: 30, objective: 95"),
  ])
  func `nothing stands twice`(key: String, item: String) {
    let spec = "\(key): [ { \(item) }, { \(item) } ]"
    #expect {
      try DocumentNode.documents(of: "kind: ServiceLevels\nname: a\nspec: { \(spec) }", file: "f")
        .map { try Document($0) }
    } throws: { ($0 as? DocumentError)?.code == .duplicateName }
  }
}
