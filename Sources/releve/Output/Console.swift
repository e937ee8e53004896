import Foundation
import Logging
import Reports

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

  /// Whether the terminal can clear a line: `TERM` names one that knows more than text.
  static var terminalKnowsEscapes: Bool {
    let terminal = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return !["", "dumb", "unknown"].contains(terminal)
  }

  /// Whether data are shown in colours: on a terminal that knows them, and where nobody asked for
  /// none (https://no-color.org).
  private static var outputHasColours: Bool {
    let isUnwanted = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return outputIsTerminal && terminalKnowsEscapes && !isUnwanted
  }

  /// The width of the terminal, in its cells; 80 where it does not say, or there is none.
  static var outputWidth: Int { width(of: STDOUT_FILENO) }
  static var errorWidth: Int { width(of: STDERR_FILENO) }

  private static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether messages and progress are wanted.
  var isTalkative: Bool { logger.logLevel <= .info }

  /// Writes data: exactly, but to a terminal without the characters that it would act upon. A
  /// reader that went away ends the program quietly, as it does for `cat`.
  static func output(_ text: String) { output(bytes: Array(text.utf8)) }

  /// Writes data that are UTF-8 already.
  static func output(bytes: [UInt8]) {
    guard outputIsTerminal else { return write(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    write(Array(text.escapedForTerminal(keepingNewlines: true).utf8))
  }

  /// Writes data that can stand in colours: asked for with them where the output has colours; then
  /// what a terminal would act upon is an escape already.
  static func output(inColours text: (_ coloured: Bool) -> String) {
    guard outputHasColours else { return output(text(false)) }
    write(Array(text(true).utf8))
  }

  private static func write(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      let reason = errno
      Interruption.endIfReceived()
      if reason != EPIPE { Self.error("error: the output cannot be written [output_failed]") }
      Foundation.exit(ExitStatus.failed.rawValue)
    }
  }

  /// Writes a line, or several, to standard error. Messages quote input: what a terminal would act
  /// upon is written as an escape.
  static func error(_ line: String) {
    draw(line.escapedForTerminal(keepingNewlines: true) + "\n")
  }

  /// Writes to standard error as it is.
  static func draw(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
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
