import Foundation
import TestSupport
import Testing

/// The program as a user runs it.
struct Program {
  /// What a run said, and how it ended.
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  private let environment: [String: String]

  /// On a database of the test server.
  init(_ database: TestDatabase) {
    environment = ["RELEVE_DATABASE_URL": database.connectionURL]
  }

  /// With an embedded cluster under a folder, or with a database that the arguments name.
  init(home: String) {
    environment = ["RELEVE_HOME": home]
  }

  /// The repository's root.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the demonstration.
  static func demo(_ path: String) -> String { root.path + "/demo/" + path }

  /// The binary stands beside that of the tests.
  private static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "releve")

  /// Runs the program to its end, within a minute.
  func callAsFunction(_ arguments: String..., input: String = "") throws -> Run {
    try run(Self.binary, arguments, input: input)
  }

  /// Runs a command of the shell, in which `$RELEVE` is the program.
  func shell(_ command: String) throws -> Run {
    try run(URL(fileURLWithPath: "/bin/sh"), ["-c", command], input: "")
  }

  private func run(_ executable: URL, _ arguments: [String], input: String) throws -> Run {
    let process = Process()
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      .merging(["RELEVE": Self.binary.path]) { $1 }
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    let deadline = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: deadline)
    defer { deadline.cancel() }
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    // Both are read at once: a full pipe would stop the program.
    let errors = Reading(stderr.fileHandleForReading)
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: errors.text())
  }
}

/// A pipe that is read to its end by a thread of its own.
private final class Reading: @unchecked Sendable {
  // Written once by the thread before it signals, and read only after that.
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      data = (try? handle.readToEnd()) ?? Data()
      done.signal()
    }
  }

  func text() -> String {
    done.wait()
    defer { done.signal() }
    return String(decoding: data, as: UTF8.self)
  }
}

extension Program.Run {
  /// The output as JSON.
  func json<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }
}
