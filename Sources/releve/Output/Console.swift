import Foundation
import Logging

/// Where the program speaks: data to standard output, everything else to standard error.
struct Console {
  private let logger: Logger

  init(_ options: GlobalOptions) {
    let level: Logger.Level = options.quiet ? .warning : options.verbose ? .debug : .info
    logger = Logger(label: "releve") { _ in
      ConsoleLogHandler(format: options.logFormat, logLevel: level)
    }
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether messages and progress are wanted.
  var isTalkative: Bool { logger.logLevel <= .info }

  /// Writes data. A reader that went away ends the program quietly, as it does for `cat`.
  static func output(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      let reason = errno
      Interruption.endIfReceived()
      if reason != EPIPE { Self.error("error: the output cannot be written [output_failed]") }
      Foundation.exit(ExitStatus.failed.rawValue)
    }
  }

  /// Writes a line to standard error.
  static func error(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Tells what is being done, unless `--quiet`.
  func info(_ message: String) { logger.info("\(message)") }

  /// Tells details, with `--verbose`.
  func verbose(_ message: String) { logger.debug("\(message)") }

  /// Tells what needs a person.
  func warning(_ code: String, _ message: String) {
    logger.warning("\(message)", metadata: ["code": "\(code)"])
  }

  /// Tells why the program ends.
  func fail(_ failure: Failure) {
    logger.error("\(failure.message)", metadata: ["code": "\(failure.code)"])
  }
}
