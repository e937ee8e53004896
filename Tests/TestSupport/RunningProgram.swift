internal import Foundation

/// The program while it runs.
public final class RunningProgram {
  private let process = Process()
  private let stdin = Pipe()
  private let output: Reading
  private let errors: Reading
  private let deadline: DispatchWorkItem

  init(_ executable: URL, _ arguments: [String], environment: [String: String]) throws {
    // Writing to a program that has ended is an error of that write, not the end of all tests.
    signal(SIGPIPE, SIG_IGN)
    let (stdout, stderr) = (Pipe(), Pipe())
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    let process = process
    try Self.withoutBlockedSignals { try process.run() }
    let identifier = process.processIdentifier
    deadline = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: deadline)
    // Both are read at once: a full pipe would stop the program.
    output = Reading(stdout.fileHandleForReading)
    errors = Reading(stderr.fileHandleForReading)
  }

  /// Threads of a test block signals, and children would inherit that.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// Writes to the program's standard input, as fast as it reads.
  public func write(_ text: String) throws {
    try stdin.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Its number in the system.
  public var processIdentifier: Int32 { process.processIdentifier }

  /// Whether it has not ended.
  public var isRunning: Bool { process.isRunning }

  /// Sends a signal.
  public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Sends a signal once the program waits for more input: it has read all, and sleeps in `read`.
  public func sendOnceReading(_ signal: Int32) {
    // 0 is the number of `read`, and so is the descriptor.
    send(signal, onceIn: "0 0x0 ")
  }

  /// Sends a signal once the program has worked on all input, and waits in `poll` for more.
  public func sendOnceWaiting(_ signal: Int32) { send(signal, onceIn: "7 ") }

  private func send(_ signal: Int32, onceIn call: String) {
    let path = "/proc/\(process.processIdentifier)/syscall"
    // A program that never comes there is ended by the deadline.
    while process.isRunning,
      (try? String(contentsOfFile: path, encoding: .utf8))?.hasPrefix(call) != true
    {
      usleep(5_000)
    }
    send(signal)
  }

  /// Ends the input, unless told otherwise, and waits for the program to end.
  public func finish(endingInput: Bool = true) throws -> Program.Run {
    if endingInput { try stdin.fileHandleForWriting.close() }
    process.waitUntilExit()
    deadline.cancel()
    return Program.Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: output.text(), errors: errors.text())
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
