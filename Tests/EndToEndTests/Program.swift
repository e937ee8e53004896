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
  init(home: String, environment: [String: String] = [:]) {
    self.environment = environment.merging(["RELEVE_HOME": home]) { $1 }
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
    try run(arguments, input: input)
  }

  /// The same with arguments that were put together.
  func run(_ arguments: [String], input: String = "") throws -> Run {
    try run(Self.binary, arguments, input: input)
  }

  /// The same, with the arguments in a list.
  func callAsFunction(_ arguments: [String]) throws -> Run {
    try run(Self.binary, arguments, input: "")
  }

  /// Runs a command of the shell, in which `$RELEVE` is the program.
  func shell(_ command: String) throws -> Run {
    try run(URL(fileURLWithPath: "/bin/sh"), ["-c", command], input: "")
  }

  /// Starts the program, whose standard input stays open; to be finished within a minute.
  func start(_ arguments: String...) throws -> RunningProgram {
    try start(Self.binary, arguments)
  }

  private func run(_ executable: URL, _ arguments: [String], input: String) throws -> Run {
    let running = try start(executable, arguments)
    try running.write(input)
    return try running.finish()
  }

  private func start(_ executable: URL, _ arguments: [String]) throws -> RunningProgram {
    try RunningProgram(
      executable, arguments,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }
        .merging(["RELEVE": Self.binary.path]) { $1 })
  }
}

extension Program.Run {
  /// The output as JSON.
  func json<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }
}
