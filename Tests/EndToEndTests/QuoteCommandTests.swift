import Foundation
import TestSupport
import Testing

/// `releve quote`: answers in order, without a database, and at once where somebody waits.
@Suite struct QuoteCommandTests {
  private let releve = Program(home: "/nowhere")

  private func question(_ id: Int, _ quantity: String, _ charge: String) -> String {
    #"{"id":"\#(id)","quantity":"\#(quantity)","charge":{\#(charge)}}"# + "\n"
  }

  @Test(arguments: [
    ("12", #""model":"flat","amount":"49.90""#, "49.90"),
    ("14.096774", #""model":"per_unit","unit_price":"12.00""#, "169.16"),
    ("0.5", #""model":"per_unit","unit_price":"0.01""#, "0.01"),
    (
      "99.5",
      #""model":"graduated","tiers":[{"up_to":"99","unit_price":"2"},"#
        + #"{"up_to":"100","unit_price":"1"},{"unit_price":"0"}]"#, "198.50"
    ),
    (
      "10", #""model":"volume","tiers":[{"up_to":"10","unit_price":"90"},{"unit_price":"70"}]"#,
      "900.00"
    ),
    (
      "10.000001",
      #""model":"volume","tiers":[{"up_to":"10","unit_price":"90"},{"unit_price":"70"}]"#,
      "700.00"
    ),
    ("1000.000001", #""model":"package","size":"1000","price":"5""#, "10.00"),
    (
      "0",
      #""model":"graduated","tiers":[{"up_to":"5","unit_price":"1","flat":"100"},"#
        + #"{"unit_price":"1"}]"#, "100.00"
    ),
    ("12", #""model":"per_unit","unit_price":"3","included":"10","minimum":"7""#, "7.00"),
  ])
  func `prices every model`(quantity: String, charge: String, amount: String) throws {
    let run = try releve("quote", "-", input: question(1, quantity, charge))
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix(#"{"id":"1","amount":"\#(amount)","unrounded":""#), "\(run.output)")
    #expect(run.errors.isEmpty)
  }

  @Test func `bad lines are answered in their place, and the code is 3`() throws {
    let flat = #""model":"flat","amount":"1""#
    let input =
      "\u{FEFF}" + question(1, "1", flat) + "\n \t\r\nnonsense\n" + question(2, "-1", flat)
      + question(3, "1", flat).dropLast()
    let run = try releve("quote", "-", input: input)
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    try #require(lines.count == 4)
    #expect(lines[0].hasPrefix(#"{"id":"1","amount":"1.00""#))
    #expect(lines[1].hasPrefix(#"{"id":null,"error":{"code":"invalid_json","message":"-:4: "#))
    #expect(lines[2].hasPrefix(#"{"id":"2","error":{"code":"invalid_value","message":"-:5: "#))
    #expect(lines[3].hasPrefix(#"{"id":"3","amount":"1.00""#))
    #expect(run.errors.contains("lines with an error for an answer: 2 of 4"), "\(run.errors)")
    #expect(run.errors.contains("[quote_refused]"))
  }

  @Test func `a line over 1 MiB is refused, and the next one answered`() throws {
    let long = #"{"id":"\#(String(repeating: "x", count: 1 << 20))"}"# + "\n"
    let next = question(2, "1", #""model":"flat","amount":"1""#)
    let run = try releve("quote", "-", input: long + next)
    #expect(run.status == 3)
    #expect(
      run.output.hasPrefix(#"{"id":null,"error":{"code":"document_too_large","message":"-:1"#))
    #expect(run.output.contains(#"{"id":"2","amount":"1.00""#))
  }

  @Test func `reads files, also gzip; none there is wrong usage`() throws {
    try TemporaryFolder.with { folder in
      let file = folder + "/questions.ndjson"
      try question(1, "2", #""model":"per_unit","unit_price":"12.00""#)
        .write(toFile: file, atomically: true, encoding: .utf8)
      let plain = try releve("quote", file)
      #expect(plain.output.hasPrefix(#"{"id":"1","amount":"24.00""#))
      let packed = try releve.shell("gzip \(file) && \"$RELEVE\" quote \(file).gz")
      #expect(packed.output == plain.output)
      let none = try releve("quote", folder + "/none")
      #expect(none.status == 2)
      #expect(none.errors.contains("[cannot_open]"))
      #expect(try releve("quote").status == 2)
    }
  }

  /// Neither a home nor a server is looked for: both would fail here.
  @Test func `needs no database and leaves nothing behind`() throws {
    try TemporaryFolder.with { folder in
      let elsewhere = Program(
        home: folder + "/home", environment: ["RELEVE_DATABASE_URL": "postgresql:///x?host=/none"])
      let input = question(1, "2", #""model":"flat","amount":"1""#)
      let run = try elsewhere("--quiet", "quote", "-", input: input)
      #expect(run.status == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  /// Nothing is held back until the input ends, or until there is more of it.
  @Test func `a pipe that stays open gets each answer`() throws {
    // The next question is asked only once the answer was read.
    let script = """
      coproc "$RELEVE" quote -
      for id in 1 2 3; do
        printf '{"id":%s,"quantity":"2","charge":{"model":"per_unit","unit_price":"3"}}\\n' \
      "$id" >&"${COPROC[1]}"
        read -r answer <&"${COPROC[0]}" && printf '%s\\n' "$answer"
      done
      """
    let run = try releve.shell("exec bash -c '\(script.replacing("'", with: "'\\''"))'")
    let answers = run.output.split(separator: "\n")
    #expect(answers.count == 3, "\(run.errors)")
    for (id, answer) in zip(1...3, answers) {
      #expect(answer.hasPrefix(#"{"id":\#(id),"amount":"6.00""#))
    }
  }

  @Test func `many answers come in order`() throws {
    let input = (0..<5_000).map {
      question($0, "\($0)", #""model":"per_unit","unit_price":"0.5""#)
    }.joined()
    let run = try releve("quote", "-", input: input)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 5_000)
    #expect(
      lines.enumerated().allSatisfy { index, line in
        line.hasPrefix(
          #"{"id":"\#(index)","amount":"\#(index / 2).\#(index % 2 == 0 ? "00" : "50")""#)
      })
  }

  @Test func `interrupted, it ends`() throws {
    let running = try releve.start("quote", "-")
    try running.write(question(1, "1", #""model":"flat","amount":"1""#))
    running.sendOnceWaiting(SIGINT)
    let run = try running.finish(endingInput: false)
    #expect(run.status == 130)
    #expect(run.output.hasPrefix(#"{"id":"1","amount":"1.00""#))
  }

  @Test func `a reader that goes away, or a full disk, ends it`() throws {
    let questions = #"yes '{"id":1,"quantity":1,"charge":{"model":"flat","amount":1}}'"#
    let gone = try releve.shell("\(questions) | \"$RELEVE\" quote - | head -n 1")
    #expect(gone.output.hasPrefix(#"{"id":1,"amount":"1.00""#))
    let full = try releve.shell("\(questions) | \"$RELEVE\" quote - >/dev/full; echo $?")
    #expect(full.output == "1\n")
    #expect(full.errors.contains("[output_failed]"))
  }
}
