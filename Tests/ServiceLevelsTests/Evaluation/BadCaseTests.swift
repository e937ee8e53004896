import Testing

/// Cases that cannot be evaluated: a code, the place, what was expected.
@Suite struct BadCaseTests {
  private static let policy = #""policy":{"maintenance":"included","target":"99.9"}"#

  private func expect(
    _ line: String, _ code: String, _ words: String, id: String? = "b",
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let answer = try EvaluationAnswer(line)
    #expect(answer.error?.code == code, "\(line)", sourceLocation: location)
    let message = answer.error?.message ?? ""
    #expect(message.hasPrefix("-:7: "), "\(message)", sourceLocation: location)
    #expect(message.contains(words), "\(message)", sourceLocation: location)
    #expect(answer.id == id, sourceLocation: location)
    #expect(answer.measurable == nil && answer.upSeconds == nil, sourceLocation: location)
  }

  private func facts(_ keys: String) -> String {
    #"{"id":"b","period":[0,100],\#(keys),\#(Self.policy)}"#
  }

  private func period(_ period: String) -> String {
    #"{"id":"b","period":\#(period),\#(Self.policy)}"#
  }

  private func policy(_ keys: String) -> String {
    #"{"id":"b","period":[0,100],"policy":{\#(keys)}}"#
  }

  @Test func `no JSON object, or keys that are missing, unknown or repeated`() throws {
    try expect("[]", "invalid_json", "is not one valid JSON object", id: nil)
    try expect("{}", "missing_key", "the key `id` is missing", id: nil)
    try expect(#"{"id":[],"period":[0,1]}"#, "invalid_value", "id: expected a text", id: nil)
    try expect(#"{"id":true,"period":[0,1]}"#, "invalid_value", "a text or a number", id: nil)
    try expect(#"{"id":"b"}"#, "missing_key", "the key `period` is missing")
    try expect(#"{"id":"b","period":[0,1]}"#, "missing_key", "the key `policy` is missing")
    try expect(facts(#""outage":[]"#), "unknown_key", "unknown key `outage`; known here: id,")
    try expect(facts(#""maintenance":[]"#), "unknown_key", "`maintenance`")
    try expect(facts(#""outages":[],"outages":[]"#), "duplicate_key", "`outages`")
    try expect(policy(#""target":"99.9""#), "missing_key", "policy: the key `maintenance`")
    try expect(policy(#""maintenance":"included""#), "missing_key", "policy: the key `target`")
    try expect(
      policy(#""maintenance":"included","target":"99","minimum_zones":1"#), "unknown_key",
      "policy.minimum_zones")
  }

  @Test(arguments: [
    ("null", "missing_key", "period"), ("[]", "invalid_value", "period: expected [from, to]"),
    ("[0]", "invalid_value", "[from, to]"), ("[0,1,1]", "invalid_value", "[from, to]"),
    ("{}", "invalid_value", "period: expected a list"),
    ("[1,1]", "invalid_value", "a period that ends after it begins"),
    ("[2,1]", "invalid_value", "a period that ends after it begins"),
    ("[0,null]", "invalid_value", "period[1]: expected an instant"),
    ("[0,true]", "invalid_value", "period[1]: expected an instant"),
    ("[0,[]]", "invalid_value", "period[1]: expected an instant"),
    (#"[0,""]"#, "invalid_value", "or seconds to the microsecond"),
    ("[0,1.0000001]", "invalid_value", "seconds to the microsecond"),
    ("[0,1e12]", "invalid_value", "of the years 0000 to 9999"),
    ("[-62167219201,0]", "invalid_value", "period[0]: expected an instant"),
    (#"["2026-02-30T00:00:00Z",0]"#, "invalid_value", "period[0]: expected an instant"),
    (#"["2026-02-01T00:00:00","2026-03-01T00:00:00Z"]"#, "invalid_value", "period[0]"),
  ])
  func `a period that is none`(period: String, code: String, words: String) throws {
    try expect(self.period(period), code, words)
  }

  @Test(arguments: [
    (#""outages":{}"#, "outages: expected a list"), (#""outages":[5]"#, "outages[0]: expected a"),
    (#""outages":[[0,1],[1]]"#, "outages[1]: expected [from, to] or [from, to, impact]"),
    (#""outages":[[0,1,1,1]]"#, "[from, to, impact]"),
    (#""outages":[[null,1]]"#, "outages[0][0]: expected an instant"),
    (#""outages":[[2,1]]"#, "outages[0][1]: expected an end that is not before the start"),
    (#""outages":[[0,1,0]]"#, "outages[0][2]: expected an impact above 0 and at most 1"),
    (#""outages":[[0,1,"-0.5"]]"#, "an impact above 0"),
    (#""outages":[[0,1,1.000001]]"#, "an impact above 0 and at most 1"),
    (#""outages":[[0,1,"0.0000001"]]"#, "at most 6 digits"),
    // What has no length must be sound all the same.
    (#""outages":[[1,1,2]]"#, "an impact above 0"),
    (#""maintenances":[[0,1,1]]"#, "maintenances[0]: expected [from, to], found a list of 3"),
    (#""unknown":[[5,"2026-01-01"]]"#, "unknown[0][1]: expected an instant"),
  ])
  func `a span that is none`(keys: String, words: String) throws {
    try expect(facts(keys), "invalid_value", words)
  }

  @Test func `an impact that is no number`() throws {
    try expect(facts(#""outages":[[0,1,"x"]]"#), "malformed_number", "outages[0][2]")
  }

  @Test(arguments: [
    (#""target":"0","maintenance":"included""#, "invalid_value", "policy.target"),
    (#""target":"100.1","maintenance":"included""#, "invalid_value", "from 0 to 100"),
    (#""target":99,"maintenance":"some""#, "invalid_value", "one of included, excluded"),
    (
      #""target":99,"maintenance":"included","minimum_outage_seconds":-1"#, "invalid_value",
      "policy.minimum_outage_seconds: expected a whole number"
    ),
    (
      #""target":99,"maintenance":"included","credits":{"basis":"bands","bands":[]}"#,
      "invalid_value", "policy.credits.bands"
    ),
    (
      #""target":99,"maintenance":"included","credits":{"basis":"bands","bands":"#
        + #"[{"below":99.5,"percent":10}]}"#, "overlap", "policy.credits.bands[0].below"
    ),
    (
      #""target":99,"maintenance":"included","credits":{"basis":"point_gap","bands":[]}"#,
      "unknown_key", "policy.credits.bands"
    ),
  ])
  func `a policy as no commitment may have it`(keys: String, code: String, words: String) throws {
    try expect(policy(keys), code, words)
  }

  @Test func `as many outages as a line holds are evaluated`() throws {
    let outages = (0..<40_000).map { "[\($0),\($0 + 2),0.5]" }.joined(separator: ",")
    let answer = try EvaluationAnswer(
      #"{"id":"b","period":[0,100000],"outages":[\#(outages)],\#(Self.policy)}"#)
    #expect(answer.downSeconds == "20000.5")
  }
}
