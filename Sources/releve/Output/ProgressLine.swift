import Foundation
import Reports

/// Progress of a long work on standard error: on a terminal one line that is redrawn, elsewhere
/// whole lines now and then, and one at the end, where they are asked for.
final class ProgressLine {
  private let isOn: Bool
  private let isRedrawn: Bool
  private var lastDrawn: ContinuousClock.Instant?
  private var isDirty = false

  /// What a log would lack: the last text that was not written.
  private var pending: String?

  /// How often it is drawn anew: what the eye can follow, or what a log file bears.
  private var interval: Duration { isRedrawn ? .milliseconds(100) : .seconds(5) }

  /// `isForced` shows progress also where a line cannot be redrawn: standard error is no terminal,
  /// or one that knows no escape codes.
  init(isOn: Bool, isForced: Bool) {
    isRedrawn = Console.errorIsTerminal && Console.terminalKnowsEscapes
    self.isOn = isOn && (isRedrawn || isForced)
  }

  /// Shows how far the work is.
  func show(_ text: @autoclosure () -> String) {
    guard isOn else { return }
    let now = ContinuousClock.now
    if let lastDrawn, now - lastDrawn < interval {
      if !isRedrawn { pending = text() }
      return
    }
    lastDrawn = now
    pending = nil
    if isRedrawn {
      // One cell stays free: a cursor behind the last one may have moved to the next line.
      let line = text().escapedForTerminal().prefix(displayWidth: Console.errorWidth - 1)
      Console.draw("\r\u{1B}[K\(line)")
      isDirty = true
    } else {
      Console.error(text())
    }
  }

  /// Clears the line, so that what follows stands alone; elsewhere writes how far the work came.
  func finish() {
    if isDirty { Console.draw("\r\u{1B}[K") }
    if let pending { Console.error(pending) }
    isDirty = false
    pending = nil
  }
}
