import Foundation
import TestSupport
import Testing

/// `releve sla evaluate`: answers in order, without a database.
@Suite struct EvaluateCommandTests {
  private let releve = Program(home: "/nowhere")

  private func question(_ id: Int, down: String) -> String {
    #"{"id":\#(id),"period":[0,86400],"outages":[[0,\#(down)]],"#
      + #""policy":{"maintenance":"included","target":"99.9"}}"# + "\n"
  }

  @Test func `evaluates standard input, and files that may be packed`() throws {
    let run = try releve("sla", "evaluate", "-", input: question(1, down: "864"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix(#"{"id":1,"measurable":true,"availability":"99","#))
    #expect(run.errors.isEmpty)
    try TemporaryFolder.with { folder in
      let file = folder + "/cases.ndjson"
      try question(1, down: "864").write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try releve("sla", "evaluate", file).output == run.output)
      let packed = try releve.shell("gzip \(file) && \"$RELEVE\" sla evaluate \(file).gz")
      #expect(packed.output == run.output)
      #expect(try releve("sla", "evaluate", folder + "/none").status == 2)
      #expect(try releve("sla", "evaluate").status == 2)
    }
  }

  @Test func `bad lines are answered in their place, and the code is 3`() throws {
    let input =
      question(1, down: "0") + "\n \t\r\nnonsense\n" + question(2, down: "-1")
      + question(3, down: "86400").dropLast()
    let run = try releve("sla", "evaluate", "-", input: input)
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    try #require(lines.count == 4)
    #expect(lines[0].hasPrefix(#"{"id":1,"measurable":true,"availability":"100","#))
    #expect(lines[1].hasPrefix(#"{"id":null,"error":{"code":"invalid_json","message":"-:4: "#))
    #expect(lines[2].hasPrefix(#"{"id":2,"error":{"code":"invalid_value","message":"-:5: "#))
    #expect(lines[3].hasPrefix(#"{"id":3,"measurable":true,"availability":"0","#))
    #expect(run.errors.contains("lines with an error for an answer: 2 of 4"), "\(run.errors)")
    #expect(run.errors.contains("[evaluation_refused]"))
  }

  /// Neither a home nor a server is looked for: both would fail here.
  @Test func `needs no database and leaves nothing behind`() throws {
    try TemporaryFolder.with { folder in
      let elsewhere = Program(
        home: folder + "/home", environment: ["RELEVE_DATABASE_URL": "postgresql:///x?host=/none"])
      let run = try elsewhere("--quiet", "sla", "evaluate", "-", input: question(1, down: "1"))
      #expect(run.status == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
