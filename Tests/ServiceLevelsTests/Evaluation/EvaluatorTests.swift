import Testing

/// What `sla evaluate` answers.
@Suite struct EvaluatorTests {
  @Test func `an answer has the figures, the classes, whether the target is met, and the credit`()
    throws
  {
    let line = """
      {"id":"e-1","period":["2026-10-01T00:00:00+02:00","2026-11-01T00:00:00+01:00"],\
      "outages":[["2026-10-04T01:10:00Z","2026-10-04T01:31:30.5Z"]],\
      "maintenances":[["2026-10-04T01:00:00Z","2026-10-04T01:20:00Z"]],"unknown":[[0,1]],\
      "policy":{"maintenance":"excluded","excluded_maintenance_leaves_period":false,\
      "minimum_outage_seconds":240,"target":"99.99",\
      "credits":{"basis":"point_gap","cap_percent":"30"}}}
      """
    // 745 h are 2682000 s. Down are 690.5 s behind the window, and 600 s in it.
    #expect(
      try EvaluationAnswer.text(line) == """
        {"id":"e-1","measurable":true,"availability":"99.97425",\
        "availability_including_maintenance":"99.95188",\
        "availability_excluding_maintenance":"99.97425",\
        "up_seconds":"2680109.5","down_seconds":"690.5","maintenance_down_seconds":"600",\
        "maintenance_up_seconds":"600","unknown_seconds":"0","met":false,\
        "credit_percent":"0.01574"}

        """)
  }

  @Test(arguments: [
    (#""a\"b""#, #""a\"b""#), ("17", "17"), ("-1.50e3", "-1.50e3"), (#""é 😀""#, #""é 😀""#),
  ])
  func `the id is given back, a text or a number`(id: String, written: String) throws {
    let policy = #""policy":{"maintenance":"included","target":"99.9"}"#
    let good = #"{"id":\#(id),"period":[0,100],\#(policy)}"#
    #expect(try EvaluationAnswer.text(good).hasPrefix(#"{"id":\#(written),"measurable":"#))
    let wrong = #"{"period":"x",\#(policy),"id":\#(id)}"#
    #expect(try EvaluationAnswer.text(wrong).hasPrefix(#"{"id":\#(written),"error":"#))
  }

  @Test func `instants and seconds may stand side by side`() throws {
    let answer = try EvaluationAnswer(
      #""period":["1970-01-01T00:00:00Z",1000],"outages":[["100","1970-01-01T00:05:00Z"]]"#,
      policy: #""maintenance":"included","target":"99.9""#)
    #expect(answer.downSeconds == "200")
  }
}
