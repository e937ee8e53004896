import Testing

/// Targets, bands and missing points: exact fractions, printed truncated (contract, section 5).
@Suite struct TargetTests {
  private func answer(
    down: String, of seconds: String, target: String, _ credits: String? = nil
  ) throws -> EvaluationAnswer {
    let credits = credits.map { #","credits":{\#($0)}"# } ?? ""
    return try EvaluationAnswer(
      #""period":[0,\#(seconds)],"outages":[[0,\#(down)]]"#,
      policy: #""maintenance":"included","target":"\#(target)"\#(credits)"#)
  }

  @Test func `a target that is just reached is met, a microsecond less is not`() throws {
    // A thousandth of 31 days.
    #expect(try answer(down: "2678.4", of: "2678400", target: "99.9").met == true)
    let missed = try answer(down: "2678.400001", of: "2678400", target: "99.9")
    #expect(missed.met == false)
    // Never printed as if it were met.
    #expect(missed.availability == "99.89999")
    #expect(missed.creditPercent == "0")
  }

  @Test func `printed percentages are truncated, not rounded`() throws {
    #expect(try answer(down: "1", of: "3", target: "60").availability == "66.66666")
    #expect(try answer(down: "0.000001", of: "2678400", target: "100").availability == "99.99999")
    #expect(try answer(down: "0.000001", of: "2678400", target: "100").met == false)
    #expect(try answer(down: "0", of: "3", target: "100").availability == "100")
    #expect(try answer(down: "5", of: "100", target: "99.9").availability == "95")
    #expect(try answer(down: "3", of: "3", target: "1").availability == "0")
  }

  @Test(arguments: [
    ("0.10", nil), ("0.100001", "10"), ("0.5", "10"), ("1", "10"), ("1.000001", "25"),
    ("5", "25"), ("5.000001", "100"), ("100", "100"),
  ])
  func `bands are half-open: what is just at a bound lies above it`(
    down: String, percent: String?
  ) throws {
    // Of 100 s a second is a point; the bands stand in no order.
    let bands = """
      "basis":"bands","bands":[{"below":"95","percent":"100"},{"below":"99.9","percent":"10"},\
      {"below":"99","percent":"25"}]
      """
    let answer = try answer(down: down, of: "100", target: "99.9", bands)
    #expect(answer.met == (percent == nil))
    #expect(answer.creditPercent == percent ?? "0")
  }

  @Test func `no figure below the target falls between bands`() throws {
    // 99.985 %: tables of others go from 99.98 down and from 99.99 up.
    let bands = #""basis":"bands","bands":[{"below":"99.99","percent":"10"}]"#
    let answer = try answer(down: "0.015", of: "100", target: "99.99", bands)
    #expect(answer.availability == "99.985")
    #expect(answer.creditPercent == "10")
    let gap = try self.answer(
      down: "0.015", of: "100", target: "99.99",
      #""basis":"bands","bands":[{"below":"99.98","percent":"10"}]"#)
    #expect(gap.error?.code == "gap")
    #expect(gap.error?.message.contains("policy.credits.bands") == true)
  }

  @Test(arguments: [
    ("10", "99.9", "30", "9.9"), ("0.10", "99.9", "30", "0"), ("30.1", "99.9", "30", "30"),
    ("30.100001", "99.9", "30", "30"), ("50", "99.9", "30.00", "30.00"),
    ("100", "99.9", nil, "99.9"), ("0.100001", "99.9", nil, "0"),
  ])
  func `missing points are exact, up to the cap`(
    down: String, target: String, cap: String?, percent: String
  ) throws {
    let cap = cap.map { #","cap_percent":"\#($0)""# } ?? ""
    let answer = try answer(down: down, of: "100", target: target, #""basis":"point_gap"\#(cap)"#)
    #expect(answer.creditPercent == percent)
  }

  @Test func `missing points are printed truncated`() throws {
    let answer = try answer(down: "1", of: "3", target: "99.9", #""basis":"point_gap""#)
    // 99.9 − 66.66666… = 33.23333…
    #expect(answer.creditPercent == "33.23333")
    // 100 ÷ 30 000 = 0.00333…
    let tiny = try self.answer(down: "1", of: "30000", target: "100", #""basis":"point_gap""#)
    #expect(tiny.creditPercent == "0.00333")
  }
}
