internal import Foundation

/// The program as a user runs it.
public struct Program: Sendable {
  /// What a run said, and how it ended.
  public struct Run: Sendable {
    /// Its exit code; -1 where a signal ended it.
    public let status: Int32
    public let output: String
    public let errors: String
  }

  private let environment: [String: String]

  /// On a database of the test server.
  public init(_ database: TestDatabase) {
    environment = ["RELEVE_DATABASE_URL": database.connectionURL]
  }

  /// With an embedded cluster under a folder, or with a database that the arguments name.
  public init(home: String, environment: [String: String] = [:]) {
    self.environment = environment.merging(["RELEVE_HOME": home]) { $1 }
  }

  /// The repository's root.
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the demonstration.
  public static func demo(_ path: String) -> String { root.path + "/demo/" + path }

  /// Where it is: the binary stands beside that of the tests.
  private static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "releve")

  /// Runs the program to its end, within a minute.
  public func callAsFunction(_ arguments: String..., input: String = "") throws -> Run {
    try run(arguments, input: input)
  }

  /// The same with arguments that were put together.
  public func run(_ arguments: [String], input: String = "") throws -> Run {
    try run(Self.binary, arguments, input: input)
  }

  /// The same, with the arguments in a list.
  public func callAsFunction(_ arguments: [String]) throws -> Run {
    try run(Self.binary, arguments, input: "")
  }

  /// Runs a command of the shell, in which `$RELEVE` is the program.
  public func shell(_ command: String) throws -> Run {
    try run(URL(fileURLWithPath: "/bin/sh"), ["-c", command], input: "")
  }

  /// Starts the program, whose standard input stays open; to be finished within a minute.
  public func start(_ arguments: String...) throws -> RunningProgram {
    try start(Self.binary, arguments)
  }

  /// The same, with the arguments in a list.
  public func start(_ arguments: [String]) throws -> RunningProgram {
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
  public func json<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }
}
