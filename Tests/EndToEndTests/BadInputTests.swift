import Foundation
import TestSupport
import Testing

/// The list of bad input: each is a clear error or an event kept aside with its reason, the good
/// lines around it are accepted, and nothing is dropped.
@Suite struct BadInputTests {
  private struct Summary: Decodable {
    let read: Int
    let accepted: Int
    let duplicate: Int
    let conflict: Int
    let rejected: Int
    let reasons: [String: Int]

    /// Read, accepted, rejected; every event read has one outcome.
    var counts: [Int] {
      read == accepted + duplicate + conflict + rejected ? [read, accepted, rejected] : []
    }
  }

  /// A program on a database that knows the demonstration's customers.
  private func makeProgram() throws -> Program {
    let releve = Program(try MigratedDatabase.make())
    let run = try releve(["apply"] + demoDocuments)
    #expect(run.status == 0, "\(run.errors)")
    return releve
  }

  /// A sound event, with parts replaced.
  private func event(
    _ id: String, time: String = "2024-10-05T10:00:00Z", quantity: String = "\"5\"",
    tenant: String = "lumiere-prod", more: String = ""
  ) -> String {
    """
    {"id":"\(id)","source":"/t","type":"releve.usage.v1","subject":"\(tenant)","time":"\(time)",\
    \(more)"data":{"sku":"csp:fr1:openiaas:backup:vm:v1","resource":"r","quantity":\(quantity)}}
    """
  }

  private var badLines: [(line: Data, reason: String)] {
    let brackets = String(repeating: "[", count: 100_000)
    let texts = [
      ("nonsense", "malformed"), (String(event("cut").dropLast(9)), "malformed"),
      (event("twice", more: #""id":"other","#), "malformed"),
      (event("nul\u{0}"), "malformed"), (event(#"nul\u0000"#), "malformed"),
      (event(#"\ud800"#), "malformed"), (event("nan", quantity: "NaN"), "malformed"),
      (event("deep", more: "\"x\":\(brackets),"), "malformed"),
      (
        event("deeper", more: "\"x\":\(brackets)\(brackets.replacing("[", with: "]")),"),
        "malformed"
      ),
      (#"{"id":"alone"}"#, "missing_field"),
      (event("far", time: "10000-01-01T00:00:00Z"), "bad_time"),
      (event("zone", time: "2024-10-05T10:00:00"), "bad_time"),
      (event("leap", time: "2023-02-29T10:00:00Z"), "bad_time"),
      (event("late", time: "9999-10-05T10:00:00Z"), "time_out_of_range"),
      (event("huge", quantity: "1e999"), "bad_quantity"),
      (event("text", quantity: "\"NaN\""), "bad_quantity"),
      (event("long", quantity: String(repeating: "7", count: 40)), "bad_quantity"),
      (event("less", quantity: "-1"), "negative_quantity"),
      (event("who", tenant: "nobody"), "unknown_tenant"),
    ]
    let invalidUTF8 = Data(event("utf8").utf8).map { $0 == UInt8(ascii: "/") ? 0xFF : $0 }
    return texts.map { (Data($0.0.utf8), $0.1) } + [(Data(invalidUTF8), "malformed")]
  }

  @Test func `a bad line is kept aside with its reason, and the good ones around it are accepted`()
    throws
  {
    let releve = try makeProgram()
    try TemporaryFolder.with { folder in
      for (number, (line, reason)) in badLines.enumerated() {
        let path = folder + "/\(number).ndjson"
        var input = Data((event("before-\(number)") + "\n").utf8) + line
        input += Data(("\n" + event("after-\(number)")).utf8)
        try input.write(to: URL(filePath: path))
        let run = try releve("ingest", path)
        #expect(run.status == 3, "line \(number): \(run.errors)")
        let summary = try run.json(as: Summary.self)
        #expect(summary.counts == [3, 2, 1], "line \(number): \(run.output)")
        #expect(summary.reasons == [reason: 1], "line \(number)")
        #expect(try releve("ingest", path).json(as: Summary.self).duplicate == 2)
      }
      let entries = try releve("quarantine", "list", "--format", "csv").output
      #expect(entries.components(separatedBy: "\n").count >= badLines.count + 1)
    }
  }

  @Test func `a line of 50 MB is kept aside in bounded memory`() throws {
    let releve = try makeProgram()
    try TemporaryFolder.with { folder in
      let path = folder + "/large.ndjson"
      var input = Data((event("before") + "\n{\"id\":\"").utf8)
      input += Data(repeating: UInt8(ascii: "x"), count: 50_000_000)
      input += Data(("\"}\n" + event("after") + "\n").utf8)
      try input.write(to: URL(filePath: path))
      let run = try releve.shell(
        "ulimit -v \(Self.addressSpaceKiB); exec \"$RELEVE\" ingest \(path)")
      #expect(run.status == 3, "\(run.errors)")
      let summary = try run.json(as: Summary.self)
      #expect(summary.counts == [3, 2, 1])
      #expect(summary.reasons == ["too_large": 1])
    }
  }

  /// A run without the line takes less than 150 000; two copies of the line have no place in it.
  private static let addressSpaceKiB = 200_000

  private let header = "id,source,time,tenant,sku,resource,quantity,unit\n"

  private func row(_ id: String, quantity: String = "5") -> String {
    "\(id),/csv,2024-10-05T10:00:00Z,lumiere-prod,csp:fr1:openiaas:backup:vm:v1,r,\(quantity),VM"
  }

  @Test func `bad rows of CSV are kept aside, a bad header is wrong usage`() throws {
    let releve = try makeProgram()
    let ingest = { try releve("ingest", "--as", "csv", "-", input: $0) }
    // The quote that nobody closes takes what follows with it, into one event kept aside.
    let unterminated = try ingest(header + row("q1") + "\n\"" + row("q2") + "\n" + row("q3") + "\n")
    #expect(unterminated.status == 3)
    #expect(try unterminated.json(as: Summary.self).counts == [2, 1, 1])
    for (number, bad) in [row("x") + ",more", "x,y", row("n\0"), row("a\"b"), "\"a\"b,c"]
      .enumerated()
    {
      let run = try ingest(header + row("a\(number)") + "\n\(bad)\n" + row("b\(number)"))
      #expect(run.status == 3, "\(bad)")
      #expect(try run.json(as: Summary.self).counts == [3, 2, 1], "\(bad)")
      #expect(try run.json(as: Summary.self).reasons == ["malformed": 1], "\(bad)")
    }
    for bad in ["", "\n\n", "id,source,time\n1,2,3\n", "id," + header + row("x"), "\"id\n"] {
      let run = try ingest(bad)
      #expect(run.status == 2, "\(bad)")
      #expect(run.errors.contains("[bad_header]"), "\(run.errors)")
      #expect(try run.json(as: Summary.self).counts == [0, 0, 0], "\(bad)")
    }
  }

  @Test func `a cut gzip is told, and completing it completes the events`() throws {
    let releve = try makeProgram()
    try TemporaryFolder.with { folder in
      let path = folder + "/events.gz"
      let lines = (1...5000).map { event("gz-\($0)", quantity: "\($0)") + "\n" }.joined()
      try Data(lines.utf8).write(to: URL(filePath: folder + "/events"))
      let pack = "cd \(folder) && gzip events && head -c 20000 events.gz >cut.gz"
      #expect(try releve.shell(pack).status == 0)
      let cut = try releve("ingest", folder + "/cut.gz")
      #expect(cut.status == 2)
      #expect(cut.errors.contains("cut.gz: the compressed data is cut off"))
      #expect(cut.errors.contains("[corrupt_gzip]"))
      let before = try cut.json(as: Summary.self)
      #expect(before.rejected == 0 && before.read == before.accepted)
      let whole = try releve("ingest", path)
      #expect(whole.status == 0, "\(whole.errors)")
      let after = try whole.json(as: Summary.self)
      #expect(after.read == 5000 && after.accepted == 5000 - before.accepted)
      #expect(after.duplicate == before.accepted)
    }
  }

  @Test func `what cannot be opened or read is wrong usage, nothing is nothing`() throws {
    let releve = try makeProgram()
    try TemporaryFolder.with { folder in
      let path = folder + "/secret"
      try Data().write(to: URL(filePath: path))
      #expect(try releve("ingest", path).json(as: Summary.self).counts == [0, 0, 0])
      #expect(try releve("ingest", path).status == 0)
      chmod(path, 0)
      // Root may open everything, but cannot read this.
      let unreadable = getuid() == 0 ? "/proc/self/mem" : path
      for (file, code) in [
        (folder, "[cannot_open]"), (folder + "/none", "[cannot_open]"), (unreadable, "[cannot_"),
      ] {
        let run = try releve("ingest", file)
        #expect(run.status == 2, "\(file)")
        #expect(run.errors.contains(code) && run.errors.contains(file), "\(run.errors)")
        #expect(try releve("ingest", "--map", file, path).status == 2)
        #expect(try releve("apply", file).status == 2)
      }
    }
  }

  @Test func `a bad document is told with its line, and nothing of the run is applied`() throws {
    let releve = Program(try MigratedDatabase.make())
    let good = """
      kind: Organisation
      name: o
      spec:
        legal_name: O
        address: { line1: a, postcode: b, city: c, country: FR }
        language: fr
        identifiers: { siren: "732829320" }

      """
    let brackets = String(repeating: "[", count: 100_000)
    for (bad, code) in [
      (brackets, "document_too_large"),
      (brackets + brackets.replacing("[", with: "]"), "document_too_large"),
      (String(repeating: "- ", count: 100_000), "document_too_large"),
      (
        String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
        "document_too_large"
      ),
      ("a: \0", "invalid_yaml"), ("a: {b", "invalid_yaml"), ("kind: Organisation", "missing_key"),
      ("kind: Organisation\nname: \"a\\0\"\nspec: {}", "invalid_yaml"), ("[1]", "invalid_value"),
      (good + "legal_name: twice\nlegal_name: twice", "invalid_yaml"),
    ] {
      let run = try releve("apply", "-", input: good + "---\n" + bad)
      #expect(run.status == 2, "\(bad.prefix(50)): \(run.status) \(run.errors.prefix(300))")
      #expect(run.errors.contains("[\(code)]"), "\(bad.prefix(50)): \(run.errors.prefix(300))")
      #expect(run.output.isEmpty)
    }
    #expect(try releve("apply", "-", input: good).output.hasPrefix("created"))
  }
}
