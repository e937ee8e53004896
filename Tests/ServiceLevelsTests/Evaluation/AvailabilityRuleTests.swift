import Testing

/// The rules of contract.md, section 5, one by one, on periods of 1000 seconds.
@Suite struct AvailabilityRuleTests {
  private static let included = #""maintenance":"included","target":"99.9""#
  private static let excluded = #""maintenance":"excluded","target":"99.9""#

  private func answer(_ facts: String, _ policy: String = included) throws -> EvaluationAnswer {
    try EvaluationAnswer(#""period":[0,1000],\#(facts)"#, policy: policy)
  }

  @Test func `nothing that happened is all up`() throws {
    for lists in [#""outages":[]"#, #""outages":null"#, #""unknown":[],"maintenances":null"#] {
      let answer = try answer(lists)
      #expect(answer.availability == "100")
      #expect(answer.met == true)
      #expect(answer.classes == ["1000", "0", "0", "0", "0"])
    }
  }

  @Test(arguments: [
    // Overlapping, nested, the same twice, in any order.
    ("[[100,200],[150,300]]", "200"), ("[[100,300],[150,200]]", "200"),
    ("[[100,200],[100,200]]", "100"), ("[[150,300],[100,200]]", "200"),
    // Touching.
    ("[[100,200],[200,300]]", "200"), ("[[100,200],[201,300]]", "199"),
    // Without any length.
    ("[[100,100]]", "0"), ("[[100,200],[150,150]]", "100"),
    // Across the ends of the period, and still open.
    ("[[-100,50],[950,1100]]", "100"), ("[[-100,1100]]", "1000"), ("[[900,null]]", "100"),
    ("[[-200,-100],[1000,1100]]", "0"), ("[[-100,0]]", "0"),
    // To the microsecond.
    ("[[0.000001,0.000003]]", "0.000002"), (#"[["1e1","2.5e1"]]"#, "15"),
  ])
  func `a second is down once, however many outages there are`(
    outages: String, down: String
  ) throws {
    #expect(try answer(#""outages":\#(outages)"#).downSeconds == down)
  }

  @Test(arguments: [
    // 100 s at 0.5.
    ("[[0,100,0.5]]", "50"), (#"[[0,100,"0.5"]]"#, "50"), ("[[0,100,null]]", "100"),
    // The largest at each instant, not the sum: 50 × 0.5 + 50 × 0.8 + 50 × 0.8.
    ("[[0,100,0.5],[50,150,0.8]]", "105"), ("[[50,150,0.8],[0,100,0.5]]", "105"),
    // 100 × 0.5 with 20 of it at 1.
    ("[[0,100,0.5],[40,60]]", "60"),
    // The larger one ends first: what is left holds on.
    ("[[0,100,0.25],[0,40,0.5],[10,20,1]]", "40"),
    ("[[0,1,0.000001]]", "0.000001"), ("[[0,0.000001,0.000001]]", "0.000000000001"),
    ("[[0,1000,0.999999],[0,1000,1]]", "1000"),
  ])
  func `the impact is the largest at each instant`(outages: String, down: String) throws {
    let answer = try answer(#""outages":\#(outages)"#)
    #expect(answer.downSeconds == down)
  }

  @Test func `unknown time is left out, and is not up`() throws {
    let answer = try answer(#""unknown":[[0,500],[400,600]],"outages":[[700,800]]"#)
    #expect(answer.classes == ["300", "100", "0", "0", "600"])
    #expect(answer.availability == "75")
  }

  @Test func `a month without any data has no percentage`() throws {
    let answer = try answer(#""unknown":[[-5,1005]]"#)
    #expect(answer.measurable == false)
    #expect(answer.availability == nil)
    #expect(answer.availabilityIncludingMaintenance == nil)
    #expect(answer.availabilityExcludingMaintenance == nil)
    #expect(answer.met == nil)
    #expect(answer.creditPercent == "0")
    #expect(answer.classes == ["0", "0", "0", "0", "1000"])
  }

  @Test func `a known outage within unknown time is down`() throws {
    let answer = try answer(#""unknown":[[0,900]],"outages":[[100,150]]"#)
    #expect(answer.classes == ["100", "50", "0", "0", "850"])
    #expect(answer.availability == "66.66666")
    // Also where it is too short to count: then it is known to be up.
    let short = try self.answer(
      #""unknown":[[0,900]],"outages":[[100,150]]"#,
      Self.included + #","minimum_outage_seconds":60"#)
    #expect(short.classes == ["150", "0", "0", "0", "850"])
    #expect(short.availability == "100")
  }

  @Test func `time in a window is unknown where nobody knows, but for a known outage`() throws {
    let answer = try answer(#""unknown":[[0,100]],"maintenances":[[50,150]],"outages":[[60,70]]"#)
    // Down from 60 to 70 in the window; the rest to 100 is unknown; in maintenance to 150.
    #expect(answer.classes == ["850", "0", "10", "50", "90"])
  }

  @Test func `downtime in a window counts where maintenance is included, and not where excluded`()
    throws
  {
    let facts = #""maintenances":[[100,200]],"outages":[[150,250]]"#
    let including = try answer(facts)
    #expect(including.classes == ["850", "50", "50", "50", "0"])
    #expect(including.availability == "90")
    let excluding = try answer(facts, Self.excluded)
    #expect(excluding.classes == including.classes)
    #expect(excluding.availability == "95")
    // Both figures are always given.
    for answer in [including, excluding] {
      #expect(answer.availabilityIncludingMaintenance == "90")
      #expect(answer.availabilityExcludingMaintenance == "95")
    }
    // Of 900 seconds outside of the window 50 were down.
    let leaving = try answer(
      facts, Self.excluded + #","excluded_maintenance_leaves_period":true"#)
    #expect(leaving.availability == "94.44444")
    #expect(leaving.availabilityIncludingMaintenance == "90")
  }

  @Test func `what runs past a window is outage, before and behind it`() throws {
    let answer = try answer(#""maintenances":[[100,200]],"outages":[[90,230]]"#, Self.excluded)
    #expect(answer.classes == ["860", "40", "100", "0", "0"])
    #expect(answer.availability == "96")
  }

  @Test func `windows within windows are one`() throws {
    let answer = try answer(
      #""maintenances":[[100,300],[150,200],[300,400],[150,200]],"outages":[[180,210]]"#)
    #expect(answer.classes == ["700", "0", "30", "270", "0"])
  }

  @Test func `a period of nothing but excluded maintenance has no percentage of what is left`()
    throws
  {
    let leaving = #","excluded_maintenance_leaves_period":true"#
    let facts = #""maintenances":[[0,1000]],"outages":[[0,400]]"#
    let answer = try answer(facts, Self.excluded + leaving)
    #expect(answer.measurable == false)
    #expect(answer.met == nil)
    #expect(answer.availabilityExcludingMaintenance == nil)
    // The other figure leaves nothing out.
    #expect(answer.availabilityIncludingMaintenance == "60")
    let included = try self.answer(facts, Self.included + leaving)
    #expect(included.measurable == true)
    #expect(included.availability == "60")
    #expect(included.availabilityExcludingMaintenance == nil)
  }
}
