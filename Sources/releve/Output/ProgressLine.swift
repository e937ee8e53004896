import Foundation

/// Progress of a long work on standard error: one line that is redrawn on a terminal, now and then
/// a line of its own elsewhere.
final class ProgressLine {
  private let isOn: Bool
  private let isTerminal: Bool
  private var lastDrawn: ContinuousClock.Instant?
  private var isDirty = false

  /// How often it is drawn anew: what the eye can follow, or what a log file bears.
  private var interval: Duration { isTerminal ? .milliseconds(100) : .seconds(5) }

  /// `isForced` shows progress also where standard error is no terminal.
  init(isOn: Bool, isForced: Bool) {
    isTerminal = Console.errorIsTerminal
    self.isOn = isOn && (isTerminal || isForced)
  }

  /// Shows how far the work is.
  func show(_ text: @autoclosure () -> String) {
    guard isOn else { return }
    let now = ContinuousClock.now
    if let lastDrawn, now - lastDrawn < interval { return }
    lastDrawn = now
    if isTerminal {
      try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text())".utf8))
      isDirty = true
    } else {
      Console.error(text())
    }
  }

  /// Clears the line, so that what follows stands alone.
  func finish() {
    guard isDirty else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    isDirty = false
  }
}
