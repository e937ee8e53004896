import Foundation
import TestSupport

/// The outside validators (`validators.py`), as one process that answers each request with a line.
///
/// An answer without failures says that every rule was asked; a validator that does not run throws.
actor Validators {
  /// What is checked; `validators.py` says how.
  enum Check: String {
    case cii, ubl, amounts, facturx
    case pdfa3a = "pdfa-3a"
    case pdfa3b = "pdfa-3b"
    case ua1
  }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  /// One for all tests: each starts a Java machine and compiles the rules once.
  static let shared = Validators()

  private var running: (process: Process, requests: FileHandle, answers: FileHandle)?
  private var unread = Data()
  private var count = 0

  /// What a document fails; `xml` is what a Factur-X should hold.
  func failures(
    _ check: Check, _ bytes: [UInt8], xml: [UInt8]? = nil
  ) throws -> [String] {
    try TemporaryFolder.with { folder in
      var request = ["check": check.rawValue, "file": folder + "/document"]
      try Data(bytes).write(to: URL(filePath: folder + "/document"))
      if let xml {
        request["xml"] = folder + "/factur-x.xml"
        try Data(xml).write(to: URL(filePath: folder + "/factur-x.xml"))
      }
      return try ask(request)
    }
  }

  private struct Answer: Decodable {
    let id: String
    let failures: [String]
  }

  private func ask(_ question: [String: String]) throws -> [String] {
    let (_, requests, answers) = try started()
    count += 1
    let request = question.merging(["id": String(count)]) { $1 }
    try requests.write(contentsOf: JSONEncoder().encode(request) + Data("\n".utf8))
    let answer = try JSONDecoder().decode(Answer.self, from: line(of: answers))
    guard answer.id == String(count) else {
      throw Failed(description: "validators.py answers \(answer.id) instead of \(count)")
    }
    return answer.failures
  }

  private func line(of answers: FileHandle) throws -> Data {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread = Data(unread[(end + 1)...]) }
        return unread[..<end]
      }
      let more = answers.availableData
      guard !more.isEmpty else {
        throw Failed(description: "validators.py ended: its standard error says why")
      }
      unread += more
    }
  }

  private func started() throws -> (Process, FileHandle, FileHandle) {
    if let running { return running }
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    // Makes what is missing, and says where it is.
    let python = try Self.output(of: root.appending(path: "scripts/validators"))
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: python)
    process.arguments = ["-B", root.appending(path: "Tests/Conformance/validators.py").path]
    process.standardInput = input
    process.standardOutput = output
    signal(SIGPIPE, SIG_IGN)
    try process.run()
    running = (process, input.fileHandleForWriting, output.fileHandleForReading)
    return (process, input.fileHandleForWriting, output.fileHandleForReading)
  }

  private static func output(of program: URL) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = program
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: "\(program.lastPathComponent) failed: its output says why")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
