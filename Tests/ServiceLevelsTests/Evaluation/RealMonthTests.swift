import Testing

/// Calendar months as they are: summed by hand.
@Suite struct RealMonthTests {
  private func answer(
    _ period: String, _ outages: String, target: String = "99.9"
  ) throws -> EvaluationAnswer {
    try EvaluationAnswer(
      #""period":\#(period),"outages":\#(outages)"#,
      policy: """
        "maintenance":"included","target":"\(target)","credits":{"basis":"point_gap"}
        """)
  }

  private static let august = #"["2024-08-01T00:00:00+02:00","2024-09-01T00:00:00+02:00"]"#

  /// GitHub Actions in August 2024, as its status page had it:
  ///
  ///     14 23:11 to 15 00:30   79 min   4740 s
  ///     15 13:35 to    13:59   24 min   1440 s
  ///     21 14:09 to    15:11   62 min   3720 s
  ///     22 16:49 to    17:28   39 min   2340 s
  ///                                    12240 s of 31 × 86400 = 2678400 s
  ///
  /// 1 − 12240 ÷ 2678400 = 0.99543010…
  @Test func `August 2024 of GitHub Actions`() throws {
    let answer = try answer(
      Self.august,
      """
      [["2024-08-14T23:11:00Z","2024-08-15T00:30:00Z"],\
      ["2024-08-15T13:35:00Z","2024-08-15T13:59:00Z"],\
      ["2024-08-21T14:09:00Z","2024-08-21T15:11:00Z"],\
      ["2024-08-22T16:49:00Z","2024-08-22T17:28:00Z"]]
      """)
    #expect(answer.classes == ["2666160", "12240", "0", "0", "0"])
    #expect(answer.availability == "99.54301")
    #expect(answer.met == false)
    // 99.9 − 99.54301075…
    #expect(answer.creditPercent == "0.35698")
  }

  /// The same with the times that were told later: 79 + 29 + 72 + 78 minutes are 15480 s.
  @Test func `August 2024 of GitHub Actions, as amended`() throws {
    let answer = try answer(
      Self.august,
      """
      [["2024-08-14T23:11:00Z","2024-08-15T00:30:00Z"],\
      ["2024-08-15T13:14:00Z","2024-08-15T13:43:00Z"],\
      ["2024-08-21T13:48:00Z","2024-08-21T15:00:00Z"],\
      ["2024-08-22T16:10:00Z","2024-08-22T17:28:00Z"]]
      """)
    #expect(answer.downSeconds == "15480")
    // 1 − 15480 ÷ 2678400 = 0.99422043…
    #expect(answer.availability == "99.42204")
  }

  @Test(arguments: [
    // The clock goes forward: 743 hours.
    (#"["2026-03-01T00:00:00+01:00","2026-04-01T00:00:00+02:00"]"#, "2674800", "99.86541"),
    // The clock goes back: 745 hours.
    (#"["2026-10-01T00:00:00+02:00","2026-11-01T00:00:00+01:00"]"#, "2682000", "99.86577"),
    // Neither 30 days nor 30.4.
    (#"["2026-02-01T00:00:00+01:00","2026-03-01T00:00:00+01:00"]"#, "2419200", "99.85119"),
    (#"["2024-02-01T00:00:00+01:00","2024-03-01T00:00:00+01:00"]"#, "2505600", "99.85632"),
  ])
  func `an hour of downtime weighs what it does in that month`(
    period: String, seconds: String, percent: String
  ) throws {
    let from = period.split(separator: "\"")[1].replacing("T00", with: "T01")
    let to = period.split(separator: "\"")[1].replacing("T00", with: "T02")
    let answer = try answer(period, #"[["\#(from)","\#(to)"]]"#)
    #expect(Int(answer.upSeconds ?? "").map { "\($0 + 3600)" } == seconds)
    #expect(answer.availability == percent)
  }
}
