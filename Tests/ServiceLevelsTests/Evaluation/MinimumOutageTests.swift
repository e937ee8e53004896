import Testing

/// `minimum_outage_seconds`: tested on united outages, after maintenance and before the period's
/// ends (contract, section 5, steps 4 to 6).
@Suite struct MinimumOutageTests {
  private func answer(
    _ facts: String, _ minimum: Int, maintenance: String = "included"
  ) throws -> EvaluationAnswer {
    try EvaluationAnswer(
      #""period":[0,1000],\#(facts)"#,
      policy: """
        "maintenance":"\(maintenance)","target":"99.9","minimum_outage_seconds":\(minimum)
        """)
  }

  @Test func `an outage of the minimum counts, a microsecond less is up`() throws {
    #expect(try answer(#""outages":[[100,160]]"#, 60).downSeconds == "60")
    #expect(try answer(#""outages":[[100,159.999999]]"#, 60).downSeconds == "0")
  }

  @Test func `outages that overlap or touch are tested as one`() throws {
    #expect(try answer(#""outages":[[100,140],[120,170]]"#, 60).downSeconds == "70")
    #expect(try answer(#""outages":[[100,140],[140,170]]"#, 60).downSeconds == "70")
    #expect(try answer(#""outages":[[100,140],[140.000001,170]]"#, 60).downSeconds == "0")
  }

  @Test func `the test is in elapsed time, whatever the impact`() throws {
    #expect(try answer(#""outages":[[100,160,"0.1"]]"#, 60).downSeconds == "6")
  }

  @Test func `the test comes before the period's ends cut`() throws {
    #expect(try answer(#""outages":[[-50,10]]"#, 60).downSeconds == "10")
    #expect(try answer(#""outages":[[990,1050]]"#, 60).downSeconds == "10")
    #expect(try answer(#""outages":[[-20,10],[10,40]]"#, 60).downSeconds == "40")
    #expect(try answer(#""outages":[[-40,10]]"#, 60).downSeconds == "0")
  }

  @Test func `excluded windows come off first, and what fails is up but for its part in them`()
    throws
  {
    let facts = #""maintenances":[[100,150]],"outages":[[100,200]]"#
    // 50 s are left of 100.
    let counted = try answer(facts, 50, maintenance: "excluded")
    #expect(counted.classes == ["900", "50", "50", "0", "0"])
    let failed = try answer(facts, 51, maintenance: "excluded")
    #expect(failed.classes == ["950", "0", "50", "0", "0"])
    #expect(failed.availability == "100")
    // Included, the outage has 100 s; each figure has its own policy.
    #expect(failed.availabilityIncludingMaintenance == "90")
    let included = try answer(facts, 101)
    #expect(included.classes == ["950", "0", "0", "50", "0"])
  }

  @Test func `all pieces that windows leave of an outage are added`() throws {
    let facts = #""maintenances":[[130,150]],"outages":[[100,180]]"#
    #expect(try answer(facts, 60, maintenance: "excluded").downSeconds == "60")
    #expect(try answer(facts, 61, maintenance: "excluded").downSeconds == "0")
  }
}
